// The scoresheet's centre: one sheet, the outbox, and the parts that draw and enter.
// It does no arithmetic on scores: every figure shown is a text of the server.
// @ts-check

import { askStation, tellFloor } from "./judge_floor.js";
import { openDesk } from "./judge_desk.js";
import { enterMarks } from "./judge_enter.js";
import { askBack, keepLate } from "./judge_handed.js";
import { paintSheet } from "./judge_paint.js";
import { keepPresence } from "./judge_presence.js";
import { keepNotes } from "./judge_notes.js";
import { showRescue } from "./judge_rescue.js";
import { steadyTaps } from "./judge_taps.js";
import { keepJournal } from "./judge_undo.js";
import { beforeFrame } from "./judge_text.js";
import { walkSections } from "./judge_walk.js";
import { runWatches } from "./judge_watch.js";
import { connectDesk } from "./live.js";
import { later, openOutbox } from "./outbox.js";

const root = /** @type {HTMLElement} */ (document.getElementById("sheet"));
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

const outbox = openOutbox({
  person: Number(root.dataset.person),
  onSheet(sheet) {
    if (sheet.contestant_id === desk.contestant && sheet.seat_id === desk.seat) desk.take(sheet);
  },
  onChange: draw,
});

const desk = Object.assign(
  openDesk({
    contestant: Number(root.dataset.contestant),
    seat: Number(root.dataset.seat),
    sheet: JSON.parse(document.getElementById("state")?.textContent ?? "{}"),
    locked: "locked" in root.dataset,
    outbox,
    redraw: draw,
  }),
  { root, words, deskOf: () => desk },
);

const soonPainted = beforeFrame(paint);

/** What waits is known at once, for the next tap counts on it; a tap changes much at once, and all is drawn together. */
function draw() {
  desk.look();
  soonPainted();
}

function paint() {
  paintSheet(desk, outbox.state());
  tellFloor(root, desk.sheet.floor);
  const refused = outbox.all().filter((mark) => mark.refusal);
  journal.draw(refused);
  late.draw(refused);
  handed.draw();
  walk.draw();
  wayOut();
  presence.changed();
  notes?.flush(); // after the marks
}

steadyTaps(root);
let notes = null;
const presence = keepPresence(outbox);
const wayOut = showRescue(root.querySelector("[data-rescue]"), words, desk.seat);
const journal = keepJournal(desk);
const late = keepLate(desk);
const handed = askBack(desk);
const walk = walkSections(desk);
const { pad } = enterMarks(desk, journal.say);
runWatches(desk, pad);
desk.look();
paint();
notes = keepNotes(desk, () => outbox.state().waiting > 0);
root.classList.add("listening");
askStation(`${desk.contestant}:${desk.seat}`);
outbox.flush();

const soon = later(desk.refetch);
window.addEventListener("tab-back", desk.refetch);
connectDesk({
  onChanged({ event }) {
    if (event === null) outbox.flush();
    if (event === null || event === desk.sheet.event) soon();
  },
  onHere: presence.now,
  onState({ state }) {
    const net = root.querySelector("[data-net]");
    net?.classList.toggle("away", state !== "live");
    const said = net?.querySelector("[data-said]");
    if (said) said.textContent = state === "live" ? words.connected : words.away;
  },
});
