// The number pad: digits become one reading when the judge goes on. Half-typed digits are never lost: leaving commits them.
// @ts-check

import { stale } from "./judge_paint.js";

const LONGEST = 8;
const WRITING = "dialog, input, textarea, [contenteditable]";

export function typing(page, { record, withdraw, pick, valueAt }) {
  let row = null;
  let place = "";
  let text = null; // null: nothing typed since the place was picked out

  const shown = () => row?.querySelector("[data-typed]");

  function show() {
    const node = shown();
    if (!node) return;
    if (text === null) {
      delete node.dataset.typing;
      stale(row); // what was typed is drawn over, even where the reading stays
    } else {
      node.dataset.typing = "yes";
      node.textContent = text.replace("-", "\u2212") || "\u2007";
    }
  }

  function begin(nextRow, nextPlace) {
    if (row !== nextRow || place !== nextPlace) commit();
    row = nextRow;
    place = nextPlace;
  }

  function drop() {
    text = null;
    show();
  }

  function commit() {
    if (text === null || !row) return;
    const typed = tidy(text);
    text = null;
    show();
    if (typed) record(row, place, typed);
    else if (valueAt(row, place)) withdraw(row, place);
    page.redraw();
  }

  function key(name) {
    if (!row) return;
    const before = valueAt(row, place);
    const now = text ?? "";
    if (name === "enter") return next();
    if (name === "back") text = (text ?? (/^[-\d]/.test(before) ? before : "")).slice(0, -1);
    else if (name === "wipe") text = "";
    else if (name === "-") text = now.startsWith("-") ? now.slice(1) : `-${now}`;
    else if (now.length < LONGEST && !((name === "." || name === ":") && now.includes(name))) text = now + name;
    show();
  }

  /** Goes on to the next place; after the last one the reading is only taken. */
  function next() {
    commit();
    const many = Number(row.dataset.places);
    if (!place || Number(place) >= many) return;
    pick(row, String(Number(place) + 1));
    if (row.querySelector("svg .place:focus")) row.querySelector(`svg .place[data-place="${place}"]`)?.focus();
  }

  /** A figure from elsewhere, such as the stopwatch, as if it had been typed: it still waits for "enter". */
  function put(figure) {
    text = figure.slice(0, LONGEST);
    show();
  }

  page.root.addEventListener("focusin", ({ target }) => target.closest("dialog") && commit());
  page.root.addEventListener("keydown", (press) => {
    if (press.target.closest(WRITING)) return; // what is written there is no reading
    if (!row?.classList.contains("open") || page.deskOf(row).locked || press.ctrlKey || press.metaKey || press.altKey) return;
    const name = { Backspace: "back", Delete: "wipe", ",": ".", "\u3002": "." }[press.key] ?? press.key;
    const known = /^[0-9.:]$/.test(name) || name === "back" || name === "wipe" || (name === "-" && row.querySelector('[data-key="-"]'));
    if (press.key === "Enter" && text !== null) next();
    else if (known && row.querySelector(".keys")) key(name);
    else return;
    press.preventDefault();
    press.stopPropagation();
  });

  return { begin, key, commit, drop, put };
}

/** ".5" is 0.5 and "2." is 2; anything else is for the server to judge. */
function tidy(text) {
  return text.replace(/[.:]$/, "").replace(/^(-?)\./, "$10.").replace(/^-$/, "");
}
