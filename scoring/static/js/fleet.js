// The fleet page: rows follow by themselves, ages count up here, words go to a seat. It keeps nothing of its own.
// @ts-check

import { runClocks, tune } from "./clocks.js";
import { ask, fill, fragment, post, say, settled, showLink, words } from "./desk.js";
import { answerCalls } from "./fleet_calls.js";
import { connectDesk } from "./live.js";

const rows = /** @type {HTMLElement} */ (document.getElementById("rows"));
const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("ask-words"));

const refresh = settled(async () => {
  const got = await fragment(rows.dataset.address ?? "", rows);
  if (got) tune(Number(document.getElementById("fleet")?.dataset.now), got.sent, got.received);
  drawAges();
});

/** Ready words, or the chief's own; own words count where both are given. */
async function nudge({ words: seat, event, seat: name }) {
  dialog.querySelector("[data-title]").textContent = fill(words.words_to, { seat: name });
  const given = await ask(dialog);
  if (!given) return;
  const text = given.text.trim();
  const told = await post(`/fleet/${event}/nudge`, { seat: Number(seat), ...(text ? { text } : { ready: given.ready ?? "" }) });
  await refresh();
  say(told.ok ? fill(words.sent, { seat: name }) : told.message, told.ok ? "done" : "wrong");
}

document.addEventListener("click", ({ target }) => {
  const button = /** @type {HTMLElement|null} */ (/** @type {HTMLElement} */ (target).closest("[data-words]"));
  if (button) nudge(button.dataset);
});

/** Own words leave no ready sentence chosen, and the other way round. */
dialog.addEventListener("input", ({ target }) => {
  const field = /** @type {HTMLInputElement} */ (dialog.querySelector("[name=text]"));
  if (target === field) {
    for (const one of dialog.querySelectorAll("[name=ready]")) one.checked = !field.value.trim() && one.defaultChecked;
  } else field.value = "";
});

document.querySelector(".which [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
const [arrived] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
tune(Number(document.getElementById("fleet")?.dataset.now), arrived.requestStart, arrived.responseStart);
runClocks();
const drawAges = answerCalls(refresh);
connectDesk({ onChanged: refresh, onFleet: refresh, onState: showLink });
