// The list narrows as soon as something is chosen. Without this file there is a button.
const form = document.querySelector("[data-leads-controls]");
if (form) {
  const period = form.querySelector("[data-leads-period]");
  const days = [...form.querySelectorAll("[data-leads-day] input")];
  form.dataset.live = "";
  form.toggleAttribute("data-custom", period.value === "custom");

  form.addEventListener("change", (event) => {
    if (event.target === period) {
      const custom = period.value === "custom";
      form.toggleAttribute("data-custom", custom);
      if (custom) {
        days[0].focus();
        return;
      }
      for (const day of days) day.value = "";
    }
    if (event.target.matches("[data-leads-auto]") || (days.includes(event.target) && days.every((day) => day.value))) {
      form.requestSubmit();
    }
  });

  // Empty fields stay out of the address, so that it can be read and kept.
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
  });
}
