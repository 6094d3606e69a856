// One scoresheet as a page holds it: what the server last said, what still waits, and the way to enter a mark.
// A page may hold several (the heat has one a station). It draws nothing and does no arithmetic on scores.
// @ts-check

import { keepSheet } from "./kept.js";

const SHUT = ["submitted", "signed", "excused"];

/**
 * @param {{contestant: number, seat: number, sheet: any, locked: boolean, outbox: any, redraw: (desk: any) => void}} place
 *   `redraw` is called whenever something changed that can be seen.
 */
export function openDesk({ contestant, seat, sheet, locked, outbox, redraw }) {
  let order = 0;

  const desk = {
    contestant,
    seat,
    sheet,
    locked,
    /** Marks of this sheet that the server has not judged yet, oldest first. */
    pending: [],
    enter,
    standing,
    look,
    take,
    refetch,
    redraw: () => redraw(desk),
    drop: (uid) => outbox.drop(uid),
  };

  /** Looks at what waits on the tablet; call before drawing. */
  function look() {
    const all = outbox.of(contestant, seat);
    desk.pending = all.filter((mark) => !mark.refusal);
    order = Math.max(order, desk.sheet.order ?? 0, ...all.map((mark) => mark.order));
  }

  /** Enters marks [{item, place, value} or {withdraws, item, place}]; answers their uids. */
  function enter(marks) {
    if (desk.locked) return [];
    return outbox.add(marks.map((mark) => ({ ...mark, contestant, seat, order: ++order, known: desk.sheet.known })));
  }

  /** The item with its marks as the judge sees them: the server's, overlaid with what still waits. */
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

  /** What the server says now; an older answer overtaken by a newer one is left aside. */
  function take(next) {
    if (next.revision < desk.sheet.revision) return;
    const shown = ({ full }) => Boolean(full);
    const newRules = next.rules !== desk.sheet.rules || shown(next) !== shown(desk.sheet); // prices, or whether totals are told
    const turned = SHUT.includes(next.state) !== desk.locked || (next.state === "returned") !== (desk.sheet.state === "returned");
    const { clock, floor } = desk.sheet; // answers to marks leave these out
    desk.sheet = { clock, floor, ...next };
    keepSheet(desk.sheet);
    desk.redraw();
    if ((turned || newRules) && !outbox.state().waiting) location.reload(); // returned by the chief, or handed in on another tablet
  }

  async function refetch() {
    try {
      const answer = await fetch(`/judge/sheet/${contestant}/${seat}.json`, { cache: "no-store" });
      if (answer.ok) take(await answer.json());
    } catch {
      // the network is away; the head says so
    }
  }

  return desk;
}
