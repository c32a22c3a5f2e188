// While the name or the address is typed: what the address will be, and whether it is free. The chooser follows the
// page's language.
const form = document.querySelector("[data-address]");
const shown = form.querySelector("[data-example]");
const slug = form.elements.slug;
let timer = 0;
let round = 0;

const look = async () => {
  const mine = ++round;
  const query = new URLSearchParams({ name: form.elements.name.value, slug: slug.value, address: form.elements.address.value });
  if (form.dataset.launch) query.set("launch", form.dataset.launch);
  const response = await fetch(`${form.dataset.address}?${query}`, { credentials: "same-origin" }).catch(() => null);
  if (!response?.ok || mine !== round) return;
  const answer = await response.json();
  shown.textContent = answer.url;
  if (!slug.value) slug.placeholder = answer.slug;
  const line = shown.parentElement;
  line.querySelector(".errorlist")?.remove();
  slug.toggleAttribute("aria-invalid", false);
  if (answer.problem) {
    slug.setAttribute("aria-invalid", "true");
    const list = Object.assign(document.createElement("span"), { className: "errorlist", textContent: answer.problem });
    line.append(list);
  }
};

form.addEventListener("input", (event) => {
  if (!["name", "slug", "address"].includes(event.target.name)) return;
  clearTimeout(timer);
  timer = setTimeout(look, 250);
});

form.addEventListener("change", (event) => {
  if (event.target.name !== "language") return;
  for (const frame of form.querySelectorAll("[data-starter]"))
    frame.src = frame.src.replace(/\/[a-z]{2}\/$/, `/${event.target.value}/`);
});

// The pictures of the chooser fill their frames.
const WIDE = 1200; // px: how wide a starter is drawn
const sized = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) target.style.setProperty("--thumb", contentRect.width / WIDE);
});
for (const thumb of form.querySelectorAll(".thumb")) sized.observe(thumb);
