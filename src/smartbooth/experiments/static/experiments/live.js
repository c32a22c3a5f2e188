// Keeps the results current: asks every three quarters of a second whether anything changed, and takes over only what did, so that
// focus, scroll, selection and open folds stay. Everything on the page works without this file.
const PAUSE = 750; // with the fold's quarter of a second, a visit shows within two even on a busy machine
const LONGEST = 5_000; // one slow answer (a busy machine, a weak signal) does not silence the page for long
const QUIET = 15_000; // between two spoken updates

const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");

// Makes `here` like `there`, keeping every node that can stay. A fold the reader opened stays open.
export function morph(here, there) {
  if (here.nodeType !== Node.ELEMENT_NODE) {
    if (here.data !== there.data) here.data = there.data;
    return;
  }
  for (const { name } of [...here.attributes]) {
    if (!there.hasAttribute(name) && name !== "open" && name !== "data-state") here.removeAttribute(name);
  }
  for (const { name, value } of there.attributes) {
    if (here.getAttribute(name) !== value) here.setAttribute(name, value);
  }
  let next = here.firstChild;
  for (const wanted of [...there.childNodes]) {
    const kept = next && same(next, wanted) ? next : wanted.id && [...here.children].find((child) => child.id === wanted.id);
    if (!kept) {
      here.insertBefore(wanted, next);
      continue;
    }
    if (kept !== next) next = bring(here, kept, next);
    morph(kept, wanted);
    next = kept.nextSibling;
  }
  while (next) {
    const after = next.nextSibling;
    next.remove();
    next = after;
  }
}

// Puts `kept` before `next`. What has the focus is never moved, since moving takes the focus away: its neighbours
// make room instead.
function bring(here, kept, next) {
  if (!kept.contains(document.activeElement)) here.insertBefore(kept, next);
  else while (kept !== next) {
    const after = next.nextSibling;
    here.append(next);
    next = after;
  }
  return kept;
}

const results = () => document.getElementById("results");
let timer = 0;
let spoken = 0;

function say(state) {
  const sign = document.getElementById("live-state");
  if (sign && sign.dataset.state !== state) sign.dataset.state = state;
}

// The test's answer, which a listener is told at once when it becomes another one.
const answer = () => {
  const [word, title] = ["answer-word", "answer-title"].map((id) => document.getElementById(id)?.textContent.trim() ?? "");
  return { word, text: `${word}. ${title}` };
};

function speak(before) {
  const now = answer();
  if (now.word && now.word !== before.word) {
    spoken = Date.now();
    document.getElementById("announced").textContent = now.text;
    return;
  }
  if (Date.now() - spoken < QUIET) return;
  spoken = Date.now();
  document.getElementById("announced").textContent = document.getElementById("sentence").textContent;
}

// Someone choosing dates, or marking text, is not interrupted.
const busy = () => document.querySelector("#dates[open]") !== null || !(getSelection()?.isCollapsed ?? true);

function take(html) {
  const before = answer();
  const fresh = new DOMParser().parseFromString(html, "text/html");
  document.dispatchEvent(new CustomEvent("arrived", { detail: fresh })); // launches/moments.js
  for (const id of ["sentence", "results"]) morph(document.getElementById(id), fresh.getElementById(id));
  speak(before);
}

async function ask() {
  const begun = performance.now();
  try {
    const query = new URLSearchParams(location.search);
    query.set("v", results().dataset.version);
    const answer = await fetch(`${results().dataset.live}?${query}`, { redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect" || answer.status === 404) return location.reload(); // signed out, or gone
    if (answer.status === 200 && !busy()) take(await answer.text());
    say(answer.ok ? "live" : "lost");
  } catch {
    say("lost"); // no network: the sign says so, and the next second asks again
  }
  // About a tenth of the time spent asking, however large the launch.
  plan(Math.min(LONGEST, Math.max(PAUSE, 9 * (performance.now() - begun))));
}

function plan(delay) {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(ask, delay);
}

document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : plan(0)));
plan(PAUSE);
