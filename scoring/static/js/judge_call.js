// The button that calls the chief judge: asks nothing, can be taken back, and stays over pages and reloads until somebody came.
// @ts-check

import { put } from "./judge_text.js";
import { home, newUid } from "./send.js";

const SAID_FOR = 10_000;

/**
 * @param {{root: HTMLElement, words: any, seat: number, contestant: number|null, item: () => string}} place
 * @param {() => void} tell says it to the server now
 */
export function callChief({ root, words, seat, contestant, item }, tell) {
  const key = `calling:${home()}:${root.dataset.person}`;
  const button = /** @type {HTMLButtonElement|null} */ (document.querySelector("[data-call-chief]"));
  const line = /** @type {HTMLElement} */ (root.querySelector("[data-coming]"));

  let said = ""; // by the line at the foot
  let timer = 0;

  /** The call that stands on this tablet, or null. */
  function standing() {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  }

  function keep(call) {
    if (call) localStorage.setItem(key, JSON.stringify(call));
    else localStorage.removeItem(key);
  }

  function draw(call = standing()) {
    const chief = call?.coming && (words.coming[call.coming] ?? words.coming.chief);
    announce(call ? chief || (call.since ? words.stands : words.way) : "", Boolean(call?.since));
    button?.setAttribute("aria-pressed", String(Boolean(call)));
    put(button?.querySelector("span"), call ? (chief ? words.comes : words.called) : words.call);
  }

  /** The line lies over the form: it says each news once, and the button in the head goes on saying it. */
  function announce(text, passes) {
    if (text === said) return;
    said = text;
    clearTimeout(timer);
    line.hidden = !text;
    put(line.querySelector("[data-said]"), text);
    if (text && passes) {
      timer = setTimeout(() => {
        line.hidden = true;
      }, SAID_FOR);
    }
  }

  function turn() {
    keep(standing() ? null : { uid: newUid(), seat, contestant, item: item(), since: null });
    draw();
    tell();
  }

  button?.addEventListener("click", turn);
  line.querySelector("[data-take-back]")?.addEventListener("click", turn);
  window.addEventListener("storage", ({ key: changed }) => changed === key && draw());
  draw();

  return {
    standing,
    /** What the server says of the call: over, or since when it stands and who is coming. */
    hear(said) {
      const call = standing();
      if (!call || said?.uid !== call.uid) return;
      keep(said.over ? null : { ...call, since: said.since, coming: said.coming ? said.from || "chief" : "" });
      draw();
    },
  };
}
