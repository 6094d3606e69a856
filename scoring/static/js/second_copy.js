// A second copy of every unsent mark, in the browser's database: what stands in localStorage reaches the disk some seconds
// later, and a browser that is killed or a battery that dies in between would take it along. Where there is no database
// (some private windows) nothing is said: the first copy is there all the same.
// @ts-check

const STORE = "marks";

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

function database() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open("scoring-outbox", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "uid" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  return opened;
}

/** One act in a transaction of its own, on the disk before it counts as done. */
async function within(mode, act) {
  try {
    const base = await database();
    return await new Promise((done, failed) => {
      const work = base.transaction(STORE, mode, { durability: "strict" });
      const asked = act(work.objectStore(STORE));
      work.oncomplete = () => done(asked.result);
      work.onerror = work.onabort = () => failed(work.error);
    });
  } catch {
    opened = null; // Safari drops its database in the background: the next act opens it again
    return undefined;
  }
}

export const copy = (mark) => within("readwrite", (marks) => marks.put(mark));

export const discard = (uid) => within("readwrite", (marks) => marks.delete(uid));

/** @returns {Promise<any[]>} every mark that was copied and not discarded */
export const copies = async () => (await within("readonly", (marks) => marks.getAll())) ?? [];
