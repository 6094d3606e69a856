// The scoresheet's centre: holds what the server last said and what still waits, and lets the other parts draw and enter.
// It does no arithmetic on scores: every figure shown is a text of the server.
// @ts-check

import { enterMarks } from "./judge_enter.js";
import { paintSheet } from "./judge_paint.js";
import { keepJournal } from "./judge_undo.js";
import { walkSections } from "./judge_walk.js";
import { connectDesk } from "./live.js";
import { later, openOutbox } from "./outbox.js";

const root = /** @type {HTMLElement} */ (document.getElementById("sheet"));
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

const desk = {
  root,
  words,
  locked: "locked" in root.dataset,
  contestant: Number(root.dataset.contestant),
  seat: Number(root.dataset.seat),
  sheet: JSON.parse(document.getElementById("state")?.textContent ?? "{}"),
  /** Marks of this sheet that the server has not judged yet, oldest first. */
  pending: [],
  /** Enters marks [{item, place, value} or {withdraws, item, place}]; answers their uids. */
  enter,
  /** The item with its marks as the judge sees them: the server's, overlaid with what still waits. */
  standing,
  drop: (uid) => outbox.drop(uid),
  redraw: draw,
};

let order = 0;

const outbox = openOutbox({
  person: Number(root.dataset.person),
  onSheet(sheet) {
    if (sheet.contestant_id === desk.contestant && sheet.seat_id === desk.seat) take(sheet);
  },
  onChange: draw,
});

function take(sheet) {
  if (sheet.revision < desk.sheet.revision) return; // an older answer overtaken by a newer one
  const shut = ["submitted", "signed", "excused"];
  const newRules = sheet.rules !== desk.sheet.rules; // the day's settings: the prices on the controls are old
  const turned = shut.includes(sheet.state) !== desk.locked || (sheet.state === "returned") !== (desk.sheet.state === "returned");
  desk.sheet = { ...sheet, clock: sheet.clock === undefined ? desk.sheet.clock : sheet.clock };
  draw();
  if ((turned || newRules) && !outbox.state().waiting) location.reload(); // returned by the chief, or handed in on another tablet
}

function draw() {
  desk.pending = outbox.of(desk.contestant, desk.seat).filter((mark) => !mark.refusal);
  const all = outbox.of(desk.contestant, desk.seat);
  order = Math.max(order, desk.sheet.order ?? 0, ...all.map((mark) => mark.order));
  const refused = outbox.all().filter((mark) => mark.refusal);
  paintSheet(desk, outbox.state());
  journal.draw(refused);
  walk.draw();
}

function enter(marks) {
  if (desk.locked) return [];
  const { contestant, seat } = desk;
  return outbox.add(marks.map((mark) => ({ ...mark, contestant, seat, order: ++order })));
}

function standing(item) {
  const said = desk.sheet.items[item] ?? { state: "untouched", places: {} };
  const waiting = desk.pending.filter((mark) => mark.item === item);
  const places = { ...said.places };
  let whole = { value: said.value ?? "", uid: said.uid ?? "" };
  for (const mark of waiting) {
    const now = { value: mark.withdraws ? "" : mark.value, uid: mark.uid, pending: true };
    if (mark.place) places[mark.place] = now;
    else whole = now;
  }
  return { ...said, ...whole, places, waiting: waiting.length > 0, clearing: waiting.some((mark) => mark.value === "clear") };
}

async function refetch() {
  try {
    const answer = await fetch(`/judge/sheet/${desk.contestant}/${desk.seat}.json`, { cache: "no-store" });
    if (answer.ok) take(await answer.json());
  } catch {
    // the network is away; the head says so
  }
}

const journal = keepJournal(desk);
const walk = walkSections(desk);
enterMarks(desk, journal.say);
draw();
root.classList.add("listening");
outbox.flush();

const soon = later(refetch);
connectDesk({
  onChanged({ event }) {
    if (event === null) outbox.flush();
    if (event === null || event === desk.sheet.event) soon();
  },
  onState({ state }) {
    const net = root.querySelector("[data-net]");
    net?.classList.toggle("away", state !== "live");
    const said = net?.querySelector("[data-said]");
    if (said) said.textContent = state === "live" ? words.connected : words.away;
  },
});
