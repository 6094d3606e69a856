// What this browser keeps in localStorage under a prefix, one key a thing, so that nothing is read, changed and written back.
// It is read once, and again only after somebody else may have touched it: a tap must not read hundreds of things ten times.
// @ts-check

/**
 * @param {string} prefix of the keys; the rest of a key is the thing's `uid`
 * @param {(things: any[]) => any[]} sorted puts them in the order in which `all` answers them
 */
export function shelf(prefix, sorted) {
  /** @type {any[] | null} */
  let known = null; // the things as they lay here last, in their order; null: look again

  const stale = () => {
    known = null;
  };
  window.addEventListener("storage", ({ key }) => (key === null || key.startsWith(prefix)) && stale());
  for (const sign of ["pageshow", "focus"]) window.addEventListener(sign, stale); // what was frozen heard nothing
  document.addEventListener("visibilitychange", stale);

  function read() {
    const things = [];
    for (let index = 0; index < localStorage.length; index++) {
      const key = localStorage.key(index);
      if (!key?.startsWith(prefix)) continue;
      try {
        things.push(JSON.parse(localStorage.getItem(key) ?? ""));
      } catch {
        // another tab took it away meanwhile
      }
    }
    return sorted(things);
  }

  return {
    all() {
      known ??= read();
      return known;
    },
    has: (uid) => localStorage.getItem(prefix + uid) !== null,
    /** Throws where the storage is full: then nothing was promised. */
    keep(thing) {
      localStorage.setItem(prefix + thing.uid, JSON.stringify(thing));
      known = known && sorted([...known.filter(({ uid }) => uid !== thing.uid), thing]);
    },
    forget(uid) {
      localStorage.removeItem(prefix + uid);
      known = known?.filter((thing) => thing.uid !== uid) ?? null;
    },
    /** Calls `act` when another tab of this browser keeps or forgets something. */
    watch(act) {
      window.addEventListener("storage", ({ key }) => key?.startsWith(prefix) && act());
    },
  };
}
