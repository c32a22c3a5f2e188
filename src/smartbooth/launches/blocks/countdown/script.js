// Ticks towards the moment written in the page. Without motion it tells the time when the page opened, by the minute.
for (const clock of document.querySelectorAll(".b-countdown-clock")) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const part = (name) => clock.querySelector(`[data-part=${name}]`);
  const sizes = { days: 86400, hours: 3600, minutes: 60, seconds: 1 };
  if (calm) part("seconds").parentNode.remove();
  const tick = () => {
    let left = Math.floor((Date.parse(clock.dataset.target) - Date.now()) / 1000);
    clock.hidden = left <= 0 && !clock.dataset.after;
    if (left <= 0) {
      clock.textContent = clock.dataset.after;
      return;
    }
    for (const [name, size] of Object.entries(sizes)) {
      const cell = part(name);
      if (cell) cell.textContent = String(Math.floor(left / size)).padStart(2, "0");
      left %= size;
    }
    setTimeout(tick, calm ? 60000 : 1000 - (Date.now() % 1000));
  };
  tick();
}
