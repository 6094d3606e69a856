// The table of a heat, items down and stations across, and the foot below it: what is looked at, where, and what is next.
// Signs are told apart by shape: a circle, a tick, a price. It looks texts up and calculates no score.
// @ts-check

import { paintRing } from "./judge_paint.js";
import { figure, fill, put } from "./judge_text.js";

/** @param {{root: HTMLElement, overview: HTMLElement, words: any, desks: Map<number, any>, items: string[], now: string, next: any}} heat */
export function paintGrid({ root, overview, words, desks, items, now, next }) {
  const done = new Map(items.map((item) => [item, 0]));
  for (const line of overview.querySelectorAll("tr[data-go]")) {
    const item = line.dataset.go;
    for (const cell of line.querySelectorAll("[data-cell]")) {
      const seen = paintCell(cell, desks.get(Number(cell.dataset.cell)).standing(item), words);
      if (seen) done.set(item, done.get(item) + 1);
    }
    line.classList.toggle("now", item === now);
    line.querySelector("button").toggleAttribute("aria-current", item === now);
  }
  let seen = 0;
  let of = 0;
  for (const [id, { sheet, locked }] of desks) {
    seen += sheet.covered;
    of += sheet.of;
    put(overview.querySelector(`[data-covered="${id}"]`), `${sheet.covered}/${sheet.of}`);
    const part = root.querySelector(`.part[data-contestant="${id}"]`);
    put(part.querySelector(".plate small"), locked ? words.final : `${sheet.covered}/${sheet.of}`);
  }
  paintFoot({ root, words, seen, of, here: done.get(now), stations: desks.size, next, first: items[0] === now });
}

function paintCell(cell, standing, words) {
  const shown = standing.waiting ? (standing.clearing ? "clear" : "waiting") : standing.state;
  const sign = cell.querySelector(".sign");
  sign.dataset.state = shown;
  const price = shown === "deducted" ? figure(standing.cost) || figure(standing.points) : "";
  put(sign.querySelector("b"), price);
  put(cell.querySelector(".unseen"), price ? "" : shown === "clear" ? words.nothingOff : shown === "untouched" ? words.notYet : "");
  return shown !== "untouched" && !standing.waiting;
}

function paintFoot({ root, words, seen, of, here, stations, next, first }) {
  paintRing(root.querySelector(".cover .ring"), seen, of, String(seen));
  put(root.querySelector("[data-cells]"), fill(words.cells, { n: seen, of }));
  put(root.querySelector("[data-here]"), fill(words.stationsHere, { n: here, of: stations }));
  root.querySelector('[data-turn="back"]').disabled = first;
  const on = root.querySelector('[data-turn="on"]');
  put(on.querySelector("span"), next.station ? fill(words.toStation, { n: next.station }) : next.item ? fill(words.nextItem, { item: next.name }) : words.allItems);
  put(on.querySelector("small"), next.station && next.item ? fill(words.thenItem, { item: next.name }) : "");
}
