// Lines of the desk's form on their way to the server, with what they were drawn with. By proxy a line is owed until the
// server has answered for it: it says so, goes along with the next one, and again by itself. On paper it is only looked at.
//
//   openLines(form) → { owed, moved, tell(rows), deliver(), look() }
//     owed      the rows that the server has not answered for, with their fields as they were left
//     moved     the rows that were drawn anew, because they were altered elsewhere, and not altered here since
//     tell      these rows were left: owes and delivers them
//     look      sends all rows, for the server to compare; answers { ok, message, seen, wrong: rows that are refused, late:
//               rows that were typed on meanwhile }
// @ts-check

import { fill, newUid, post, words } from "./desk.js";
import { blame, explain, fields, ours, put, rowsOf, show } from "./desk_rows.js";

const AGAIN = 5000; // ms until what was not delivered is sent again
const AWAY = ["unsent", "500"]; // then it is of no use to send the same lines one by one

/** @param {HTMLFormElement} form */
export function openLines(form) {
  const proxy = form.dataset.way === "proxy";
  const problem = form.querySelector("[data-problem]");
  const drawn = JSON.parse(form.elements.namedItem("drawn").value); // what the fields showed first, or since the server said so
  const owed = new Map();
  const moved = new Set();
  let turn = Promise.resolve(); // one after the other, so that no earlier word arrives after a later one
  let next = null; // the delivery that has not begun yet
  let again = 0;

  window.addEventListener("online", () => owed.size && deliver());
  window.addEventListener("beforeunload", (leaving) => {
    if (!proxy || !owed.size) return; // paper is kept as a draft
    leaving.preventDefault();
    leaving.returnValue = ""; // older browsers look at this
  });

  function tell(lines) {
    for (const row of lines) {
      owed.set(row, fields([row]));
      moved.delete(row);
    }
    deliver();
  }

  /** All that is owed by then, when what is on its way has its answer. */
  function deliver() {
    next ??= inTurn(async () => {
      next = null;
      clearTimeout(again);
      await attempt();
      if (owed.size) again = setTimeout(deliver, AGAIN);
    });
    return next;
  }

  function inTurn(act) {
    const ended = turn.then(act);
    turn = ended;
    return ended;
  }

  async function attempt() {
    const lot = [...owed];
    if (!lot.length) return;
    const outcome = await send(lot);
    if (!proxy) for (const [row, left] of lot) if (owed.get(row) === left) owed.delete(row); // the whole form will say it
    let failed = outcome.ok ? null : outcome;
    if (failed && proxy && lot.length > 1 && !AWAY.includes(failed.code)) {
      failed = null;
      for (const one of lot) {
        const alone = await send([one]); // one that is refused holds no other back
        if (!alone.ok) failed = alone;
      }
    }
    problem.textContent = failed ? failed.message : "";
    if (failed) for (const row of owed.keys()) explain(row, fill(words.owed, { why: failed.message }));
  }

  /** @param {Array<[HTMLElement, object]>} lot rows, with their fields as they were left */
  async function send(lot) {
    const lines = lot.map(([row]) => row);
    const items = lines.map((row) => row.dataset.item);
    const typed = Object.assign({}, ...lot.map(([, left]) => left));
    const outcome = await post(form.dataset.lines, { uid: newUid(), items, fields: typed, drawn: ground(lines) });
    if (outcome.ok) {
      for (const [row, left] of lot) take(row, left, outcome.answer);
      count(outcome.answer.sheet);
    }
    return outcome;
  }

  /** What the server says of a line that was sent as it was `left`. */
  function take(row, left, { lines, wrong }) {
    const line = lines[row.dataset.item] ?? { state: "untouched", cost: "" };
    const lost = typedSince(row, left); // not over what nobody saw
    if (line.redraw || owed.get(row) === left) owed.delete(row);
    if (line.redraw) moved.add(row);
    blame(row, wrong);
    show(row, line);
    explain(row, line.why ?? (line.redraw ? (lost ? words.overtaken : words.changed) : ""));
    if (line.fields) stand(row, line);
  }

  function typedSince(row, left) {
    return JSON.stringify(fields([row])) !== JSON.stringify(left);
  }

  /** From now on this is what the line is altered from. */
  function stand(row, line) {
    for (const one of ours([row])) {
      delete drawn[one.name];
      if (one.name in line.fields) drawn[one.name] = line.fields[one.name];
      if (line.redraw) put(one, line.fields);
    }
  }

  function ground(lines) {
    const known = ours(lines).filter((one) => one.name in drawn);
    return Object.fromEntries(known.map((one) => [one.name, drawn[one.name]]));
  }

  function count(sheet) {
    const rows = rowsOf(form);
    const typed = rows.filter((row) => row.querySelector(".now").dataset.now !== "untouched").length;
    const seen = fill(words.seen, { n: sheet?.covered ?? typed, of: sheet?.of ?? rows.length });
    const points = sheet?.total ? ` \u00b7 ${fill(words.points, { n: sheet.total })}` : "";
    form.querySelector("[data-count]").textContent = seen + points;
  }

  async function look() {
    const rows = rowsOf(form);
    const lot = rows.map((row) => [row, fields([row])]);
    const outcome = await inTurn(() => send(lot));
    if (!outcome.ok) return { ok: false, message: outcome.message, seen: "", wrong: [], late: [] };
    const refused = Object.keys(outcome.answer.wrong);
    const wrong = rows.filter((row) => ours([row]).some((one) => refused.includes(one.name)));
    const late = lot.filter(([row, left]) => owed.has(row) || (!moved.has(row) && typedSince(row, left))).map(([row]) => row);
    return { ok: true, message: "", seen: outcome.answer.sheet.seen, wrong, late };
  }

  return { owed, moved, tell, deliver, look };
}
