// The sheet: the studio's rich text and picture fields, and the preview redrawn as one types. Without it the form is the
// same, with a button that asks for the preview.
import { enrich } from "../launches/rich.js";
import * as pictures from "../launches/pictures.js";
import { morph } from "../launches/preview.js";

const form = document.querySelector("[data-write]");
const frame = document.querySelector(".page-frame");
const PAUSE = 350; // ms without a key
let timer = 0;
let round = 0;
let unsaved = false;

const draw = async () => {
  const mine = ++round;
  let response;
  try {
    response = await fetch(form.dataset.look, { method: "POST", body: new FormData(form), credentials: "same-origin" });
  } catch { return; } // no connection: the next key asks again
  const text = await response.text();
  const page = frame.contentDocument;
  if (mine !== round || !response.ok || !page?.body) return;
  // Its own parser: the page's styles answer to the frame's policy, not to the studio's.
  const next = new frame.contentWindow.DOMParser().parseFromString(text, "text/html");
  page.head.replaceWith(page.importNode(next.head, true));
  morph(page.body, next.body);
};

const changed = () => {
  unsaved = true;
  clearTimeout(timer);
  timer = setTimeout(draw, PAUSE);
};

document.documentElement.classList.add("js");
for (const slot of form.querySelectorAll('[data-role="picture"]')) pictures.enhance(slot, changed);
for (const slot of form.querySelectorAll('[data-role="rich"]')) enrich(slot.querySelector("textarea"), changed);
pictures.start();
form.addEventListener("input", changed);
document.addEventListener("submit", () => { unsaved = false; });
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
