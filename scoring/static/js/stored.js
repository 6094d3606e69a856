// The marks that this tablet keeps until the server has answered for them: one localStorage key a mark, so that nothing is
// read, changed and written back, and what is shown as kept is kept, whatever happens next; a second copy lies in the
// browser's database (js/second_copy.js).
// @ts-check

import { copies, copy, discard } from "./second_copy.js";

const PREFIX = "outbox:";

/** @returns {any[]} every stored mark, oldest first */
export function stored() {
  const marks = [];
  for (let index = 0; index < localStorage.length; index++) {
    const key = localStorage.key(index);
    if (!key?.startsWith(PREFIX)) continue;
    try {
      marks.push(JSON.parse(localStorage.getItem(key) ?? ""));
    } catch {
      // another tab took it away meanwhile
    }
  }
  return marks.sort(byAge);
}

/** By the journal's own count; the tablet's clock may have been set back between two marks. */
function byAge(one, other) {
  if (one.journal && one.journal === other.journal) return one.number - other.number;
  return one.at - other.at || one.order - other.order;
}

/** Throws where the storage is full: then nothing was promised. */
export function keep(mark) {
  localStorage.setItem(PREFIX + mark.uid, JSON.stringify(mark));
  copy(mark);
}

export function forget(uid) {
  localStorage.removeItem(PREFIX + uid);
  discard(uid);
}

/** Puts back what only the second copy still has; one that had arrived is sent again, which is harmless. */
export async function recover() {
  const lost = (await copies()).filter((mark) => !isStored(mark.uid));
  for (const mark of lost) localStorage.setItem(PREFIX + mark.uid, JSON.stringify(mark));
  return lost.length;
}

export const isStored = (uid) => localStorage.getItem(PREFIX + uid) !== null;

/** Calls `act` when another tab of this browser keeps or forgets a mark. */
export function watch(act) {
  window.addEventListener("storage", ({ key }) => key?.startsWith(PREFIX) && act());
}
