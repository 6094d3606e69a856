// The board on a telephone: one column, a search, and the contestants I follow on top. Which ones stays on this telephone.
// @ts-check

import { connectBoard } from "./live.js";
import { fill, makeClock, part, sayIn, titleIn, written } from "./saying.js";

const words = written("words");
const setting = written("setting"); // {standings, now}
const language = document.documentElement.lang;
const say = sayIn(language);
const timeOf = makeClock(setting.now);
const page = part(document, ".phone");
const event = setting.standings.event;
const DRAWER = `scoring.mine.${event}`;

let standings = setting.standings;
let link = { state: "stale", since: Date.now() };
let at = Date.now();
const mine = remembered();

function remembered() {
  try {
    const names = JSON.parse(localStorage.getItem(DRAWER) ?? "[]");
    return new Set(Array.isArray(names) ? names : []);
  } catch {
    return new Set(); // private browsing keeps nothing; following works until the page is closed
  }
}

function follow(name) {
  if (!mine.delete(name)) mine.add(name);
  try {
    localStorage.setItem(DRAWER, JSON.stringify([...mine]));
  } catch {
    // as above
  }
  draw();
}

function draw() {
  const title = titleIn(language, standings);
  part(page, "#title").textContent = title;
  document.title = title;
  const state = part(page, "#state");
  state.textContent = words[standings.state] ?? "";
  state.dataset.state = standings.state;
  part(page, "#done").textContent = standings.of ? fill(words.done, standings) : "";
  const sought = part(page, "#search").value.trim().toLowerCase();
  const found = standings.rows.filter((row) => matches(row, sought));
  redraw(part(page, "#rows"), found, !sought);
  const followed = standings.rows.filter((row) => mine.has(row.contestant));
  redraw(part(page, "#mine ol"), followed, false);
  part(page, "#mine").hidden = followed.length === 0;
  part(page, ".search").hidden = standings.rows.length === 0;
  part(page, "#nothing").textContent = standings.rows.length === 0 ? words.wait : found.length === 0 ? words.none : "";
  part(page, "#count").textContent = standings.rows.length ? fill(words.count, { count: standings.rows.length }) : "";
  foot();
}

function matches(row, sought) {
  return [row.name, row.unit, row.contestant].some((text) => (text ?? "").toLowerCase().includes(sought));
}

/** Draws rows anew but leaves the finger's focus where it was. */
function redraw(list, rows, withCuts) {
  const focused = document.activeElement?.closest("li")?.dataset.contestant;
  const inside = list.contains(document.activeElement);
  const items = [];
  for (const [place, row] of rows.entries()) {
    const award = rows[place - 1]?.award;
    if (withCuts && award && say(award) !== say(row.award)) items.push(cut(award));
    items.push(drawRow(row));
  }
  list.replaceChildren(...items);
  if (inside && focused) {
    const again = items.find((item) => item.dataset.contestant === focused);
    again?.querySelector("button")?.focus();
  }
}

function drawRow(row) {
  const item = part(document, "#row").content.firstElementChild.cloneNode(true);
  const name = row.name || row.contestant;
  item.dataset.contestant = row.contestant;
  part(item, ".rank").textContent = row.rank === null ? "" : String(row.rank);
  part(item, ".n small").textContent = row.tied ? words.tied : "";
  part(item, ".name").textContent = name;
  part(item, ".unit").textContent = row.unit ?? "";
  part(item, ".t").textContent = row.total ?? "";
  const pin = part(item, ".pin");
  pin.setAttribute("aria-pressed", String(mine.has(row.contestant)));
  part(pin, ".unseen").textContent = fill(words.pin, { name });
  return item;
}

function cut(award) {
  const line = part(document, "#cut").content.firstElementChild.cloneNode(true);
  line.textContent = fill(words.above, { award: say(award) });
  return line;
}

function foot() {
  const fresh = part(page, "#fresh");
  const lost = link.state === "lost" || link.state === "refused";
  fresh.dataset.state = link.state;
  fresh.textContent = fill(lost ? words.lost : words.fresh, { time: timeOf(lost ? Math.max(at, link.since) : at) });
}

part(page, "#search").addEventListener("input", draw);
page.addEventListener("click", (click) => {
  const pin = /** @type {Element} */ (click.target).closest(".pin");
  if (pin) follow(pin.closest("li").dataset.contestant);
});
connectBoard(event, {
  onStandings(newer) {
    standings = newer;
    at = Date.now();
    draw();
  },
  onState(state) {
    link = state;
    foot();
  },
});
draw();
