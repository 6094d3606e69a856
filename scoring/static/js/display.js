// The board for the hall: one event, or several in turn, page by page. It shows what the server sends and calculates nothing.
// @ts-check

import { connectBoard } from "./live.js";
import { makeRows } from "./rows.js";
import { fill, makeClock, part, sayIn, titleIn, written } from "./saying.js";

const PAGE = 12; // rows at most
const MOST_PARTS = 4; // columns of modules
const LEAST = 10; // with fewer contestants rows are not stretched further than this
const REST = 200; // ms to fade a page out
const LISTEN = 60_000; // ms between looks at the list of public events

const words = written("words");
const setting = written("setting"); // {events, dwell, now, all}
const language = document.documentElement.lang;
const say = sayIn(language);
const timeOf = makeClock(setting.now);
const hall = part(document, ".hall");
const list = part(document, "#rows");
const rows = makeRows(list, language);

/** @type {Map<string, {standings: any, state: string, since: number, at: number}>} */
const boards = new Map();
let shown = ""; // the event in view
let page = 0;
let turned = Date.now();

for (const event of setting.events) {
  boards.set(event, { standings: null, state: "stale", since: Date.now(), at: Date.now() });
  connectBoard(event, {
    onStandings: (standings) => take(event, standings),
    onState: ({ state, since }) => {
      Object.assign(boards.get(event) ?? {}, { state, since });
      if (event === shown) foot();
    },
  });
}
for (const standings of setting.standings) take(standings.event, standings);

function take(event, standings) {
  const board = boards.get(event);
  if (!board) return;
  if ((standings.columns?.length ?? 0) > MOST_PARTS) standings.columns = []; // the hall cannot read so many figures
  board.standings = standings;
  board.at = Date.now();
  if (!shown) shown = event;
  if (event === shown) draw();
}

function size(standings) {
  return Math.max(LEAST, Math.min(PAGE, standings.rows.length));
}

function pages(standings) {
  return Math.max(1, Math.ceil(standings.rows.length / PAGE));
}

function draw() {
  const { standings } = boards.get(shown) ?? {};
  if (!standings) return;
  page = Math.min(page, pages(standings) - 1);
  head(standings);
  const waiting = standings.rows.length === 0;
  hall.classList.toggle("waiting", waiting);
  hall.dataset.parts = String(standings.columns?.length ?? 0);
  hall.classList.toggle(
    "awards",
    standings.rows.some((row) => row.award),
  );
  list.style.setProperty("--rows", String(size(standings)));
  list.style.setProperty("--page", String(page));
  if (waiting) rows.clear();
  else rows.show(standings, page * PAGE, PAGE);
  foot();
}

function head(standings) {
  const title = titleIn(language, standings);
  part(hall, "#title").textContent = title;
  const gathering = part(hall, "#gathering");
  gathering.textContent = titleIn(language, standings, "competition");
  gathering.classList.remove("long");
  gathering.classList.toggle("long", gathering.scrollWidth > gathering.clientWidth);
  document.title = title;
  const state = part(hall, "#state");
  state.textContent = words[standings.state] ?? "";
  state.dataset.state = standings.state;
  for (const old of hall.querySelectorAll(".cols .s")) old.remove();
  for (const column of standings.columns ?? []) {
    const cell = document.createElement("span");
    cell.className = "s";
    cell.textContent = `${say(column.title)} ${column.weight ?? ""}`.trim();
    part(hall, ".cols .t").before(cell);
    cell.classList.toggle("long", cell.scrollWidth > cell.clientWidth);
  }
  part(hall, "#so-far").textContent = done(standings);
}

function done(standings) {
  return standings.of ? fill(words.done, standings) : "";
}

function foot() {
  const { standings, state, since, at } = boards.get(shown) ?? {};
  if (!standings) return;
  const fresh = part(hall, "#fresh");
  fresh.dataset.state = state;
  const sentence = state === "lost" || state === "refused" ? words.lost : words.fresh;
  fresh.textContent = fill(sentence, { time: timeOf(state === "live" ? at : Math.max(at, since)) });
  part(hall, "#done").textContent = standings.rows.length ? done(standings) : "";
  part(hall, "#rule").textContent = standings.rows.some((row) => row.tied) ? words.tied : "";
  const all = pages(standings);
  part(hall, ".page-of").hidden = all < 2;
  part(hall, "#page").textContent = fill(words.page, { page: page + 1, pages: all });
  const marks = part(hall, ".pages");
  while (marks.childElementCount > all) marks.lastElementChild.remove();
  while (marks.childElementCount < all) marks.append(document.createElement("i"));
  for (const [at, mark] of [...marks.children].entries()) mark.classList.toggle("on", at === page);
}

/** To the next page, and after the last one to the next event; nothing else happens on a single page. */
function turn() {
  const { standings } = boards.get(shown) ?? {};
  const ready = [...boards.keys()].filter((event) => boards.get(event)?.standings);
  if (!standings || (pages(standings) < 2 && ready.length < 2)) return;
  const stage = part(hall, "main");
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return step(standings, ready);
  stage.animate({ opacity: [1, 0] }, { duration: REST, fill: "forwards", easing: "ease-in" }).onfinish = (end) => {
    step(standings, ready);
    end.target.cancel();
    stage.animate({ opacity: [0, 1] }, { duration: REST * 2, easing: "ease-out" });
  };
}

function step(standings, ready) {
  page += 1;
  if (page >= pages(standings)) {
    page = 0;
    const next = ready[(ready.indexOf(shown) + 1) % ready.length];
    if (next !== shown) rows.clear();
    shown = next;
  }
  draw();
}

function tick() {
  part(hall, "#clock").textContent = timeOf(Date.now(), false);
  if (Date.now() - turned < setting.dwell) return;
  turned = Date.now();
  rows.sweep();
  turn();
}

/** A screen that shows everything starts again when the list of public events has changed. */
async function listen() {
  try {
    const answer = await fetch("/live/events.json", { cache: "no-cache" });
    const events = (await answer.json()).map(({ event }) => event);
    if (answer.ok && events.join() !== setting.events.join()) location.reload();
  } catch {
    // the network is away; the foot says so
  }
}

setInterval(tick, 1000);
tick();
if (setting.all) setInterval(listen, LISTEN);
