// One item over all stations of a heat: the same sheets, the same outbox, the same controls; only the order of the work differs.
// It does no arithmetic on scores: every figure shown is a text of the server.
// @ts-check

import { enterMarks } from "./judge_enter.js";
import { askStation, tellFloor } from "./judge_floor.js";
import { paintGrid } from "./judge_grid.js";
import { tellLate } from "./judge_handed.js";
import { readHold } from "./judge_hold.js";
import { keepNotes } from "./judge_notes.js";
import { paintItem, paintQueue } from "./judge_paint.js";
import { keepPresence } from "./judge_presence.js";
import { showRescue } from "./judge_rescue.js";
import { openStations } from "./judge_stations.js";
import { steadyTaps } from "./judge_taps.js";
import { beforeFrame, figure, fill, put } from "./judge_text.js";
import { keepJournal } from "./judge_undo.js";
import { hangBench } from "./judge_walk.js";
import { runWatches } from "./judge_watch.js";
import { connectDesk } from "./live.js";
import { later, openOutbox } from "./outbox.js";

const root = /** @type {HTMLElement} */ (document.getElementById("heat"));
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const templates = new Map([...document.querySelectorAll("template[data-template]")].map((one) => [one.dataset.template, one]));
const items = [...templates.keys()];
const overview = /** @type {HTMLElement} */ (root.querySelector(".overview"));
const hold = /** @type {HTMLElement} */ (root.querySelector(".hold"));
let now = ""; // the item on the page
let floor; // as the server last told it
let notes = null;

const outbox = openOutbox({
  person: Number(root.dataset.person),
  onSheet: (sheet) => sheet.seat_id === page.seat && page.desks.get(sheet.contestant_id)?.take(sheet),
  onChange: draw,
});
const page = openStations({ root, words, outbox, redraw: draw, shown: () => now });
const { parts, deskOf } = page;
const shut = (part) => "locked" in part.dataset;
const rowOf = (part) => part.querySelector(".item");

/** Puts an item on the page; with the number of a station its drawing there is opened. */
function show(item, station = "") {
  const template = templates.get(item);
  if (!template) return;
  lay.pad.commit();
  now = item;
  const copy = template.content.cloneNode(true);
  root.querySelector("[data-heading]").replaceChildren(copy.querySelector(".this"));
  for (const part of parts) page.place(part, copy.querySelector(".item").cloneNode(true));
  root.classList.remove("opened");
  root.querySelector(".form").scrollTop = 0;
  history.replaceState(null, "", `?heat=${root.dataset.heat}&item=${encodeURIComponent(item)}`);
  page.look();
  paint(); // a drawing is opened as it stands
  notes?.draw(); // of other lines now
  const wanted = parts.find((part) => part.dataset.station === station);
  if (wanted) lay.open(rowOf(wanted));
}

const soonPainted = beforeFrame(paint);

function draw() {
  page.look();
  soonPainted();
}

function paint() {
  const refused = outbox.all().filter((mark) => mark.refusal);
  journal.draw(refused); // first: it clears what the lines below say of themselves
  for (const part of parts) {
    if (rowOf(part)) drawStation(rowOf(part), refused);
  }
  const open = sweepable();
  hold.hidden = open.length < 2;
  put(hold.querySelector("b"), fill(open.length === parts.length ? words.sweepAll : words.sweepStations, { n: open.length }));
  paintGrid({ root, overview, words, desks: page.desks, items, now, next: next() });
  paintQueue(root, words, outbox.state());
  tellLate(root, page.words, [...page.desks.values()].map(({ sheet }) => sheet));
  tellFloor(root, floor);
  wayOut();
  presence.changed();
  notes?.flush(); // after the marks
}

