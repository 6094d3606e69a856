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
  let due = false; // the page was drawn for other rules or another state of the sheet: it is loaded again once nothing waits
  let gone = new Set(); // uids that marks on their way take back

  const desk = {
    contestant,
    seat,
    sheet,
    locked,
    /** Marks of this sheet that the server has not judged yet, oldest first. */
    pending: [],
    /** Items at which a refused mark waits for the judge. */
    refused: new Set(),
    enter,
    entered,
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
    desk.refused = new Set(all.filter((mark) => mark.refusal).map((mark) => mark.item));
    gone = new Set(desk.pending.map((mark) => mark.withdraws));
    order = Math.max(order, desk.sheet.order ?? 0, ...all.map((mark) => mark.order));
    if (due && !outbox.state().waiting) location.reload();
  }

  /** Enters marks [{item, place, value} or {withdraws, item, place}]; answers their uids. */
  function enter(marks) {
    if (desk.locked) return [];
    const { known, heat, station } = desk.sheet;
    return outbox.add(marks.map((mark) => ({ ...mark, contestant, seat, order: ++order, known, where: { heat, station } })));
  }

  /** What the server would let stand again, oldest first, if the mark of that uid were taken back. */
  const under = (uid) => (desk.sheet.under?.[uid] ?? []).filter((mark) => !gone.has(mark.uid));

  /** Uids of all that was said of a place (of an item: "") and is not taken back, the oldest first: half of it must bring nothing back. */
  function entered(item, place) {
    const said = desk.sheet.items[item];
    const uid = (place ? said?.places[place] : said)?.uid;
    const waiting = desk.pending.filter((mark) => mark.item === item && mark.place === place && !mark.withdraws);
    const all = [...under(uid).map((mark) => mark.uid), uid, ...waiting.map((mark) => mark.uid)];
    return [...new Set(all)].filter((one) => one && !gone.has(one));
  }

  /** The item with its marks as the judge sees them: the server's, overlaid with what still waits. */
  function standing(item) {
    const said = desk.sheet.items[item] ?? { state: "untouched", places: {} };
    const waiting = desk.pending.filter((mark) => mark.item === item);
    const places = { ...said.places };
    let whole = { value: said.value ?? "", uid: said.uid ?? "" };
    for (const mark of waiting) {
      const before = mark.place ? places[mark.place] : whole;
      const now = gone.has(mark.uid) || mark.withdraws ? before : { value: mark.value, uid: mark.uid, pending: true };
      const left = gone.has(now?.uid) ? { value: "", uid: "", ...under(now.uid).pop(), pending: true } : now;
      if (mark.place && left) places[mark.place] = left;
      else if (left) whole = left;
    }
    const clearing = waiting.some((mark) => mark.value === "clear" && !gone.has(mark.uid));
    return { ...said, ...whole, places, waiting: waiting.length > 0, clearing };
  }

  /** What the server says now; an older answer overtaken by a newer one is left aside, unless the server itself went back. */
  function take(next, wentBack = false) {
    if (next.revision < desk.sheet.revision && !wentBack) return;
    const shown = ({ full }) => Boolean(full);
    const newRules = next.rules !== desk.sheet.rules || shown(next) !== shown(desk.sheet); // prices, or whether totals are told
    const turned = SHUT.includes(next.state) !== desk.locked || (next.state === "returned") !== (desk.sheet.state === "returned");
    const { clock, floor } = desk.sheet; // answers to marks leave these out
    desk.sheet = { clock, floor, ...next };
    keepSheet(desk.sheet);
    due ||= turned || newRules; // returned by the chief, or handed in on another tablet
    desk.redraw();
  }

  async function refetch() {
    const before = desk.sheet;
    try {
      const answer = await fetch(`/judge/sheet/${contestant}/${seat}.json`, { cache: "no-store" });
      if (answer.ok) take(await answer.json(), desk.sheet === before); // nothing came between: older means a restored backup
    } catch {
      // the network is away; the head says so
    }
  }

  return desk;
}
