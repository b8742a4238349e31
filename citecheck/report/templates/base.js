"use strict";
(() => {
  const filtered = (form) => {
    const { items, one, many } = form.dataset;
    const each = [...document.querySelectorAll(items)];
    const inputs = [...form.querySelectorAll("input")];
    return () => {
      const words = inputs[0].value.toLowerCase().split(/\s+/).filter(Boolean);
      const on = inputs.filter((input) => input.checked);
      const kinds = new Set(on.filter((input) => !input.dataset.only).map((input) => input.value));
      const only = on.map((input) => input.dataset.only).filter(Boolean);
      let count = 0;
      for (const item of each) {
        const text = item.textContent.toLowerCase();
        const fits = kinds.has(item.dataset.kind ?? item.className)
          && only.every((name) => item.dataset[name]) && words.every((word) => text.includes(word));
        item.hidden = !fits;
        count += fits;
      }
      const all = each.length;
      form.querySelector("output").textContent =
        count === all ? `${all} ${all === 1 ? one : many}` : `${count} of ${all} ${many}`;
    };
  };

  for (const form of document.querySelectorAll(".filter")) {
    const filter = filtered(form);
    form.addEventListener("input", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  for (const each of document.querySelectorAll("a[href^=http]")) {
    each.target = "_blank";
    each.rel = "noopener noreferrer";
  }
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("details")) each.open = true;
  });
  document.documentElement.classList.add("script");
})();
