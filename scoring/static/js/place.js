// Where a judge was: the last sheet and item of each seat, kept on the tablet, so that signing in again leads back there.
// On a sheet it remembers; on the list of heats it offers the way back while that sheet is still open.
// @ts-check

import { fill } from "./judge_text.js";
import { home } from "./send.js";

const KEPT = 12 * 3600_000; // ms: yesterday's place is nobody's
const keyOf = (seat) => `place:${home()}:${seat}`;

/** @returns {{contestant: number, item: string, at: number} | null} */
function placeOf(seat) {
  try {
    const place = JSON.parse(localStorage.getItem(keyOf(seat)) ?? "null");
    return place && Date.now() - place.at < KEPT ? place : null;
  } catch {
    return null;
  }
}

function remember(sheet, item) {
  const { contestant, seat } = sheet.dataset;
  try {
    localStorage.setItem(keyOf(seat), JSON.stringify({ contestant: Number(contestant), item, at: Date.now() }));
  } catch {
    // a full storage: marks are more important
  }
}

const sheet = /** @type {HTMLElement | null} */ (document.getElementById("sheet"));
sheet?.addEventListener("click", ({ target }) => {
  const line = /** @type {HTMLElement} */ (target).closest('[id^="i-"]');
  if (line && !("locked" in sheet.dataset)) remember(sheet, line.id.slice(2));
});

const offer = /** @type {HTMLElement | null} */ (document.querySelector("[data-place]"));
const heats = document.getElementById("heats");

function propose() {
  if (!offer || !heats) return;
  const seat = offer.dataset.place;
  const place = placeOf(seat);
  const card = place && heats.querySelector(`a.card[href="/judge/sheet/${place.contestant}/${seat}"]`);
  const open = card && ["untouched", "entering", "returned"].some((state) => card.classList.contains(state));
  offer.hidden = !open;
  if (!open || !place) return;
  const link = /** @type {HTMLAnchorElement} */ (offer.querySelector("a"));
  link.href = `${card.getAttribute("href")}#i-${encodeURIComponent(place.item)}`;
  const station = card.querySelector(".station b")?.textContent ?? "";
  link.querySelector("[data-said]").textContent = fill(offer.dataset.words ?? "", { station, item: place.item });
}

if (offer && heats) {
  propose();
  new MutationObserver(propose).observe(heats, { childList: true, subtree: true });
}
