// “Try it”: after every change the server works the sheet out again; the page shows its answer and what it refused.
// The page works without it: every button sends the form.
// @ts-check

import { morph } from "./morph.js";

const PAUSE = 250; // ms after the last key
const form = /** @type {HTMLFormElement} */ (document.querySelector("#try"));
const result = /** @type {HTMLElement} */ (document.querySelector("#result"));
let waiting = 0;
let asked = 0;

form.addEventListener("input", (happening) => {
  const field = /** @type {HTMLInputElement} */ (happening.target);
  if (field.name.includes("|run|") || "submitForm" in field.dataset) {
    form.requestSubmit(); // other fields come or go
    return;
  }
  clearTimeout(waiting);
  waiting = setTimeout(ask, field.nodeName === "SELECT" || field.type === "checkbox" ? 0 : PAUSE);
});

// Enter must not leave the page: the answer is there already
form.addEventListener("keydown", (happening) => {
  const field = /** @type {HTMLElement} */ (happening.target);
  if (happening.key === "Enter" && field.nodeName === "INPUT") {
    happening.preventDefault();
    ask();
  }
});

async function ask() {
  clearTimeout(waiting);
  const turn = ++asked;
  result.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.dataset.result ?? "", { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error(String(answer.status));
    const { html, wrong } = await answer.json();
    if (turn !== asked) return; // a later question is on its way
    morph(result, html);
    blame(wrong);
    result.classList.remove("lost");
  } catch {
    result.classList.add("lost");
  } finally {
    if (turn === asked) result.removeAttribute("aria-busy");
  }
}

/** @param {Record<string, string>} wrong */
function blame(wrong) {
  for (const box of form.querySelectorAll("[data-box]")) {
    const why = wrong[box.dataset.box] ?? "";
    const reason = box.querySelector(".reason");
    if (reason.textContent !== why) reason.textContent = why;
    reason.hidden = !why;
    box.classList.toggle("bad", Boolean(why));
    for (const field of box.querySelectorAll("input, select"))
      why ? field.setAttribute("aria-invalid", "true") : field.removeAttribute("aria-invalid");
  }
}
