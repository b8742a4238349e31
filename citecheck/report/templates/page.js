"use strict";
(() => {
  const claims = new Map([...document.querySelectorAll(".claim")].map((each) => [each.id, each]));
  const items = [...document.querySelectorAll(".list li")];
  const links = new Map(items.map((item) => [item.firstElementChild.hash.slice(1), item.firstElementChild]));
  const marks = new Map();
  for (const each of document.querySelectorAll("[data-c]")) {
    for (const id of each.dataset.c.split(" ")) {
      if (!marks.has(id)) marks.set(id, []);
      marks.get(id).push(each);
    }
  }
  const panel = document.getElementById("claims");
  let chosen = "";

  const into = (box, each) => {
    if (!each || getComputedStyle(box).overflowY !== "auto") return;
    const outer = box.getBoundingClientRect();
    const inner = each.getBoundingClientRect();
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      box.scrollTop += inner.top - outer.top - outer.height / 3;
    }
  };

  const paint = (id, on) => {
    claims.get(id)?.classList.toggle("chosen", on);
    for (const each of marks.get(id) ?? []) each.classList.toggle("chosen", on);
    const link = links.get(id);
    if (!link) return;
    if (on) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  };

  const choose = (id) => {
    if (!claims.has(id)) return false;
    if (chosen) paint(chosen, false);
    chosen = id;
    paint(id, true);
    rerun(claims.get(id));
    panel.scrollTop = 0;
    for (const each of steps) {
      const by = Number(each.dataset.step);
      each.disabled = by !== 0 && !order[order.indexOf(id) + by];
    }
    const link = links.get(id);
    for (const box of [link.closest("ol"), link.closest(".list")]) into(box, link);
    return true;
  };

  const place = (id) => (marks.get(id) ?? []).find((each) => each.tagName === "MARK");

  const order = [...claims.keys()];
  const steps = [...document.querySelectorAll(".steps button")];
  const step = (by) => {
    if (by) {
      location.hash = order[order.indexOf(chosen) + by];
      return;
    }
    place(chosen)?.scrollIntoView({ block: "center" });
    document.querySelector(`.chip[href="#${chosen}"]`)?.focus({ preventScroll: true });
  };

  const rerun = (section) => {
    for (const link of section.querySelectorAll(".term:not([data-done])")) {
      link.dataset.done = "1";
      const again = document.getElementById(link.hash.slice(1))?.querySelector("a");
      if (again) link.after(" · ", again.cloneNode(true));
    }
  };

  const show = () => {
    const id = location.hash.slice(1);
    const aim = document.getElementById(id);
    if (aim?.matches(".ref")) {
      // A link to a reference shows it, whatever was filtered out.
      if (aim.hidden) document.querySelector(".references form").reset();
      setTimeout(() => aim.scrollIntoView({ block: "nearest" }));
    }
    if (!choose(id)) return;
    const mark = place(id);
    const beside = getComputedStyle(panel).position === "sticky";
    if (beside && mark) {
      const { top, bottom } = mark.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight) mark.scrollIntoView({ block: "center" });
    }
    document.getElementById(`${id}-title`).focus({ preventScroll: beside });
  };

  const unfold = (link) => {
    const item = link.closest("li");
    const shown = item.querySelectorAll("code");
    if (shown.length) {
      for (const each of shown) each.remove();
    } else {
      const receipt = document.getElementById(link.hash.slice(1));
      for (const each of receipt.querySelectorAll("code")) item.append(each.cloneNode(true));
    }
    link.setAttribute("aria-expanded", String(!shown.length));
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link) {
      if (link.matches(".term")) {
        event.preventDefault();
        unfold(link);
      } else if (link.hash.slice(1) === chosen && claims.has(chosen)) show();
      return;
    }
    const mark = event.target.closest("[data-c]");
    if (!mark || String(getSelection())) return;
    const ids = mark.dataset.c.split(" ");
    const next = ids[(ids.indexOf(chosen) + 1) % ids.length];
    if (location.hash === `#${next}`) show();
    else location.hash = next;
  });

  document.querySelector(".list")?.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const item = event.target.closest("li");
    if (!by || !item) return;
    event.preventDefault();
    const seen = items.filter((each) => !each.hidden);
    seen[seen.indexOf(item) + by]?.firstElementChild.focus();
  });

  for (const each of steps) each.addEventListener("click", () => step(Number(each.dataset.step)));
  for (const each of document.querySelectorAll("details[data-like]")) {
    each.addEventListener("toggle", () => {
      const twin = document.getElementById(each.dataset.like)?.querySelector("ul");
      const note = each.querySelector("p");
      if (twin && note) note.replaceWith(twin.cloneNode(true));
    }, { once: true });
  }
  for (const each of document.querySelectorAll(".term")) {
    each.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      unfold(each);
    });
    each.setAttribute("role", "button");
    each.setAttribute("aria-expanded", "false");
  }
  addEventListener("hashchange", show);
  if (matchMedia("(max-width: 71.99rem)").matches) {
    document.querySelector(".list details")?.removeAttribute("open");
  }
  if (!claims.size) {
    if (panel) panel.hidden = true;
    show();
  } else if (claims.has(location.hash.slice(1))) show();
  else choose(claims.keys().next().value);
})();
