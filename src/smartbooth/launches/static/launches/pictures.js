// A picture field: what is chosen, the workspace's pictures to choose from, and the way in for a new one.

const dialog = () => document.querySelector("#chooser");
let list = null; // the workspace's pictures, asked for once

const all = async () => {
  list ??= fetch(dialog().dataset.pictures, { credentials: "same-origin" }).then((response) => {
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }).then((answer) => answer.pictures).catch((error) => { list = null; throw error; });
  return list;
};

const problem = (text) => {
  const line = dialog().querySelector(".chooser-problem");
  line.textContent = text;
  line.hidden = !text;
};

const thumbnail = (picture) => {
  const image = document.createElement("img");
  image.alt = "";
  Object.assign(image, { src: picture.src, width: picture.width, height: picture.height, loading: "lazy" });
  return image;
};

export const enhance = (slot, changed) => {
  const input = slot.querySelector("input:not([type=file])");
  slot.querySelector(".no-js-upload")?.remove();
  input.type = "hidden";
  const words = dialog().dataset;
  const row = document.createElement("div");
  row.className = "picture-row";
  const shown = document.createElement("div");
  shown.className = "picture-shown";
  const choose = Object.assign(document.createElement("button"), { type: "button", className: "button small", id: `${input.id}_choose` });
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "button small quiet", textContent: words.remove });
  row.append(shown, choose, drop);
  input.after(row);
  const label = slot.querySelector("label");
  label?.setAttribute("for", choose.id);

  const draw = async () => {
    drop.hidden = !input.value;
    choose.textContent = input.value ? words.change : words.choose;
    shown.replaceChildren();
    if (!input.value) return;
    const found = (await all().catch(() => [])).find((picture) => picture.id === input.value);
    if (found && found.id === input.value) shown.replaceChildren(thumbnail(found));
  };
  const set = (value) => { input.value = value; draw(); changed(input.form); };
  // What the picture shows has to be said too: there next, when it is not said yet.
  const undescribed = () => {
    const field = input.form.elements[input.name.replace(/picture$/, "alt")];
    return field && !field.value ? field : null;
  };
  choose.addEventListener("click", () => open((picture) => { set(picture.id); (undescribed() ?? choose).focus(); }));
  drop.addEventListener("click", () => { set(""); choose.focus(); });
  draw();
};

let chosen = () => {};

const open = async (onChoose) => {
  chosen = (picture) => { dialog().close(); onChoose(picture); };
  problem("");
  dialog().showModal();
  await fill();
};

const fill = async () => {
  const place = dialog().querySelector(".library");
  let pictures = [];
  try { pictures = await all(); } catch { problem(dialog().dataset.failed); }
  dialog().querySelector("[data-empty]").hidden = pictures.length > 0;
  place.replaceChildren(...pictures.map((picture) => {
    const item = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.setAttribute("aria-label", `${dialog().dataset.use} (${picture.width} × ${picture.height})`);
    button.append(thumbnail(picture));
    button.addEventListener("click", () => chosen(picture));
    item.append(button);
    return item;
  }));
};

const upload = async (file) => {
  if (!file) return;
  const area = dialog().querySelector("[data-drop]");
  problem("");
  area.classList.add("busy");
  area.setAttribute("aria-busy", "true");
  const data = new FormData();
  data.set("file", file);
  data.set("csrfmiddlewaretoken", document.querySelector('[name="csrfmiddlewaretoken"]').value);
  try {
    const response = await fetch(dialog().dataset.pictures, { method: "POST", body: data, credentials: "same-origin" });
    const answer = await response.json();
    if (!response.ok) return problem(answer.problem);
    list = null;
    chosen(answer);
  } catch {
    problem(dialog().dataset.failed);
  } finally {
    area.classList.remove("busy");
    area.removeAttribute("aria-busy");
  }
};

export const start = () => {
  const area = dialog().querySelector("[data-drop]");
  const file = dialog().querySelector("#chooser-file");
  file.addEventListener("change", async () => { await upload(file.files[0]); file.value = ""; });
  area.addEventListener("dragover", (event) => { event.preventDefault(); area.classList.add("over"); });
  area.addEventListener("dragleave", () => area.classList.remove("over"));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    area.classList.remove("over");
    upload(event.dataTransfer.files[0]);
  });
};
