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

const drag = (grip, row, start, onPlace) => {
  const list = row.parentElement;
  const before = [...list.children].indexOf(row);
  const home = row.nextSibling;
  grip.setPointerCapture(start.pointerId);
  row.classList.add("dragged");

  const move = (event) => {
    const others = [...list.children].filter((other) => other !== row);
    const after = others.find((other) => {
      const box = other.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    });
    if ((after ?? null) !== row.nextElementSibling) list.insertBefore(row, after ?? null);
    edge(list.closest(".pane"), event.clientY);
  };
  const end = (keep) => {
    row.classList.remove("dragged");
    grip.removeEventListener("pointermove", move);
    grip.removeEventListener("pointerup", up);
    grip.removeEventListener("pointercancel", cancel);
    removeEventListener("keydown", escape);
    const after = [...list.children].indexOf(row);
    if (!keep) list.insertBefore(row, home);
    else if (after !== before) onPlace(row.dataset.id, after);
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
