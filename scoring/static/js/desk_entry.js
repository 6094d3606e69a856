// A sheet for the keyboard. By proxy each line is saved as it is left, in turn, with what it was drawn with: what a tablet
// brought meanwhile is shown, never overwritten. On paper a line is only looked at, and kept as a draft on this computer
// until the server has the sheet. What a value may be, the server says.
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
  const base = form.elements.namedItem("drawn").value;
  const drawn = JSON.parse(base); // what the fields showed first, or since the server said so
  const editions = new Map(); // how often a line was drawn anew: what was typed on it before is void
  let turn = Promise.resolve(); // one after the other, so that no earlier word arrives after a later one
  let waiting = 0;

  for (const button of form.querySelectorAll("[data-sweep]")) button.hidden = false;
  if (proxy) form.querySelector("[data-save]").hidden = true;
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

  window.addEventListener("beforeunload", (happening) => waiting > 0 && happening.preventDefault());

  /** Sends these lines and shows what the server says of each. */
  function tell(lines) {
    if (draft) keep(JSON.stringify({ base, fields: fields(rows()) }));
    const typed = fields(lines);
    const seen = new Map(lines.map((row) => [row, editions.get(row)]));
    waiting += 1;
    turn = turn.then(async () => {
      const still = lines.filter((row) => editions.get(row) === seen.get(row));
      const items = still.map((row) => row.dataset.item);
      const outcome = await post(form.dataset.lines, { uid: newUid(), items, fields: typed, drawn: ground(still) });
      waiting -= 1;
      problem.textContent = outcome.ok ? "" : outcome.message;
      if (!outcome.ok) return;
      for (const row of still) {
        for (const box of row.querySelectorAll("[data-box]")) blame(box, outcome.answer.wrong[box.dataset.box] ?? "");
        const line = outcome.answer.lines[row.dataset.item] ?? { state: "untouched", cost: "" };
        show(row, line);
        explain(row.querySelector("[data-why]"), line.why ?? "");
        if (line.fields) stand(row, line);
      }
      count(outcome.answer.sheet);
    });
  }

  /** From now on this is what the line is altered from. */
  function stand(row, { fields, redraw }) {
    for (const one of ours([row])) {
      delete drawn[one.name];
      if (one.name in fields) drawn[one.name] = fields[one.name];
      if (redraw) put(one, fields);
    }
    if (redraw) editions.set(row, (editions.get(row) ?? 0) + 1);
  }

  function ground(lines) {
    const known = ours(lines).filter((one) => one.name in drawn);
    return Object.fromEntries(known.map((one) => [one.name, drawn[one.name]]));
  }

  function count(sheet) {
    const typed = rows().filter((row) => row.querySelector(".now").dataset.now !== "untouched").length;
    const seen = words.seen.replace("{n}", String(sheet?.covered ?? typed)).replace("{of}", String(sheet?.of ?? rows().length));
    const points = sheet?.total ? ` \u00b7 ${words.points.replace("{n}", sheet.total)}` : "";
    form.querySelector("[data-count]").textContent = seen + points;
  }

  function rows() {
    return [...form.querySelectorAll(".try-row")];
  }

  function controls() {
    return [...form.querySelectorAll(".box input, .box select")];
  }

  /** The fields of these lines, and those that say what became of their runs. */
  function ours(lines) {
    const runs = lines.flatMap((row) => [...row.closest("[data-section]").querySelectorAll("h3 select")]);
    return [...runs, ...lines.flatMap((row) => [...row.querySelectorAll("input, select")])];
  }

  function fields(lines) {
    const said = ours(lines).filter((one) => one.type !== "checkbox" || one.checked);
    return Object.fromEntries(said.map((one) => [one.name, one.value]));
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
      const kept = JSON.parse(localStorage.getItem(draft) ?? "null");
      if (kept?.base !== base) return keep(""); // the server has a newer one
      for (const one of controls()) put(one, kept.fields);
    } catch {
      // no draft
    }
  }
}

function put(one, fields) {
  if (one.type === "checkbox") one.checked = one.name in fields;
  else one.value = fields[one.name] ?? "";
}

function blame(box, why) {
  box.classList.toggle("bad", Boolean(why));
  explain(box.querySelector(".reason"), why);
  box.querySelector("input, select").toggleAttribute("aria-invalid", Boolean(why));
}

function explain(reason, why) {
  reason.textContent = why;
  reason.hidden = !why;
}

function show(row, line) {
  const now = row.querySelector(".now");
  now.dataset.now = line.state;
  now.querySelector("b").textContent = line.cost.replace("-", "\u2212");
}
