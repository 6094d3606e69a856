// The rows of the board: draws standings, and lets each row travel to its new rank. It shows figures as they come and never calculates one.
// @ts-check

import { part, sayIn } from "./saying.js";

const TRAVEL = 600; // ms to a new rank
const MARKED = 45_000; // ms that ▲ and ▼ stay after the last move

/**
 * @param {HTMLOListElement} list
 * @param {string} language
 */
export function makeRows(list, language) {
  const say = sayIn(language);
  /** @type {Map<string, HTMLLIElement>} */
  const known = new Map();
  /** @type {Map<string, {rank: number, from: number, until: number}>} */
  const moves = new Map();
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  /** Draws `standings`; rows of the page from `first` on, `count` of them, are the ones in view. */
  function show(standings, first, count) {
    const before = places(list, known);
    const wasEmpty = known.size === 0;
    const rows = standings.rows.map((row, at) => draw(row, at, standings));
    list.replaceChildren(...rows);
    for (const [name, element] of known) if (!element.isConnected) forget(name);
    for (const element of rows) fit(element);
    if (!wasEmpty && !still.matches) travel(before, rows, first, count);
  }

  function draw(row, at, standings) {
    const element = known.get(row.contestant) ?? fresh(row.contestant);
    const above = standings.rows[at - 1];
    const below = standings.rows[at + 1];
    const put = (name, text) => {
      const cell = part(element, name);
      if (cell.textContent !== text) cell.textContent = text;
    };
    put(".n", row.rank === null ? "" : String(row.rank));
    put(".name", row.name || row.contestant);
    put(".unit", row.unit ?? "");
    put(".t", row.total ?? "");
    put(".a", say(row.award));
    parts(element, row, standings.columns ?? []);
    element.classList.toggle("first", row.rank === 1);
    element.classList.toggle("top", row.rank !== null && row.rank <= 3);
    element.classList.toggle("cut", Boolean(above?.award) && say(above.award) !== say(row.award));
    element.classList.toggle("tie-on", row.tied && above?.rank === row.rank);
    element.classList.toggle("tie-off", row.tied && below?.rank === row.rank);
    moved(row);
    arrow(element, row.contestant);
    return element;
  }

  function fresh(name) {
    const element = /** @type {HTMLLIElement} */ (part(document, "#row").content.firstElementChild.cloneNode(true));
    element.dataset.contestant = name;
    known.set(name, element);
    return element;
  }

  function forget(name) {
    known.delete(name);
    moves.delete(name);
  }

  /** Remembers the rank a contestant had before the last moves; ranks are places, not scores. */
  function moved(row) {
    const move = moves.get(row.contestant);
    if (row.rank === null) return moves.delete(row.contestant);
    if (!move) return moves.set(row.contestant, { rank: row.rank, from: row.rank, until: 0 });
    if (move.rank === row.rank) return move;
    if (Date.now() > move.until) move.from = move.rank;
    move.rank = row.rank;
    move.until = Date.now() + MARKED;
    return move;
  }

  function arrow(element, name) {
    const move = moves.get(name);
    const by = move && Date.now() <= move.until ? move.from - move.rank : 0;
    const cell = part(element, ".mv");
    cell.textContent = by ? `${by > 0 ? "▲" : "▼"} ${Math.abs(by)}` : "";
    cell.classList.toggle("up", by > 0);
  }

  function travel(before, rows, first, count) {
    const page = list.clientHeight;
    for (const [at, element] of rows.entries()) {
      const from = before.get(element.dataset.contestant);
      const here = at >= first && at < first + count;
      const seen = from && from.at >= first && from.at < first + count;
      if (!here && !seen) continue;
      const to = element.offsetTop;
      const way = Math.max(-page, Math.min(page, (from ? from.top : to + page) - to));
      if (Math.abs(way) < 2) continue;
      const rising = way > 0;
      element.classList.toggle("rising", rising);
      const flight = element.animate([{ transform: `translateY(${way}px)` }, { transform: "none" }], {
        duration: TRAVEL,
        easing: "cubic-bezier(.3, 0, .1, 1)",
      });
      flight.id = "travel";
      flight.onfinish = () => element.classList.remove("rising");
    }
  }

  return {
    show,
    /** Takes away the arrows whose time is over. */
    sweep() {
      for (const [name, element] of known) arrow(element, name);
    },
    clear() {
      known.clear();
      moves.clear();
      list.replaceChildren();
    },
  };
}

/** Where every row is drawn at this moment, in the middle of a flight too; flights end here. */
function places(list, known) {
  const top = list.getBoundingClientRect().top;
  const order = [...list.children];
  const spots = new Map();
  for (const [name, element] of known) {
    spots.set(name, { top: element.getBoundingClientRect().top - top, at: order.indexOf(element) });
  }
  for (const element of known.values()) {
    for (const flight of element.getAnimations()) if (flight.id === "travel") flight.cancel();
    element.classList.remove("rising");
  }
  return spots;
}

/** The part scores between name and total: as many as the standings name. */
function parts(element, row, columns) {
  for (const old of element.querySelectorAll(".s")) old.remove();
  const total = part(element, ".t");
  for (const column of columns) {
    const cell = document.createElement("span");
    cell.className = "s";
    cell.textContent = row.parts?.[column.id] ?? "";
    total.before(cell);
  }
}

/** A name that is too long for its line gets smaller letters before it is cut. */
function fit(element) {
  for (const name of [".name", ".unit"]) {
    const cell = part(element, name);
    if (cell.dataset.fitted === cell.textContent) continue;
    cell.dataset.fitted = cell.textContent ?? "";
    cell.classList.remove("long", "longer");
    if (cell.scrollWidth > cell.clientWidth) cell.classList.add("long");
    if (cell.scrollWidth > cell.clientWidth) cell.classList.add("longer");
  }
}
