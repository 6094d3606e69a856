// The stations of a heat as one page: a scoresheet each, and what the parts of the sheet's page ask of "the" sheet, answered
// for all of them together. It draws nothing.
// @ts-check

import { openDesk } from "./judge_desk.js";

/**
 * @param {{root: HTMLElement, words: any, outbox: any, redraw: () => void, shown: () => string}} heat
 *   `shown`: the item that is on the page.
 */
export function openStations({ root, words, outbox, redraw, shown }) {
  const seat = Number(root.dataset.seat);
  const parts = [...root.querySelectorAll(".stations > .part")];
  const desks = new Map();
  for (const { id, locked, state } of JSON.parse(document.getElementById("states")?.textContent ?? "[]")) {
    desks.set(id, openDesk({ contestant: id, seat, sheet: state, locked, outbox, redraw }));
  }
  const of = (part) => desks.get(Number(part.dataset.contestant));
  let spoken = null; // the sheet that the line to undo speaks of

  const has = (desk, uid) => desk.pending.some((mark) => mark.uid === uid) || desk.sheet.last.some((mark) => mark.uid === uid);

  return {
    root,
    seat,
    parts,
    desks,
    words: { ...words, sweptSaid: words.sweptStations, cameLate: words.cameLateHere },
    redraw,
    locked: false,
    contestant: 0,
    deskOf: of,
    shown,
    /** Where a sheet stands, in words, and the colour of its plate. */
    whereOf(desk) {
      const part = parts.find((one) => of(one) === desk);
      return { said: part.dataset.run, tint: [...part.classList].find((name) => /^st\d$/.test(name)) ?? "" };
    },
    drop: (uid) => outbox.drop(uid),
    speakOf(row) {
      spoken = of(row);
    },
    look() {
      for (const desk of desks.values()) desk.look();
    },
    get pending() {
      return [...desks.values()].flatMap((desk) => desk.pending);
    },
    /** The last entries of the item on the page, station by station. */
    get sheet() {
      const last = parts.flatMap((part) => {
        const own = of(part).sheet.last.filter((mark) => mark.item === shown());
        return own.map((mark) => ({ ...mark, text: `${part.dataset.run} \u00b7 ${mark.text}` }));
      });
      return { last, held: [] };
    },
    /** A withdrawal goes to the sheet that has the mark, a mark put back to the sheet it was taken from. */
    enter(marks) {
      return marks.flatMap((mark) => {
        const owner = mark.withdraws ? [...desks.values()].find((desk) => has(desk, mark.withdraws)) : spoken;
        return owner ? owner.enter([mark]) : [];
      });
    },
    /** Puts the line of an item at its station. */
    place(part, row) {
      row.dataset.contestant = part.dataset.contestant;
      const bench = row.querySelector(".bench");
      if (bench) {
        bench.id = `b-${part.dataset.contestant}`;
        row.querySelector('[data-do="open"]').setAttribute("aria-controls", bench.id);
        const whose = document.createElement("span");
        whose.className = "whose";
        whose.textContent = part.dataset.run;
        bench.querySelector("h3").prepend(whose);
      }
      for (const group of row.querySelectorAll("[role=group][aria-label]")) {
        group.setAttribute("aria-label", `${part.dataset.run}: ${group.getAttribute("aria-label")}`);
      }
      part.querySelector("[data-slot]").replaceChildren(row);
    },
    async refetch() {
      for (const desk of desks.values()) await desk.refetch();
    },
  };
}
