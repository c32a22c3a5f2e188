// While an issue is on its way, the page is asked for again and its numbers taken over. Without this file one reloads.
const EVERY = 3000; // ms

const region = (name, page = document) => page.querySelector(`[data-region="${name}"]`);

// Pressed or used this moment: exchanging it would swallow the click.
const held = (part) => part.matches(":active") || (part.contains(document.activeElement) && document.activeElement.matches("button, summary, input"));

const look = async () => {
  if (document.hidden || document.querySelector("details[open]")) return;
  const response = await fetch(location.href, { credentials: "same-origin" });
  if (!response.ok || response.redirected) return;
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const name of ["progress", "head"]) {
    const [old, fresh] = [region(name), region(name, next)];
    if (old && fresh && !held(old)) old.replaceWith(document.importNode(fresh, true));
  }
};

setInterval(() => { if (region("progress").hasAttribute("data-moves")) look().catch(() => {}); }, EVERY);
