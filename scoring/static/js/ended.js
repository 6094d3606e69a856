// Tells the judge why this tablet was signed out, as soon as it is, and what it still holds. Nothing is thrown away.
// It hears of it from the socket (js/live.js); whoever learns it from an answer of the server calls tellEnded.
// @ts-check

import { fill } from "./judge_text.js";
import { stored } from "./stored.js";

const WHYS = ["taken-over", "revoked"]; // all others: signed-out
const PATIENCE = 5000; // ms that marks may take to be sent before the page is drawn for its new judge
const LOOK = 250;

const box = /** @type {HTMLDialogElement | null} */ (document.getElementById("ended"));
let said = "";

/** @param {string} why "taken-over", "revoked", "signed-out" or another code of the server */
export function tellEnded(why) {
  const reason = WHYS.includes(why) ? why : "signed-out";
  if (!box) return;
  for (const part of box.querySelectorAll("[data-why]")) part.hidden = part.dataset.why !== reason;
  countUnsent();
  box.querySelector("[data-sign-in]").href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
  if (said === reason) return; // the judge wants only to look, and knows
  said = reason;
  if (!box.open) box.showModal();
  const looking = setInterval(() => (box.open ? countUnsent() : clearInterval(looking)), LOOK * 4); // they may be on their way
}

function countUnsent() {
  const waiting = stored().filter((mark) => !mark.refusal).length;
  box.querySelector("[data-holds]").hidden = !waiting;
  box.querySelector("[data-empty]").hidden = waiting > 0;
  const count = box.querySelector("[data-count]");
  count.textContent = fill(count.dataset.count, { n: waiting });
}

window.addEventListener("device-ended", (happening) => tellEnded(/** @type {CustomEvent} */ (happening).detail?.why ?? ""));

window.addEventListener("device-back", () => {
  if (!said) return;
  location.reload(); // signed in again, in another tab perhaps, and perhaps as somebody else
});

window.addEventListener("device-moved", () => {
  const until = Date.now() + PATIENCE;
  const wait = setInterval(() => {
    if (stored().some((mark) => !mark.refusal) && Date.now() < until) return;
    clearInterval(wait);
    location.reload();
  }, LOOK);
});

box?.querySelector("[data-look]")?.addEventListener("click", () => box.close());
