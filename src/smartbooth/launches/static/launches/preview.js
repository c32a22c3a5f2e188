// The compiled page in its frame: exchanged in place (scroll, open answers and pictures stay), clicked to edit.

const MARKS = `
[data-block]{cursor:pointer}
[data-field]:hover{outline:2px solid #3d5afe;outline-offset:3px}
[data-block][data-chosen]{outline:3px solid #3d5afe;outline-offset:-3px}
[data-block][data-differs]{box-shadow:inset 6px 0 0 #de1f4b!important}
`;

// Makes `here` equal to `there`, touching only what differs.
export const morph = (here, there) => {
  if (here.isEqualNode(there)) return;
  const alike = here.nodeType === there.nodeType && here.nodeName === there.nodeName;
  if (!alike || here.childNodes.length !== there.childNodes.length || here.nodeType !== Node.ELEMENT_NODE) {
    here.replaceWith(here.ownerDocument.importNode(there, true));
    return;
  }
  for (const { name } of [...here.attributes]) if (!there.hasAttribute(name) && name !== "open") here.removeAttribute(name);
  for (const { name, value } of [...there.attributes]) if (here.getAttribute(name) !== value) here.setAttribute(name, value);
  const [before, after] = [[...here.childNodes], [...there.childNodes]];
  before.forEach((node, index) => morph(node, after[index]));
};

export class Preview {
  constructor(frame, address, onChoose) {
    Object.assign(this, { frame, address, onChoose, chosen: "", differs: [], scheme: "", round: 0 });
    this.loading = this.page?.readyState !== "complete" || this.page.URL === "about:blank";
    frame.addEventListener("load", () => {
      this.loading = false;
      this.dress();
    });
    if (this.page?.readyState === "complete" && this.page.querySelector("[data-block]")) this.dress();
  }

  get page() { return this.frame.contentDocument; }

  dress() {
    const page = this.page;
    if (!page?.body) return;
    page.addEventListener("click", (event) => this.clicked(event), true);
    page.addEventListener("submit", (event) => event.preventDefault(), true);
    this.mark();
  }

  clicked(event) {
    event.preventDefault();
    const block = event.target.closest("[data-block]");
    if (!block) return;
    const summary = event.target.closest("summary");
    if (summary) summary.parentElement.open = true; // an answer must be seen to be edited
    const field = event.target.closest("[data-field]") ?? nearest(block, event.target);
    this.onChoose(block.dataset.block, field?.dataset.field ?? "");
  }

  // Marks what the editor knows: which block is open, which differ from the control; and the theme to show.
  mark() {
    const page = this.page;
    if (!page?.head || page.URL === "about:blank") return;
    let style = page.querySelector("style[data-studio]");
    if (!style) {
      style = page.createElement("style");
      style.dataset.studio = "";
      style.textContent = MARKS;
    }
    page.head.append(style);
    for (const block of page.querySelectorAll("[data-block]")) {
      block.toggleAttribute("data-chosen", block.dataset.block === this.chosen);
      block.toggleAttribute("data-differs", this.differs.includes(block.dataset.block));
    }
    this.light();
  }

  // Another address, loaded anew. What was still being fetched for the one before is not drawn into it.
  look(address) {
    this.round += 1;
    this.loading = true;
    this.address = this.frame.src = address;
  }

  // The page asks for the device's theme: here the switch answers instead, by rewriting the condition.
  light() {
    if (!this.page) return; // the browser's own page, when the network is gone
    for (const sheet of this.page.styleSheets) rewrite(sheet, this.scheme);
    this.page.documentElement.style.colorScheme = this.scheme;
  }

  async refresh() {
    if (this.loading || !this.page) return this.look(this.address); // what is on its way may be older than the change
    const round = ++this.round;
    const response = await fetch(this.address, { credentials: "same-origin" });
    const text = await response.text();
    if (round !== this.round || !response.ok) return undefined;
    const page = this.page;
    // Its own parser: the page's styles answer to the frame's policy, not to the studio's.
    const next = new this.frame.contentWindow.DOMParser().parseFromString(text, "text/html");
    page.querySelector("style[data-studio]")?.remove();
    for (const block of page.querySelectorAll("[data-chosen], [data-differs]")) {
      block.removeAttribute("data-chosen");
      block.removeAttribute("data-differs");
    }
    const [top, left] = [page.scrollingElement.scrollTop, page.scrollingElement.scrollLeft];
    // Style rules were rewritten for the switch: text comparison cannot see it, so the sheet is always renewed.
    page.head.replaceWith(page.importNode(next.head, true));
    morph(page.body, next.body);
    this.mark();
    page.scrollingElement.scrollTo({ top, left, behavior: "instant" });
    return undefined;
  }

  choose(block, scroll = true) {
    this.chosen = block;
    this.mark();
    if (scroll && block) {
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const found = this.page?.querySelector(`[data-block="${CSS.escape(block)}"]`);
      if (found && !visible(found)) found.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
    }
  }
}

const nearest = (block, target) => target.querySelector?.("[data-field]") ?? block.querySelector("[data-field]");

const visible = (element) => {
  const box = element.getBoundingClientRect();
  return box.top >= 0 && box.top < element.ownerDocument.defaultView.innerHeight * 0.7;
};

const rewrite = (sheet, scheme) => {
  for (const rule of sheet.cssRules) {
    if (!(rule.media && /prefers-color-scheme|studio-/.test(rule.conditionText + (rule.told ?? "")))) continue;
    rule.told ??= rule.conditionText;
    if (!scheme) rule.media.mediaText = rule.told;
    else rule.media.mediaText = rule.told.replace(/\(prefers-color-scheme:\s*(dark|light)\)/g, (_, one) =>
      one === scheme ? "(min-width:0)" : "(max-width:0)");
  }
};
