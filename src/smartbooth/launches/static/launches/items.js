// The entries of a list block: added, removed and moved in the form itself; the save that follows does the rest.

const renumber = (fields) => {
  const rows = [...fields.querySelectorAll(":scope > [data-item]")];
  rows.forEach((row, index) => {
    const number = row.querySelector('input[name="items"]').value;
    for (const slot of row.querySelectorAll("[data-slot]")) slot.dataset.slot = slot.dataset.slot.replace(/^items\.[^.]+/, `items.${index}`);
    row.querySelector('[name="item-up"]').disabled = index === 0;
    row.querySelector('[name="item-down"]').disabled = index === rows.length - 1;
    row.dataset.number = number;
  });
  fields.querySelector(".items-more").hidden = rows.length >= Number(fields.dataset.most);
};

const add = (fields) => {
  const numbers = [...fields.querySelectorAll(':scope > [data-item] > input[name="items"]')].map((input) => Number(input.value));
  const next = String(Math.max(-1, ...numbers) + 1);
  const holder = document.createElement("template");
  holder.innerHTML = fields.querySelector("[data-item-blank]").innerHTML.replaceAll("__number__", next);
  const row = holder.content.querySelector("[data-item]");
  fields.querySelector(".items-more").before(row);
  return row;
};

// Handles a press on one of the list's buttons. True when it was one; `after(form, row)` when something changed.
export const pressed = (button, after) => {
  const fields = button.closest("[data-items]");
  if (!fields) return false;
  const row = button.closest("[data-item]");
  if (button.matches("[data-item-add]")) {
    const made = add(fields);
    renumber(fields);
    after(null, made); // an empty entry is not saved before something is typed
    made.querySelector("input:not([type=hidden], [type=file]), textarea")?.focus();
    return true;
  }
  if (button.name === "item-up") row.previousElementSibling?.matches("[data-item]") && row.previousElementSibling.before(row);
  else if (button.name === "item-down") row.nextElementSibling?.matches("[data-item]") && row.nextElementSibling.after(row);
  else if (button.name === "item-drop") {
    (row.nextElementSibling?.matches("[data-item]") ? row.nextElementSibling.querySelector("input:not([type=hidden])") : fields.querySelector("[data-item-add]"))?.focus();
    row.remove();
  } else return false;
  renumber(fields);
  if (button.isConnected) button.disabled ? row.querySelector("input:not([type=hidden])")?.focus() : button.focus();
  after(fields.closest("form"), null);
  return true;
};

export const prepare = (root) => root.querySelectorAll("[data-items]").forEach(renumber);
