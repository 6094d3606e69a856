// Draws running clocks from the server's facts. The browser's own hour is never believed, and no price is worked out here.
//
// A clock is an element with data-elapsed (ms run before `since`), data-since (server ms it runs from; empty when it stands).
// Optional: data-format "m:ss"; a bar [data-bar] and costs in the element named by data-card (see `drawCard`).
// @ts-check

let offset = 0; // server ms at performance.now() 0
let trip = Number.POSITIVE_INFINITY;

/** One reading of the server's clock: it said `now` between `sent` and `received` (performance.now()). The shortest trip is the best. */
export function tune(now, sent, received) {
  const took = received - sent;
  const drifted = Math.abs(now - (sent + received) / 2 - offset) > took + 250; // slept, or the server's clock was set
  if (took <= trip || drifted) {
    trip = took;
    offset = now - (sent + received) / 2;
  }
}

export function serverNow() {
  return performance.now() + offset;
}

/** `m:ss` of whole milliseconds, cut to the second as a watch shows it. */
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** @param {HTMLElement} clock */
export function elapsed(clock) {
  const before = Number(clock.dataset.elapsed);
  return clock.dataset.since ? before + Math.max(0, serverNow() - Number(clock.dataset.since)) : before;
}

/** The step of a table [[after_ms, …], …] that holds for `ms`: the last one that lies before it. */
export function stepAt(table, ms) {
  let found = null;
  for (const step of table) {
    if (ms <= step[0]) break;
    found = step;
  }
  return found;
}

/** Draws every running clock five times a second; `also(clock, ms)` may draw more around one. */
export function runClocks(also = (_clock, _ms) => {}) {
  const hour = document.getElementById("hour");
  const draw = () => {
    for (const clock of document.querySelectorAll("[data-elapsed]")) {
      const ms = elapsed(clock);
      const text = duration(ms);
      if (clock.dataset.since && clock.textContent !== text) clock.textContent = text;
      also(clock, ms);
    }
    if (hour && offset) {
      const now = new Date(serverNow());
      const text = now.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
      if (hour.textContent !== text) hour.textContent = text;
    }
  };
  draw();
  setInterval(draw, 200);
  return draw;
}
