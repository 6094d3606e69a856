// Quiet lines at the foot of a judge's page: a station has finished while its sheet is open; a newer version of the page is there.
// @ts-check

import { fill, put } from "./judge_text.js";

/** @param {{root: HTMLElement, words: any, seat: number, contestant: number|null}} place */
export function whisper({ root, words, seat, contestant }) {
  const silence = /** @type {HTMLElement} */ (root.querySelector("[data-silence]"));
  const newer = /** @type {HTMLElement} */ (root.querySelector("[data-newer]"));
  const go = /** @type {HTMLAnchorElement} */ (silence.querySelector("[data-go]"));
  let now = ""; // whom the line is about
  let closed = ""; // whom the judge does not want to hear of any more

  function said(silent) {
    const station = silent.map((one) => one.station ?? "\u2013").join(words.list);
    if (silent.length > 1) return fill(words.finishedMany, { station });
    const n = silent[0].open;
    return fill(n === 0 ? words.finishedAll : n === 1 ? words.finishedOne : words.finished, { station, n });
  }

  silence.querySelector("[data-away]")?.addEventListener("click", () => {
    closed = now;
    silence.hidden = true;
  });
  newer.querySelector("[data-reload]")?.addEventListener("click", () => location.reload());

  return {
    hear({ silence: silent = [], newer: old }) {
      now = silent.map((one) => one.contestant).join();
      silence.hidden = !now || now === closed;
      newer.hidden = !old;
      if (!now) return;
      put(silence.querySelector("[data-said]"), said(silent));
      const other = silent.find((one) => one.contestant !== contestant);
      go.hidden = !other;
      if (other) go.href = `/judge/sheet/${other.contestant}/${seat}`;
    },
  };
}
