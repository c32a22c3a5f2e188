// The editor: joins the list of blocks, the settings and the preview. Every action is a form or a link of the page.
import { ask, Offline, post, status, take, words } from "./send.js";
import { changed, flush, forget, now, saved } from "./autosave.js";
import { Preview } from "./preview.js";
import { prepare, pressed } from "./items.js";
import { inTurn } from "./turns.js";
import { sortable } from "./order.js";
import { enrich } from "./rich.js";
import * as pictures from "./pictures.js";

const root = document.querySelector("[data-editor]");
const home = location.pathname;
const frame = document.querySelector(".page-frame");
const narrow = matchMedia("(max-width: 45rem)");

const show = (pane) => {
  root.dataset.pane = pane;
  for (const button of document.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", button.dataset.show === pane);
};

const focusField = (field) => {
  const slot = field && document.querySelector(`.settings [data-slot="${CSS.escape(field)}"]`);
  // Formatted text first: its textarea is there too, hidden.
  const target = slot?.querySelector(".rich-surface") ?? slot?.querySelector("input:not([type=hidden], [type=file]), textarea, select, button");
  if (!target) return;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
  if (target.matches("input, textarea")) target.select();
};

// New settings are on the page: pictures, formatted text and lists get their tools; the preview its marks.
const dress = () => {
  const settings = document.querySelector(".settings");
  for (const slot of settings.querySelectorAll('[data-role="picture"]')) if (!slot.querySelector(".picture-row")) pictures.enhance(slot, changed);
  for (const slot of settings.querySelectorAll('[data-role="rich"]')) if (!slot.querySelector(".rich")) enrich(slot.querySelector("textarea"), changed);
  prepare(settings);
  mark();
};

const mark = (scroll = false) => {
  preview.differs = [...document.querySelectorAll(".block-row[data-marks]")].map((row) => row.dataset.id);
  preview.choose(document.querySelector(".block-row.chosen")?.dataset.id ?? "", scroll);
};

const preview = new Preview(frame, document.querySelector("[data-preview]").dataset.preview, async (block, field) => {
  await open(`block=${block}`, { field, scroll: false });
});

// Opens a block's settings or a panel: the address says which, so that going back works.
const open = (query, how) => inTurn(() => opened(query, how));

const opened = async (query, { field = "", scroll = true, focus = false, push = true } = {}) => {
  const current = new URLSearchParams(location.search).get("block");
  if (query === `block=${current}` && field) {
    show("settings");
    return focusField(field);
  }
  if (!(await flush())) return undefined; // what is wrong stays in sight
  let answer;
  try {
    answer = await ask(`${home}?${query}`);
  } catch (error) {
    if (!(error instanceof Offline)) throw error;
    return status(words("offline"), true);
  }
  if (push) history.pushState(null, "", `${home}?${query}`);
  take(answer.page, ["head", "bar", "tools", "blocks", "settings", "weight"]);
  dress();
  mark(scroll);
  show(query ? "settings" : "blocks");
  if (field) focusField(field);
  else if (focus) document.querySelector(".settings .pane-title")?.focus({ preventScroll: true });
  return undefined;
};

// One of the forms that change the page as a whole: add, move, copy, remove, undo, redo. `after` moves the focus.
const change = async (form, submitter, after) => {
  const kind = form.dataset.change;
  if (!(await inTurn(() => changedBy(form, submitter, kind)))) return;
  after?.();
  await preview.refresh(); // last: the focus is not moved any more while somebody already goes on
  mark(kind !== "undo" && kind !== "redo");
};

// Whether the server has made the change; its answer is on the page then.
const changedBy = async (form, submitter, kind) => {
  if (kind !== "remove" && !(await flush())) return false;
  if (kind === "remove") forget();
  let answer;
  try {
    answer = await post(form, submitter);
  } catch (error) {
    if (!(error instanceof Offline)) throw error;
    status(words("offline"), true);
    return false;
  }
  if (answer.status >= 400) {
    status(answer.page.querySelector("#status")?.textContent.trim() || words("refused"), true);
    if (answer.page.querySelector("[data-editor]")) take(answer.page, ["settings"]);
    return false;
  }
  history.replaceState(null, "", answer.address);
  take(answer.page, ["head", "bar", "tools", "blocks", "settings", "weight"]);
  dress();
  status(said(kind));
  if (kind === "add" || kind === "copy") {
    show("settings");
    const first = document.querySelector(".settings [data-slot]");
    focusField(first?.dataset.slot ?? "");
  }
  if (kind === "remove" && narrow.matches) show("blocks");
  return true;
};

const said = (kind) => {
  const rows = [...document.querySelectorAll(".block-row")];
  const row = rows.findIndex((one) => one.classList.contains("chosen"));
  if (kind !== "move" || row < 0) return words("saved");
  return words("place").replace("{block}", rows[row].dataset.label).replace("{place}", row + 1).replace("{total}", rows.length);
};

const place = async (id, to) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = `${home}blocks/${id}/place`;
  form.dataset.change = "move";
  const token = document.querySelector('[name="csrfmiddlewaretoken"]').value;
  for (const [name, value] of [["csrfmiddlewaretoken", token], ["to", to]])
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  await change(form, undefined, () => document.querySelector(`.block-row[data-id="${id}"] a`)?.focus({ preventScroll: true }));
};

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = event.target.closest("[data-open]");
  if (link) {
    event.preventDefault();
    if (link.closest("[data-conflict]")) forget();
    open(link.dataset.open, { focus: event.detail === 0 });
    return;
  }
  const look = event.target.closest("[data-look]");
  if (look) {
    event.preventDefault();
    preview.look(look.dataset.look); // loaded anew: each look has a policy of its own
    for (const other of document.querySelectorAll("[data-look]")) other.toggleAttribute("aria-current", other === look);
    return;
  }
  const button = event.target.closest("button");
  if (!button) return;
  if (button.closest("[data-items]") && pressed(button, (form, row) => {
    if (row) for (const slot of row.querySelectorAll('[data-role="picture"]')) pictures.enhance(slot, changed);
    if (form) changed(form);
  })) event.preventDefault();
  if (button.dataset.show) show(button.dataset.show);
  if (button.dataset.width) width(button.dataset.width);
  if (button.dataset.scheme) scheme(button.dataset.scheme);
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.dataset.change) {
    event.preventDefault();
    change(form, event.submitter);
  } else if (form.matches("[data-autosave]")) {
    event.preventDefault();
    const good = await now(form, event.submitter);
    if (good && event.submitter?.name === "preset") open("panel=theme", { push: false });
  } else if (!saved()) {
    event.preventDefault(); // leaving by a form (publish, a new variant): what was typed goes first
    if (!(await flush())) return;
    if (!form.isConnected) { // its region was drawn anew by the save: what was typed in the old one is what counts
      form.hidden = true;
      document.body.append(form);
    }
    form.requestSubmit(event.submitter);
  }
});

