// Formatted text without a library: the browser's own editing, held to the few elements the server keeps.
// The textarea stays the form's field; without this file it is the editor.

const KEPT = { B: "strong", STRONG: "strong", I: "em", EM: "em", DIV: "p", P: "p", H1: "h2", H2: "h2", H3: "h3", UL: "ul", OL: "ol", LI: "li", A: "a", BR: "br" };
const BLOCKS = new Set(["p", "h2", "h3", "ul", "ol"]);

// The editable's content as the server stores it.
export const plain = (node) => {
  const out = document.createElement("div");
  copy(node, out);
  const tidy = document.createElement("div");
  let loose = null; // text outside a block becomes a paragraph
  for (const child of [...out.childNodes]) {
    if (BLOCKS.has(child.nodeName.toLowerCase())) { loose = null; tidy.append(child); continue; }
    if (child.nodeType === Node.TEXT_NODE && !child.data.trim() && !loose) continue;
    if (!loose) { loose = document.createElement("p"); tidy.append(loose); }
    loose.append(child);
  }
  return tidy.innerHTML.replace(/<(p|h2|h3|li)>(<br>|\s|&nbsp;)*<\/\1>/g, "");
};

// Browsers put no-break spaces where the typist pressed the bar; those of French punctuation are meant.
const spaces = (text) => text.replace(/(?<!«)\u00a0(?![:;!?»%€])/g, " ");

const copy = (from, to) => {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) { to.append(spaces(child.data)); continue; }
    const name = child.nodeType === Node.ELEMENT_NODE ? KEPT[child.nodeName] : "";
    if (!name) { if (child.nodeType === Node.ELEMENT_NODE) copy(child, to); continue; }
    const nested = BLOCKS.has(name) && to.closest?.("p, h2, h3");
    const made = nested ? to : to.appendChild(document.createElement(name));
    if (name === "a") made.setAttribute("href", child.getAttribute("href") ?? "");
    copy(child, made);
  }
};

export const enrich = (area, changed) => {
  const box = document.createElement("div");
  box.className = "rich";
  const tools = document.querySelector("#toolbar").content.cloneNode(true);
  const surface = document.createElement("div");
  surface.className = "rich-surface";
  surface.contentEditable = "true";
  surface.setAttribute("role", "textbox");
  surface.setAttribute("aria-multiline", "true");
  const label = area.closest(".field").querySelector("label");
  label.id ||= `${area.id}_label`;
  surface.setAttribute("aria-labelledby", label.id);
  label.addEventListener("click", () => surface.focus());
  // The stored text was cleaned by the server; parsed apart, nothing in it can load or run before it is copied.
  const parsed = new DOMParser().parseFromString(area.value, "text/html").body;
  surface.innerHTML = plain(parsed) || "<p><br></p>";
  box.append(tools, surface);
  area.after(box);
  area.hidden = true;
  box.dataset.for = area.id;
  try { document.execCommand("defaultParagraphSeparator", false, "p"); } catch { /* an older browser makes divs: plain() mends them */ }

  const update = () => { area.value = plain(surface); changed(area.form); };
  surface.addEventListener("input", update);
  surface.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  const doing = (what) => {
    surface.focus();
    if (what === "link") return link(box, surface, update);
    if (what === "h2") document.execCommand("formatBlock", false, document.queryCommandValue("formatBlock") === "h2" ? "p" : "h2");
    else document.execCommand(what);
    return update();
  };
  box.querySelector(".rich-tools").addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) doing(button.dataset.do);
  });
  box.querySelector(".rich-tools").addEventListener("mousedown", (event) => event.preventDefault());
  surface.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); doing("link"); }
  });
  document.addEventListener("selectionchange", () => {
    if (!surface.contains(document.getSelection().anchorNode)) return;
    for (const name of ["bold", "italic", "insertUnorderedList"])
      box.querySelector(`[data-do="${name}"]`).setAttribute("aria-pressed", document.queryCommandState(name));
    box.querySelector('[data-do="h2"]').setAttribute("aria-pressed", document.queryCommandValue("formatBlock") === "h2");
  });
  return surface;
};

const link = (box, surface, update) => {
  const selection = document.getSelection();
  if (!selection.rangeCount || !surface.contains(selection.anchorNode)) return;
  const range = selection.getRangeAt(0).cloneRange();
  const at = (range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.parentElement : range.startContainer).closest("a");
  if (at) range.selectNodeContents(at);
  const panel = box.querySelector(".rich-link");
  const field = panel.querySelector("input");
  field.value = at?.getAttribute("href") ?? "";
  panel.hidden = false;
  field.focus();
  const close = () => { panel.hidden = true; panel.onclick = field.onkeydown = null; };
  const apply = (address) => {
    surface.focus();
    const now = document.getSelection();
    now.removeAllRanges();
    now.addRange(range);
    if (!address) document.execCommand("unlink");
    else if (range.collapsed) document.execCommand("insertHTML", false, Object.assign(document.createElement("a"), { href: address, textContent: address }).outerHTML);
    else document.execCommand("createLink", false, address);
    close();
    update();
  };
  const full = (typed) => (/^([a-z]+:|#)/i.test(typed) ? typed : typed.includes("@") ? `mailto:${typed}` : `https://${typed}`);
  panel.onclick = (event) => {
    if (event.target.closest("[data-link-set]")) apply(field.value.trim() && full(field.value.trim()));
    if (event.target.closest("[data-link-clear]")) apply("");
  };
  field.onkeydown = (event) => {
    if (event.key === "Enter") { event.preventDefault(); apply(field.value.trim() && full(field.value.trim())); }
    if (event.key === "Escape") { event.preventDefault(); close(); surface.focus(); }
  };
};
