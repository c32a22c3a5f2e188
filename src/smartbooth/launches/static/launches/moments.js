// Moments in the reader's own time; the form of the hours says which zone it means. Without this file all is UTC.
const language = document.documentElement.lang || undefined;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

for (const time of document.querySelectorAll("time[data-local]")) {
  const written = time.textContent;
  const date = time.dataset.local === "hour" ? {} : { dateStyle: "medium" };
  const local = new Intl.DateTimeFormat(language, { ...date, timeStyle: "short" }).format(new Date(time.dateTime));
  time.textContent = time.dataset.local === "both" && zone !== "UTC" ? `${local} (${written})` : local;
  time.title = written;
}

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
