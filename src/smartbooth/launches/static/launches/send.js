// The editor asks the server for the whole editor again after each change and takes over the regions that differ.
// So there is one way to draw it, with or without this file.

const editor = () => document.querySelector("[data-editor]");

export const status = (text, bad = false) => {
  const line = document.querySelector("#status");
  if (line.textContent !== text) line.textContent = text;
  line.classList.toggle("bad", bad);
};

export const words = (name) => editor().dataset[name];

// Takes `names` of the regions of `next` (a parsed page). What has the focus keeps it, found again by id, name or link.
export const take = (next, names) => {
  for (const name of names) {
    const here = document.querySelector(`[data-region="${name}"]`);
    const there = next.querySelector(`[data-region="${name}"]`);
    if (!here || !there || here.outerHTML === there.outerHTML) continue;
    if (here.querySelector("details[open] form :focus")) continue; // someone is typing there: drawn anew next time
    const held = here.contains(document.activeElement) ? trace(document.activeElement) : null;
    here.replaceWith(document.importNode(there, true));
    if (held) document.querySelector(held)?.focus({ preventScroll: true });
  }
  const revision = next.querySelector("[data-editor]")?.dataset.revision;
  if (revision) {
    editor().dataset.revision = revision;
    for (const input of document.querySelectorAll('input[name="revision"]')) input.value = revision;
  }
};

const trace = (element) => {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const region = `[data-region="${element.closest("[data-region]").dataset.region}"]`;
  const row = element.closest("[data-id]");
  const inside = row ? `${region} [data-id="${row.dataset.id}"]` : region;
  if (element.dataset.open) return `${inside} [data-open="${element.dataset.open}"]`;
  const form = element.closest("form");
  if (form?.dataset.change && element.value) return `${inside} [data-change="${form.dataset.change}"] [value="${element.value}"]`;
  if (form?.dataset.change) return `${inside} [data-change="${form.dataset.change}"] button`;
  return inside;
};

const parse = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");

export class Offline extends Error {}

// {page, status, address}. Throws Offline when the server could not be reached or was broken.
export const ask = async (address, options = {}) => {
  let response;
  try {
    response = await fetch(address, { credentials: "same-origin", ...options });
  } catch (error) {
    throw new Offline(String(error));
  }
  if (response.status >= 500 || response.status === 429) throw new Offline(String(response.status));
  if (response.redirected && !response.url.includes("/page/")) {
    location.assign(response.url); // signed out meanwhile: the sign-in page leads back here
    throw new Offline("signed out");
  }
  return { page: await parse(response), status: response.status, address: response.url };
};

export const post = (form, submitter, extra = {}) => {
  const data = new FormData(form, submitter ?? undefined);
  for (const [name, value] of Object.entries(extra)) data.set(name, value);
  return ask(form.action, { method: "POST", body: data });
};
