// Calls of judges on a desk page: answers them, counts up how long things have been so, keeps a strip of alarms fresh.
// @ts-check

import { serverNow } from "./clocks.js";
import { fill, fragment, post, say, settled, words } from "./desk.js";

const SECOND = 1000;
const AGAIN = 10_000; // silence makes no noise: nobody tells when forty seconds without an entry are over

/** How long ago, in one figure. @param {number} ms */
function age(ms) {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  if (seconds < 100) return fill(words.seconds, { n: seconds });
  if (seconds < 6000) return fill(words.minutes, { n: Math.floor(seconds / 60) });
  return fill(words.hours, { n: Math.floor(seconds / 3600) });
}

function drawAges() {
  for (const time of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("time[data-age]"))) {
    const text = age(serverNow() - Number(time.dataset.age));
    if (time.textContent !== text) time.textContent = text;
  }
}

/** Buttons “I am coming” and “done”, wherever they stand. @param {() => unknown} refresh */
export function answerCalls(refresh) {
  document.addEventListener("click", async ({ target }) => {
    const button = /** @type {HTMLButtonElement|null} */ (/** @type {HTMLElement} */ (target).closest("[data-answer]"));
    if (!button) return;
    button.disabled = true;
    const { event, of: call, answer } = button.dataset;
    const told = await post(`/fleet/${event}/call`, { call, act: answer });
    await refresh();
    button.disabled = false; // the piece was fetched anew, but the button may be the same one
    if (!told.ok) say(told.message, "wrong");
  });
  return keepAges(refresh);
}

/** @param {() => unknown} refresh */
function keepAges(refresh) {
  drawAges();
  setInterval(drawAges, SECOND);
  setInterval(() => document.hidden || refresh(), AGAIN);
  return drawAges;
}

/** The strip of alarms of one event: answers the function that fetches it again. */
export function watchAlarms() {
  const strip = document.getElementById("alarms");
  const address = strip?.dataset.address;
  if (!strip || !address) return () => {};
  const refresh = settled(async () => {
    await fragment(address, strip);
    drawAges();
  });
  answerCalls(refresh);
  return refresh;
}
