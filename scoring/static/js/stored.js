// The marks that this tablet keeps until the server has answered for them: what is shown as kept is kept (js/shelf.js),
// whatever happens next; a second copy lies in the browser's database (js/second_copy.js).
// @ts-check

import { copies, copy, discard } from "./second_copy.js";
import { shelf } from "./shelf.js";

const marks = shelf("outbox:", byAge);

/** Every stored mark, oldest first. */
export const stored = marks.all;
export const isStored = marks.has;
/** Calls `act` when another tab of this browser keeps or forgets a mark. */
export const watch = marks.watch;

/**
 * Within a journal by its own count, for the tablet's clock may have been set back between two marks; those of several
 * journals by the clock, where a mark is never older than one that its journal counted before it.
 */
function byAge(things) {
  things.sort((one, other) => compare(one.journal ?? "", other.journal ?? "") || (one.number ?? 0) - (other.number ?? 0) || one.at - other.at || one.order - other.order);
  const age = new Map();
  things.forEach((mark, at) => {
    const before = things[at - 1];
    age.set(mark, before && before.journal === mark.journal ? Math.max(age.get(before), mark.at) : mark.at);
  });
  return things.sort((one, other) => age.get(one) - age.get(other)); // stable: of the same age they stay as they are
}

const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** Throws where the storage is full: then nothing was promised. */
export function keep(mark) {
  marks.keep(mark);
  copy(mark);
}

export function forget(uid) {
  marks.forget(uid);
  discard(uid);
}

/** Puts back what only the second copy still has; one that had arrived is sent again, which is harmless. */
export async function recover() {
  const lost = (await copies()).filter((mark) => !isStored(mark.uid));
  for (const mark of lost) marks.keep(mark);
  return lost.length;
}
