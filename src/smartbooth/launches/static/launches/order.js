// Blocks change places: dragged by their grip, or with Alt and an arrow. Each move is one request and one undo.

// `onPlace(id, index)` is called with the place a row was dropped at.
export const sortable = (onPlace) => {
  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    const row = grip?.closest(".block-row");
    if (!row || event.button !== 0) return;
    event.preventDefault();
    drag(grip, row, event, onPlace);
  });
};

// The row follows the pointer, a line shows where it will land; the list itself changes when the server has moved it.
const drag = (grip, row, start, onPlace) => {
  const list = row.parentElement;
  const rows = [...list.children];
  const from = rows.indexOf(row);
  const pane = list.closest(".pane");
  const top = pane.scrollTop;
  let to = from;
  grip.setPointerCapture(start.pointerId);
  row.classList.add("dragged");

  const clear = () => { for (const one of rows) one.classList.remove("drop-before", "drop-after"); };
  const move = (event) => {
    row.style.transform = `translateY(${event.clientY - start.clientY + pane.scrollTop - top}px)`;
    const others = rows.filter((other) => other !== row);
    const next = others.findIndex((other) => {
      const box = other.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    });
    to = next < 0 ? others.length : next;
    clear();
    if (to !== from) (next < 0 ? others.at(-1) : others[next]).classList.add(next < 0 ? "drop-after" : "drop-before");
    edge(pane, event.clientY);
  };
  const end = (keep) => {
    clear();
    row.classList.remove("dragged");
    row.style.transform = "";
    grip.removeEventListener("pointermove", move);
    grip.removeEventListener("pointerup", up);
    grip.removeEventListener("pointercancel", cancel);
    removeEventListener("keydown", escape);
    if (keep && to !== from) onPlace(row.dataset.id, to);
  };
  const up = () => end(true);
  const cancel = () => end(false);
  const escape = (event) => { if (event.key === "Escape") end(false); };
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", up);
  grip.addEventListener("pointercancel", cancel);
  addEventListener("keydown", escape);
};

// Near the list's edge the list scrolls along.
const edge = (pane, y) => {
  const box = pane.getBoundingClientRect();
  if (y < box.top + 40) pane.scrollBy(0, -12);
  if (y > box.bottom - 40) pane.scrollBy(0, 12);
};
