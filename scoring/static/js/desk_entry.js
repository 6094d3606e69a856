// A sheet for the keyboard. By proxy each line is saved as it is left, in turn; on paper it is only looked at and kept as a
// draft on this computer until the server has the sheet. What a value may be, the server says.
// @ts-check

import { newUid, post } from "./desk.js";

const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const form = /** @type {HTMLFormElement | null} */ (document.getElementById("desk-sheet"));
if (form) begin(form);

/** @param {HTMLFormElement} form */
function begin(form) {
  const problem = form.querySelector("[data-problem]");
  const proxy = form.dataset.way === "proxy";
  const draft = form.dataset.draft ?? "";
  let turn = Promise.resolve(); // one after the other, so that no earlier word arrives after a later one
  let waiting = 0;

  for (const button of form.querySelectorAll("[data-sweep]")) button.hidden = false;
  if (proxy) form.querySelector("[data-save]").hidden = true;
  if (draft && rows().some(said)) keep(""); // what the server filled in is newer
  else if (draft) restore();
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

  window.addEventListener("beforeunload", (happening) => waiting > 0 && happening.preventDefault());

  /** Sends these lines and shows what the server says of each. */
  function tell(lines) {
    if (draft) keep(JSON.stringify(fields(rows())));
    const facts = { uid: newUid(), items: lines.map((row) => row.dataset.item), fields: fields(lines) };
    waiting += 1;
    turn = turn.then(async () => {
      const outcome = await post(form.dataset.lines, facts);
      waiting -= 1;
      problem.textContent = outcome.ok ? "" : outcome.message;
      if (!outcome.ok) return;
      for (const row of lines) {
        for (const box of row.querySelectorAll("[data-box]")) blame(box, outcome.answer.wrong[box.dataset.box] ?? "");
        show(row, outcome.answer.lines[row.dataset.item] ?? { state: "untouched", cost: "" });
      }
      count(outcome.answer.sheet);
    });
  }

  function count(sheet) {
    const done = proxy ? sheet.covered : rows().filter((row) => row.querySelector(".now").dataset.now !== "untouched").length;
    const seen = words.seen.replace("{n}", String(done)).replace("{of}", String(sheet.of));
    const points = proxy && sheet.total ? ` \u00b7 ${words.points.replace("{n}", sheet.total)}` : "";
    form.querySelector("[data-count]").textContent = seen + points;
  }

  function rows() {
    return [...form.querySelectorAll(".try-row")];
  }

  function controls() {
    return [...form.querySelectorAll(".box input, .box select")];
  }

  function fields(lines) {
    const runs = lines.flatMap((row) => [...row.closest("[data-section]").querySelectorAll("h3 select")]);
    const all = [...runs, ...lines.flatMap((row) => [...row.querySelectorAll("input, select")])];
    return Object.fromEntries(all.filter((one) => one.type !== "checkbox" || one.checked).map((one) => [one.name, one.value]));
  }

  function said(row) {
    return [...row.querySelectorAll("input, select")].some((one) => (one.type === "checkbox" ? one.checked : one.value));
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
    const next = all[all.indexOf(field) + step] ?? form.querySelector("button[type=submit]:not([hidden])");
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
      const kept = JSON.parse(localStorage.getItem(draft) ?? "{}");
      for (const one of controls())
        if (one.name in kept) {
          if (one.type === "checkbox") one.checked = true;
          else one.value = kept[one.name];
        }
    } catch {
      // no draft
    }
  }
}

function blame(box, why) {
  box.classList.toggle("bad", Boolean(why));
  const reason = box.querySelector(".reason");
  reason.textContent = why;
  reason.hidden = !why;
  box.querySelector("input, select").toggleAttribute("aria-invalid", Boolean(why));
}

function show(row, line) {
  const now = row.querySelector(".now");
  now.dataset.now = line.state;
  now.querySelector("b").textContent = line.cost.replace("-", "\u2212");
}
