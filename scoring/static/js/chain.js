// The tablet's journal of one seat: every entry gets the next number and a link, a digest over the entry before and its own
// content. The server makes the same links (store/chain.py), so that nothing can be missing, doubled or altered unseen.
// @ts-check

import { sha256 } from "../vendor/js-sha256@1.0.0/sha256.min.mjs";
import { home, newUid } from "./send.js";
import { stored } from "./stored.js";

const PREFIX = `journal:${home()}:`;

/**
 * The journal of a seat up to its last entry, begun if there is none. `order` is the highest order it gave: a page from
 * the tablet's own copy does not know what the tablet entered since, and a later entry must never get a lower order.
 * @returns {{id: string, number: number, link: string, order: number}}
 */
function journalOf(seat) {
  const kept = JSON.parse(localStorage.getItem(PREFIX + seat) ?? "null") ?? begin(0);
  // The tablet may have died between keeping an entry and counting it.
  for (const { journal, number, link, order } of stored()) {
    if (journal === kept.id && number > kept.number) Object.assign(kept, { number, link, order });
  }
  return kept;
}

function begin(order) {
  const id = newUid();
  return { id, number: 0, link: id, order };
}

/** Gives each mark of a seat its place; `keep` stores it before the journal counts it. Answers the marks. */
export function chained(seat, marks, keep, journal = journalOf(seat)) {
  return marks.map((mark) => {
    const number = journal.number + 1;
    const order = Math.max(mark.order, journal.order + 1);
    const { uid, contestant, item, place, value, withdraws } = mark;
    const text = JSON.stringify([number, uid, contestant, seat, item, place, value, order, withdraws]);
    const link = sha256(`${journal.link}\n${text}`);
    const entry = { ...mark, order, journal: journal.id, number, link, before: journal.link };
    keep(entry);
    Object.assign(journal, { number, link, order });
    localStorage.setItem(PREFIX + seat, JSON.stringify(journal));
    return entry;
  });
}

/** The same links once more, for entries that were carried here without them. */
export function linked(before, marks) {
  let link = before;
  return marks.map((mark) => {
    const { number, uid, contestant, seat, item, place, value, order, withdraws } = mark;
    link = sha256(`${link}\n${JSON.stringify([number, uid, contestant, seat, item, place, value, order, withdraws])}`);
    return { ...mark, link };
  });
}

/**
 * Two copies of this journal went on side by side: what is not on the server yet goes on in a new one, begun once.
 * Each keeps its order; later entries still get a higher one.
 */
export function rechained(seat, marks, keep) {
  const now = journalOf(seat);
  const next = marks.every((mark) => mark.journal !== now.id) ? now : begin(0);
  const order = Math.max(now.order, next.order);
  chained(seat, marks, keep, Object.assign(next, { order: 0 }));
  next.order = Math.max(order, next.order);
  localStorage.setItem(PREFIX + seat, JSON.stringify(next));
}

/** @returns {[string, number, number, string][]} every journal of this tablet: id, seat, entries made, last link */
export function heads() {
  const seats = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  return seats.map((key) => {
    const { id, number, link } = JSON.parse(localStorage.getItem(key) ?? "{}");
    return [id, Number(key.slice(PREFIX.length)), number, link];
  });
}
