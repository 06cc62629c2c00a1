// The keys of a caseworker. An enhancement: every page works without it. What a key belongs to says so itself, in
// data-toets; what can be done with which key is told in show/shortcuts.py.
"use strict";
(() => {
  const FIELD = "input, select, textarea, [contenteditable]";
  const WAIT = 4000;
  const list = document.getElementById("sneltoetsen");
  let first = "";
  let until = 0;

  const find = (keys) => {
    const wanted = `[data-toets="${CSS.escape(keys)}"]`;
    return document.querySelector(`main ${wanted}`) || document.querySelector(wanted);
  };

  const goTo = (place) => {
    const folded = place.closest("details");
    if (folded) folded.open = true;
    place.focus();
    place.scrollIntoView({ block: "center" });
  };

  // A letter brings somebody to a button; only the second key of two presses one.
  const follow = (place, isSecond) => {
    if (place.matches("a") || (isSecond && place.matches("button"))) place.click();
    else goTo(place);
  };

  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-rij]")];
    const next = rows[rows.indexOf(document.activeElement) + by] || (by > 0 ? rows[0] : rows[rows.length - 1]);
    if (next) goTo(next);
    return Boolean(next);
  };

  const handle = (key) => {
    const second = first && performance.now() < until ? find(`${first} ${key}`) : null;
    first = "";
    if (second) return follow(second, true), true;
    if (key === "?") return list.showModal(), true;
    if (key === "j" || key === "k") return step(key === "j" ? 1 : -1);
    const place = find(key);
    if (!place) return false;
    if (document.querySelector(`[data-toets^="${CSS.escape(key)} "]`)) {
      first = key;
      until = performance.now() + WAIT;
    }
    follow(place, false);
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing || list.open) return;
    if (event.target.closest(FIELD) || event.key.length !== 1) return;
    if (handle(event.key)) event.preventDefault();
  });
})();
