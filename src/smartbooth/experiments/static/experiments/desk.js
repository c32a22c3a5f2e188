// What one chooses or types is reckoned with at once. Everything works without this file: the server is asked anyway.
const PAUSE = 250; // milliseconds after the last key

for (const form of document.querySelectorAll("form[data-reckons]")) {
  const asked = form.dataset.asked.split(" ");
  let newest = 0;
  let timer = 0;

  async function ask() {
    const mine = ++newest;
    const typed = [...new FormData(form)].filter(([name]) => asked.includes(name));
    const answer = await fetch(`?${new URLSearchParams(typed)}`, { redirect: "manual" }).catch(() => null);
    if (!answer?.ok || mine !== newest) return; // signed out, no network, or something else was typed meanwhile
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [old, fresh] = [document, page].map((where) => where.getElementById(form.dataset.reckons));
    if (old && fresh && mine === newest) old.replaceChildren(...fresh.childNodes);
  }

  form.addEventListener("input", (event) => {
    if (!asked.includes(event.target.name) || event.target.name === "difference") return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}
