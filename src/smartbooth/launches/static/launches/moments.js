// Moments in the reader's own time; the form of the hours says which zone it means. Without this file all is UTC.
const written = document.documentElement.lang || undefined;
const language = written === "en" ? "en-GB" : written; // the studio's English counts to 24 and names the day first
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

const first = written?.startsWith("fr") && "1er"; // as core/dates.py writes it
const hours = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const forms = { hour: hours, day: { day: "numeric", month: "long", ...hours } };
const usual = { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" };

function localize(where) {
  for (const time of where.querySelectorAll("time[data-local]")) {
    const server = time.textContent;
    const parts = new Intl.DateTimeFormat(language, forms[time.dataset.local] ?? usual).formatToParts(new Date(time.dateTime));
    const local = parts.map(({ type, value }) => (type === "day" && value === "1" && first) || value).join("");
    time.textContent = time.dataset.local === "both" && zone !== "UTC" ? `${local} (${server})` : local;
    time.title = server;
  }
}

localize(document);
document.addEventListener("arrived", (event) => localize(event.detail)); // a part that is about to join the page

const form = document.querySelector("[data-schedule]");
if (form) {
  const field = form.querySelector('[name="zone"]');
  const typed = field.value !== "UTC" || form.querySelector(".errorlist"); // shown again: already in the owner's time
  field.value = zone;
  const told = form.querySelector("[data-zone]");
  told.textContent = told.dataset.zone.replace("{zone}", zone);
  if (!typed) for (const input of form.querySelectorAll('[type="datetime-local"]')) {
    if (!input.value) continue;
    const moment = new Date(`${input.value}Z`);
    const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60000);
    input.value = shifted.toISOString().slice(0, 16);
  }
}
