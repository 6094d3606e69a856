// Leaving a page while entries are unsent: on plain http a page cannot come back without the network, so it is said first.
// @ts-check

import { ask } from "./judge_ask.js";

const GRACE = 1500; // what is on its way is waited for: usually there is nothing to ask

/** The tablet's storage is full: the last entry was not taken, and the judge must know. */
export function sayFull() {
  const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
  if (!document.getElementById("ask")) ask(words.full, words.understood);
}

/** @param {{unsent: () => number, settled: (ms: number) => Promise<boolean>}} outbox */
export function guardLeaving({ unsent, settled }) {
  const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
  let asked = false;

  window.addEventListener("beforeunload", (leaving) => {
    if (asked || !unsent()) return;
    leaving.preventDefault();
    leaving.returnValue = ""; // older browsers look at this
  });

  document.addEventListener("click", async (press) => {
    const link = press.target instanceof Element ? press.target.closest("a[href]") : null;
    const elsewhere = link instanceof HTMLAnchorElement && !link.getAttribute("href")?.startsWith("#") && !link.target;
    if (!elsewhere || press.defaultPrevented || press.ctrlKey || press.metaKey || !unsent()) return;
    press.preventDefault();
    const go = (await settled(GRACE)) || navigator.serviceWorker?.controller || (await ask(words.leaveAsk, words.leaveYes));
    if (!go) return;
    asked = true;
    location.assign(link.href);
  });
}