function drawStation(row, refused) {
  const desk = deskOf(row);
  paintItem(desk, row, words);
  const standing = desk.standing(now);
  put(row.querySelector("[data-short]"), standing.waiting ? "" : figure(standing.sum));
  const wrong = refused.find((mark) => mark.contestant === desk.contestant && mark.seat === page.seat && mark.item === now);
  const late = desk.sheet.held?.find((mark) => mark.item === now);
  const note = row.querySelector(".refusal");
  note.hidden = !wrong && !late;
  if (wrong) put(note, fill(words.refusedSaid, { value: figure(wrong.value), why: wrong.refusal }));
  else if (late) put(note, fill(words.refusedSaid, { value: late.text, why: late.message }));
}

const toSweep = (row) => row && "sweep" in row.dataset && row.dataset.now === "untouched" && !deskOf(row).locked;
const sweepable = () => parts.map(rowOf).filter((row) => toSweep(row) && !deskOf(row).refused.has(now));

/** "Looked at, nothing found" at all stations that are still open. */
function sweep() {
  const rows = sweepable();
  const uids = rows.flatMap((row) => deskOf(row).enter([{ item: now, place: "", value: "clear" }]));
  if (uids.length) journal.say({ row: rows[0], place: "", value: "clear", uids, many: rows.length });
}

/** Where "go on" leads: with a drawing open to the next station, else to the next item. */
function next() {
  const open = parts.findIndex((part) => rowOf(part)?.classList.contains("open"));
  const station = open < 0 ? undefined : parts.slice(open + 1).find((part) => !shut(part));
  const item = items[items.indexOf(now) + 1];
  return { part: station, drawn: open >= 0, station: station?.dataset.station, item, name: templates.get(item)?.dataset.name };
}

function goOn() {
  const { part, drawn, item } = next();
  if (part) lay.open(rowOf(part));
  else if (item) show(item, drawn ? parts.find((one) => !shut(one))?.dataset.station : "");
  else uncover(true);
  draw();
}

/** The table of all items, where it has no room of its own beside the stations. */
function uncover(wish) {
  root.classList.toggle("looking", wish);
  root.querySelector("[data-overview]").setAttribute("aria-expanded", String(wish));
  const line = overview.querySelector("tr.now");
  if (line) overview.scrollTop = line.offsetTop - overview.clientHeight / 2; // never scrollIntoView: it would move the frame
}

root.addEventListener("click", ({ target }) => {
  const turn = target.closest("[data-turn]")?.dataset.turn;
  const line = target.closest("[data-go]");
  if (turn === "back") show(items[items.indexOf(now) - 1]);
  else if (turn === "on") goOn();
  else if (line) {
    const cell = target.closest("[data-cell]")?.dataset.cell;
    uncover(false);
    show(line.dataset.go, parts.find((part) => part.dataset.contestant === cell)?.dataset.station);
  } else if (target.closest("[data-overview]")) uncover(!root.classList.contains("looking"));
});

steadyTaps(root);
const presence = keepPresence(outbox, () => now);
const wayOut = showRescue(root.querySelector("[data-rescue]"), words, page.seat);
const journal = keepJournal(page);
const lay = enterMarks(page, (act) => {
  page.speakOf(act.row);
  journal.say(act);
});
runWatches(page, lay.pad);
readHold(hold, words, sweep);
hangBench(root);
show(root.dataset.first ?? "");
notes = keepNotes(page, () => outbox.state().waiting > 0);
root.classList.add("listening");
askStation(`heat:${page.seat}:${root.dataset.heat}`);
outbox.flush();

async function refetch() {
  await page.refetch();
  floor = [...page.desks.values()].map((desk) => desk.sheet.floor?.heat).find(Boolean);
  draw();
}

const soon = later(refetch);
window.addEventListener("tab-back", refetch);
connectDesk({
  onHere: presence.now,
  onChanged({ event }) {
    if (event === null) outbox.flush();
    if (event === null || [...page.desks.values()].some((desk) => desk.sheet.event === event)) soon();
  },
  onState({ state }) {
    const net = root.querySelector("[data-net]");
    net?.classList.toggle("away", state !== "live");
    put(net?.querySelector("[data-said]"), state === "live" ? words.connected : words.away);
  },
});
