// What the browser is: its name and version against the floor, what it lacks, whether it keeps things, a private window.
// A user agent may lie; so what is needed is tried as well. It knows no page.
// @ts-check

const FLOOR = { Safari: "15.4", Chromium: "99" };
const TRACE = "check:trace";
const SAME_FOR_ALL = 10 * 2 ** 30;

/** @param {string} agent @returns {{browser: string, version: string, old: boolean, least: string, inApp: boolean}} */
export function nameOf(agent) {
  const inApp = /MicroMessenger/.test(agent);
  const found = (pattern) => agent.match(pattern)?.[1]?.replaceAll("_", ".") ?? "";
  const apple = /iPad|iPhone|Macintosh/.test(agent) && !/Chrome\/|Firefox\//.test(agent);
  // every browser of an iPad is Safari inside, whatever it calls itself; an iPad may say that it is a Macintosh
  const safari = apple ? found(/Version\/(\d+(?:\.\d+)?)/) || found(/OS (\d+(?:_\d+)?) like Mac/) : "";
  const chromium = found(/Chrome\/(\d+)/);
  const browser = safari ? "Safari" : chromium ? "Chromium" : found(/(Firefox)\//) || "?";
  const version = safari || chromium || found(/Firefox\/(\d+)/);
  const least = FLOOR[browser] ?? "";
  return { browser, version, least, inApp, old: Boolean(least) && below(version, least) };
}

/** 15.10 is above 15.4. */
export function below(version, least) {
  const [major, minor = 0] = version.split(".").map(Number);
  const [leastMajor, leastMinor = 0] = least.split(".").map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}

/** What our pages use and this browser has not. */
export function lacks() {
  const has = {
    "Array.at": typeof Array.prototype.at === "function",
    "Object.hasOwn": typeof Object.hasOwn === "function",
    structuredClone: typeof structuredClone === "function",
    dialog: typeof HTMLDialogElement === "function",
    BroadcastChannel: typeof BroadcastChannel === "function",
    WebSocket: typeof WebSocket === "function",
    "crypto.getRandomValues": typeof crypto?.getRandomValues === "function",
    "CSS inset": CSS.supports("inset", "0"),
  };
  return Object.keys(has).filter((name) => !has[name]);
}

/** "kept": what an earlier page wrote is here still; "works": written and read back just now; "fails". */
export function keepsWhatItIsGiven() {
  try {
    const before = localStorage.getItem(TRACE);
    localStorage.setItem(TRACE, String(Date.now()));
    const works = localStorage.getItem(TRACE) !== null;
    return works ? (before ? "kept" : "works") : "fails";
  } catch {
    return "fails";
  }
}

/** True, false, or null where the browser does not tell. Each engine betrays itself in its own way, none for sure. */
export async function isPrivate() {
  const quota = await temporaryQuota();
  const heap = /** @type {any} */ (performance).memory?.jsHeapSizeLimit;
  // an older Chromium gave a private window far less than the disk has; a newer one says 10 GiB to every window
  if (quota !== null && heap) return quota < heap * 2 ? true : quota === SAME_FOR_ALL ? null : false;
  if (/Safari\//.test(navigator.userAgent) && !/Chrome\//.test(navigator.userAgent)) return blobsAreRefused();
  return null;
}

/** @returns {Promise<number | null>} bytes; only Chromium has it on plain http */
function temporaryQuota() {
  const storage = /** @type {any} */ (navigator).webkitTemporaryStorage;
  if (!storage?.queryUsageAndQuota) return Promise.resolve(null);
  return new Promise((resolve) => {
    storage.queryUsageAndQuota(
      (_used, quota) => resolve(quota),
      () => resolve(null),
    );
  });
}

/** Private Safari does not put blobs into its database; newer ones may, so that only a refusal says something. */
function blobsAreRefused() {
  return new Promise((resolve) => {
    const name = "check-private";
    const answer = (found) => {
      indexedDB.deleteDatabase(name);
      resolve(found);
    };
    try {
      const asked = indexedDB.open(name, 1);
      asked.onerror = () => answer(null);
      asked.onupgradeneeded = () => {
        try {
          asked.result.createObjectStore("blobs").put(new Blob(), 1);
          answer(null);
        } catch (problem) {
          answer(/BlobURLs are not yet supported/.test(String(problem)) ? true : null);
        } finally {
          asked.result.close();
        }
      };
    } catch {
      resolve(null);
    }
  });
}
