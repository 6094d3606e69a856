// A stopwatch beside the pad of a duration. It runs on across a reload; its reading goes into the pad and waits there to be
// confirmed: it never enters anything by itself. A tablet's sleep counts; a clock that was changed does not, and is told of.
// @ts-check

import { put } from "./judge_text.js";
import { home } from "./send.js";

const TICK = 100;
const JUMPED = 2000; // ms by which a clock may seem to jump because a page was slow
const TRIES = 3;
const AGAIN = 2000; // just awake, a tablet's network is still coming

/** @param {any} page @param {{put: (text: string) => void}} pad */
export function runWatches(page, pad) {
  const came = performance.timeOrigin + (performance.getEntriesByType("navigation")[0]?.responseStart ?? 0);
  let skew = Number(page.root.dataset.now ?? came) - came; // how far the server's clock is ahead of this one's

  const keyOf = (row) => {
    const { contestant, seat } = page.deskOf(row);
    return `watch:${home()}:${contestant}:${seat}:${row.dataset.item}`;
  };

  /** {ran: ms before the last start, since: Date.now() of that start or null, skew, jumped} */
  function read(row) {
    try {
      return JSON.parse(localStorage.getItem(keyOf(row)) ?? "null") ?? { ran: 0, since: null, skew, jumped: false };
    } catch {
      return { ran: 0, since: null, skew, jumped: false };
    }
  }

  function keep(row, watch) {
    if (watch.ran || watch.since) localStorage.setItem(keyOf(row), JSON.stringify(watch));
    else localStorage.removeItem(keyOf(row));
    show(row);
  }

  const elapsed = ({ ran, since }) => Math.max(0, ran + (since === null ? 0 : Date.now() - since));

  function show(row) {
    const box = row.querySelector("[data-watch]");
    if (!box) return;
    const watch = read(row);
    const jumped = watch.jumped || (watch.since !== null && Math.abs(watch.skew - skew) > JUMPED);
    put(box.querySelector("b"), clockText(elapsed(watch), 1));
    box.classList.toggle("running", watch.since !== null);
    put(box.querySelector('[data-watch-do="turn"] span'), watch.since === null ? box.dataset.start : box.dataset.stop);
    box.querySelector('[data-watch-do="take"]').disabled = watch.since !== null || !watch.ran;
    box.querySelector('[data-watch-do="reset"]').disabled = watch.since === null && !watch.ran;
    box.querySelector("[data-watch-jumped]").hidden = !jumped;
  }

  page.root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-watch-do]");
    const row = button?.closest(".item");
    if (!row || page.deskOf(row).locked) return;
    const watch = read(row);
    const does = button.dataset.watchDo;
    if (does === "turn") {
      if (watch.since === null) keep(row, { ...watch, since: Date.now(), skew });
      else keep(row, { ...watch, ran: elapsed(watch), since: null, jumped: watch.jumped || Math.abs(watch.skew - skew) > JUMPED });
    } else if (does === "reset") keep(row, { ran: 0, since: null, skew, jumped: false });
    else pad.put(row.querySelector("[data-watch]").dataset.watch === "s" ? secondsText(watch.ran) : clockText(watch.ran, 2));
  });

  /**
   * While the page is open a change of the tablet's clock is taken out of what runs. Only sleep looks like a clock set forward,
   * for performance.now() stands still in it: then the server's clock decides, and where it cannot be asked nothing is taken out.
   */
  async function weigh(jump) {
    const ahead = jump > 0 ? await aheadNow() : skew - jump;
    if (ahead !== null && Math.abs(ahead - skew) <= JUMPED) return;
    outlast(ahead === null ? 0 : jump);
    if (ahead !== null) skew -= jump;
  }

  let before = Date.now() - performance.now();
  setInterval(() => {
    const now = Date.now() - performance.now();
    if (Math.abs(now - before) > JUMPED) weigh(now - before);
    before = now;
    const row = page.root.querySelector(".item.open [data-watch]")?.closest(".item");
    if (row) show(row);
  }, TICK);
}

/** How far the server's clock is ahead of this one's, by the second that it writes on an answer; null where there is none. */
async function aheadNow() {
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      const answer = await fetch("/healthz", { cache: "no-store" });
      const second = Date.parse(answer.headers.get("Date") ?? "");
      if (second) return second + 500 - Date.now();
    } catch {
      // away: once more
    }
    await new Promise((done) => setTimeout(done, AGAIN));
  }
  return null;
}

/** What runs goes on as if the clock had not jumped by so much; from now on it says that it may be wrong. */
function outlast(jump) {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith("watch:"))) {
    const watch = JSON.parse(localStorage.getItem(key) ?? "{}");
    if (watch.since) localStorage.setItem(key, JSON.stringify({ ...watch, since: watch.since + jump, jumped: true }));
  }
}

/** Milliseconds as m:ss with decimals: cut, as a stopwatch shows them. */
function clockText(ms, decimals) {
  const minutes = Math.floor(ms / 60000);
  return `${minutes}:${cut(ms % 60000, decimals).padStart(decimals + 3, "0")}`;
}

const secondsText = (ms) => cut(ms, 2);
const cut = (ms, decimals) => (Math.floor(ms / 10 ** (3 - decimals)) / 10 ** decimals).toFixed(decimals);
