// Small manners of every page. Everything works without this file.

// A menu closes on Escape, on a click elsewhere, and when focus leaves it.
const open = () => document.querySelectorAll("details.menu[open]");
document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("focusin", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

// <button data-copy="#id" data-done="Copied">: puts the field's value on the clipboard and says so on the button.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.querySelector(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value ?? field.textContent.trim());
  } catch {
    field.select?.(); // no permission: the text is selected, the keyboard does the rest
    return;
  }
  const label = button.textContent;
  button.textContent = button.dataset.done;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => { button.textContent = label; }, 2000);
});

// <dialog id="x"> opens from <button data-opens="#x">; the platform does the rest (focus, Escape, return).
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-opens]");
  if (button) document.querySelector(button.dataset.opens).showModal();
  const closer = event.target.closest("[data-closes]");
  if (closer) closer.closest("dialog").close();
});

// A password may be looked at: the button beside it appears only where it works.
for (const button of document.querySelectorAll("[data-reveals]")) {
  const field = document.getElementById(button.dataset.reveals);
  const show = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-controls", field.id);
  button.addEventListener("click", () => {
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    button.textContent = hidden ? button.dataset.hide : show;
  });
  field.form?.addEventListener("submit", () => { field.type = "password"; });
}

// What was just done is said aloud too: a live region speaks only when its text changes after the page is there.
const notices = document.querySelector("#notices .notices");
if (notices) {
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);
  setTimeout(() => { said.textContent = [...notices.querySelectorAll("span")].map((it) => it.textContent).join(" "); }, 300);
}
