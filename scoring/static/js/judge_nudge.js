// Words of the chief judge over the page, with a sound, until the judge taps “seen”. Underneath everything goes on.
// @ts-check

import { beep } from "./beep.js";
import { put } from "./judge_text.js";
import { home } from "./send.js";

const AGAIN = 5_000;
const TIMES = 12; // then it only stands there: a tablet that lies on a table must not beep through the ceremony

/**
 * @param {{root: HTMLElement, words: any}} place
 * @param {() => void} tell says to the server now that the words are shown, or seen
 */
export function hearNudges({ root, words }, tell) {
  const key = `nudge-seen:${home()}:${root.dataset.person}`;
  const banner = /** @type {HTMLElement} */ (root.querySelector(".nudge"));
  let uid = ""; // of the words that stand there
  let beeps = 0;
  let timer = 0;

  /** Which words are shown, and whether they were seen: said with every beat until the server has heard it. */
  function heard() {
    const seen = localStorage.getItem(key);
    if (seen) return { uid: seen, seen: true };
    return uid && !document.hidden ? { uid, seen: false } : null;
  }

  function sound() {
    if (!uid || beeps >= TIMES) return clearInterval(timer);
    beeps += 1;
    return beep();
  }

  function show({ uid: next, from, ready, text }) {
    uid = next;
    put(banner.querySelector("[data-from]"), words.from[from] ?? words.from.chief);
    put(banner.querySelector("[data-text]"), words.ready[ready] ?? text);
    banner.hidden = false;
    beeps = 0;
    clearInterval(timer);
    timer = setInterval(sound, AGAIN);
    sound();
    tell();
  }

  banner.querySelector("[data-read]")?.addEventListener("click", () => {
    localStorage.setItem(key, uid);
    uid = "";
    clearInterval(timer);
    banner.hidden = true;
    tell();
  });

  return {
    heard,
    hear(nudge) {
      const seen = localStorage.getItem(key);
      if (nudge && nudge.uid !== uid && nudge.uid !== seen) show(nudge);
      if (seen && nudge?.uid !== seen) localStorage.removeItem(key); // the server knows it
    },
  };
}
