// Looks at a text while somebody types, by sending it to where the button Controleer sends it. Nothing is kept by it.
"use strict";

(() => {
  const form = document.querySelector("form[data-check]");
  const field = form && form.querySelector("textarea");
  const shown = document.getElementById("bevindingen");
  if (!field || !shown) return;
  let waiting;
  let asked;

  async function look() {
    if (asked) asked.abort();
    asked = new AbortController();
    const sent = new URLSearchParams(new FormData(form));
    sent.set("doen", "controleer");
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent, signal: asked.signal, redirect: "error" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("bevindingen");
      if (fresh) shown.replaceChildren(...fresh.childNodes);
    } catch {
      // Without an answer what stands there stays; the button Controleer does the same.
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 700);
  });
})();