for (const name of ["input", "change"]) document.addEventListener(name, (event) => {
  const form = event.target.form?.closest("[data-autosave]");
  if (form && event.target.type !== "file") changed(form);
});

document.addEventListener("page:changed", () => preview.refresh());

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.(".block-row");
  if (row && event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    place(row.dataset.id, event.key === "ArrowUp" ? "up" : "down");
    return;
  }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) {
    event.preventDefault();
    const form = document.querySelector(`[data-change="${event.shiftKey ? "redo" : "undo"}"]`);
    if (!form.querySelector("button").disabled) change(form);
  }
});

addEventListener("popstate", () => open(location.search.slice(1), { push: false }));

// --- the preview's switches ---------------------------------------------------------------------------------
const DESKTOP = Number(root.dataset.desktop ?? 1280); // px: what most people's screens give a page

const fit = () => {
  const stage = frame.parentElement;
  const wide = stage.dataset.width === "desktop";
  const scale = wide ? Math.min(1, stage.clientWidth / DESKTOP) : 1;
  stage.style.setProperty("--scale", scale);
};

const width = (name) => {
  frame.parentElement.dataset.width = name;
  for (const button of document.querySelectorAll("[data-width]:is(button)")) button.setAttribute("aria-pressed", button.dataset.width === name);
  fit();
};

const scheme = (name) => {
  preview.scheme = name;
  preview.light();
  for (const button of document.querySelectorAll("[data-scheme]")) button.setAttribute("aria-pressed", button.dataset.scheme === name);
};

new ResizeObserver(fit).observe(frame.parentElement);
document.documentElement.classList.add("js");
width(narrow.matches ? "phone" : "desktop");
preview.scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
for (const button of document.querySelectorAll("[data-scheme]")) button.setAttribute("aria-pressed", button.dataset.scheme === preview.scheme);
pictures.start();
sortable(place);
dress();
if (location.search) show("settings");
root.dataset.ready = "";
