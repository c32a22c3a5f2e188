// Side by side: in each page what differs is marked in its margin, and all scroll together.
const frames = [...document.querySelectorAll(".column .page-frame")];
let leader = null;

const dress = (frame) => {
  const page = frame.contentDocument;
  if (!page?.body || page.URL === "about:blank" || page.querySelector("style[data-studio]")) return;
  const style = page.createElement("style");
  style.dataset.studio = "";
  const colour = getComputedStyle(frame).getPropertyValue("--letter") || "#de1f4b";
  style.textContent = `[data-differs]{box-shadow:inset 8px 0 0 ${colour}!important}`;
  page.head.append(style);
  for (const id of JSON.parse(frame.dataset.differs))
    page.querySelector(`[data-block="${CSS.escape(id)}"]`)?.toggleAttribute("data-differs", true);
  page.addEventListener("click", (event) => event.preventDefault(), true);
  page.addEventListener("scroll", () => follow(frame), { passive: true });
};

const share = (page) => page.scrollTop / Math.max(1, page.scrollHeight - page.clientHeight);

const follow = (frame) => {
  if (leader && leader !== frame) return;
  leader = frame;
  const at = share(frame.contentDocument.scrollingElement);
  for (const other of frames) {
    if (other === frame) continue;
    const page = other.contentDocument?.scrollingElement;
    if (page) page.scrollTo({ top: at * (page.scrollHeight - page.clientHeight), behavior: "instant" });
  }
  clearTimeout(follow.timer);
  follow.timer = setTimeout(() => { leader = null; }, 120);
};

for (const frame of frames) {
  frame.addEventListener("load", () => dress(frame));
  if (frame.contentDocument?.readyState === "complete") dress(frame);
}
