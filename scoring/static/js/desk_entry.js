// A sheet for the keyboard. By proxy each line is saved as it is left (desk_lines.js): what a tablet brought meanwhile is
// shown, never overwritten. On paper a line is only looked at, and kept as a draft on this computer until the server has
// the sheet. What a value may be, the server says.
// @ts-check

import { guardHandIn } from "./desk_hand_in.js";
import { openLines } from "./desk_lines.js";
import { fields, put, rowsOf, said, show } from "./desk_rows.js";

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("desk-sheet"));
if (form) begin(form);

/** @param {HTMLFormElement} form */
function begin(form) {
  const proxy = form.dataset.way === "proxy";
  const draft = form.dataset.draft ?? "";
  const base = form.elements.namedItem("drawn").value;
  const lines = openLines(form);
  const handIn = document.querySelector("form.hand-in");

  for (const button of form.querySelectorAll("[data-sweep]")) button.hidden = false;
  if (proxy) form.querySelector("[data-save]").hidden = true;
  if (handIn) guardHandIn(handIn, lines);
  if (draft) restore();
  for (const row of rows()) if (!proxy) show(row, { state: said(row) ? "typed" : "untouched", cost: "" });
  form.classList.add("listening");
  (controls().find((one) => !one.value) ?? controls()[0])?.focus();

  form.addEventListener("change", (happening) => {
    const row = happening.target.closest(".try-row");
    if (row) tell([row]);
    else tell([...happening.target.closest("[data-section]").querySelectorAll(".try-row")]); // what became of a run
  });

  form.addEventListener("keydown", (happening) => {
    const field = happening.target;
    if (!field.matches("input:not([type=hidden]), select")) return;
    const row = field.closest(".try-row");
    if (happening.key === "Enter") go(field, happening.shiftKey ? -1 : 1);
    else if (happening.key === "/" && row) tickClear(row);
    else if ((happening.key === "ArrowDown" || happening.key === "ArrowUp") && row && !field.matches("select")) goLine(row, happening.key === "ArrowDown" ? 1 : -1);
    else return;
    happening.preventDefault();
  });

  form.addEventListener("click", (happening) => {
    const button = happening.target.closest("[data-sweep]");
    if (!button) return;
    const open = [...button.closest("[data-section]").querySelectorAll("[data-swept]")].filter((row) => !said(row));
    for (const row of open) clearing(row);
    if (open.length) tell(open);
  });

  function tell(left) {
    if (draft) keep(JSON.stringify({ base, fields: fields(rows()) }));
    lines.tell(left);
  }

  function rows() {
    return rowsOf(form);
  }

  function controls() {
    return [...form.querySelectorAll(".box input, .box select")];
  }

  /** “Looked at, nothing off”: its own box, or the choice that says so. */
  function clearing(row) {
    const tick = row.querySelector('input[name$="|clear"]');
    const yes = row.querySelector('option[value="yes"]');
    if (tick) tick.checked = true;
    else if (yes) yes.parentElement.value = "yes";
    return Boolean(tick ?? yes);
  }

  function tickClear(row) {
    for (const one of row.querySelectorAll("input:not([type=checkbox]), select")) one.value = "";
    if (!clearing(row)) return;
    tell([row]);
    goLine(row, 1);
  }

  /** On to the next field; boxes to tick are passed by, `/` says what they say. */
  function go(field, step) {
    const all = controls().filter((one) => one === field || one.type !== "checkbox");
    const next = all[all.indexOf(field) + step] ?? form.querySelector("button[type=submit]:not([hidden])") ?? handIn?.elements.namedItem("signed");
    next?.focus();
    if (next?.matches("input:not([type=checkbox])")) next.select();
  }

  function goLine(row, step) {
    const all = rows();
    const first = all[all.indexOf(row) + step]?.querySelector("input, select");
    first?.focus();
    if (first?.matches("input:not([type=checkbox])")) first.select();
  }

  function keep(text) {
    try {
      if (text) localStorage.setItem(draft, text);
      else localStorage.removeItem(draft);
    } catch {
      // a browser without storage keeps no draft; the page itself still has everything
    }
  }

  function restore() {
    try {
      const kept = JSON.parse(localStorage.getItem(draft) ?? "null");
      if (kept?.base !== base) return keep(""); // the server has a newer one
      for (const one of controls()) put(one, kept.fields);
    } catch {
      // no draft
    }
  }
}
