// Settings are saved as one types: one request at a time, the latest state last, and the truth about it in words.
import { Offline, post, status, take, words } from "./send.js";

const PAUSE = 500; // ms without a key before a save
const AGAIN = 3000; // ms before another try when the server was not reached

let timer = 0;
let running = null; // the promise of the request under way
let dirty = null; // the form that holds something unsaved

let refused = null; // the form whose text the server would not take
let warned = false;

export const saved = () => !dirty && !running && !refused;

// Errors of `next` beside their fields; nothing that was typed is touched.
const tell = (form, next) => {
  const answer = next.querySelector("[data-autosave]");
  for (const slot of form.querySelectorAll("[data-slot]")) {
    const told = answer?.querySelector(`[data-slot="${CSS.escape(slot.dataset.slot)}"]`);
    slot.querySelector(".errorlist")?.remove();
    const input = slot.querySelector("input:not([type=hidden], [type=file]), select, textarea");
    const list = told?.querySelector(".errorlist");
    if (list) (slot.querySelector(".field") ?? slot).append(document.importNode(list, true));
    if (input) list ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
    if (told) slot.classList.toggle("changed", told.classList.contains("changed"));
  }
  for (const place of ["[data-errors]", "[data-advice]"]) {
    const here = form.querySelector(place);
    const there = answer?.querySelector(place);
    if (here && there && here.innerHTML !== there.innerHTML) here.replaceChildren(...document.importNode(there, true).childNodes);
  }
};

const conflict = (form, next) => {
  const told = next.querySelector("[data-conflict]");
  form.querySelector("[data-conflict]")?.remove();
  if (told) form.querySelector(".pane-head, .pane-title").after(document.importNode(told, true));
};

const send = async (form, submitter) => {
  dirty = null;
  status(words("saving"));
  let answer;
  try {
    answer = await post(form, submitter);
  } catch (error) {
    if (!(error instanceof Offline)) throw error;
    dirty = form;
    status(words("offline"), true);
    timer = setTimeout(flush, AGAIN);
    return false;
  }
  if (answer.status === 404) { status(words("gone"), true); return false; }
  if (answer.status === 403 || answer.status === 413) { status(words("refused"), true); return false; }
  tell(form, answer.page);
  conflict(form, answer.page);
  if (answer.status >= 400) {
    const why = answer.page.querySelector("#status")?.textContent.trim();
    status(why || words("unsaved"), true);
    refused = form;
    return false;
  }
  refused = null;
  take(answer.page, ["head", "bar", "tools", "blocks", "weight"]);
  status(dirty ? words("saving") : words("saved"));
  document.dispatchEvent(new CustomEvent("page:changed", { detail: answer }));
  return true;
};

// Sends what is unsaved, after what is under way. Resolves to true when all is saved.
export const flush = async (submitter) => {
  clearTimeout(timer);
  while (running) await running; // another who waited may have sent what came meanwhile
  const form = dirty;
  if (!form && refused?.isConnected && !warned) {
    // Leaving would lose what was typed: said once, then done.
    warned = true;
    status(words("leave"), true);
    return false;
  }
  if (!form) {
    refused = null;
    return true;
  }
  running = send(form, submitter instanceof HTMLElement ? submitter : undefined).finally(() => { running = null; });
  return running;
};

export const changed = (form) => {
  dirty = form;
  warned = false;
  clearTimeout(timer);
  timer = setTimeout(flush, PAUSE);
};

export const now = (form, submitter) => {
  dirty = form;
  return flush(submitter);
};

export const forget = () => { dirty = refused = null; clearTimeout(timer); };

addEventListener("beforeunload", (event) => {
  if (saved()) return;
  flush();
  event.preventDefault();
});
