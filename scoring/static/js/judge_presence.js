// The tablet says how it is every ten seconds, and hears what there is for it: words of the chief judge, the answer to its call.
// It costs one small POST a beat. Nothing here is a mark, and no mark waits for any of it.
//
//   keepPresence(outbox, item) → { changed(), now() } or, on a page without a seat, the same doing nothing
//     changed()  something that the fleet page shows may have changed: said soon, if it stays so
//     now()      said at once; the socket asks so when something waits for this tablet
// @ts-check

import { heads } from "./chain.js";
import { callChief } from "./judge_call.js";
import { hearNudges } from "./judge_nudge.js";
import { whisper } from "./judge_whisper.js";
import { headers, tellIfOut } from "./send.js";

const EVERY = 10_000;
const SOON = 2_500; // a mark on its way is usually there by then, and nobody needs to hear of it
const PATIENCE = 8_000;

/** @param {{state: () => {waiting: number, refused: number}}} outbox @param {() => string} item which item is before the judge */
export function keepPresence(outbox, item = openItem) {
  const root = document.getElementById("presence");
  if (!root) return { changed() {}, now() {} };
  const words = JSON.parse(document.getElementById("presence-words")?.textContent ?? "{}");
  const seat = Number(root.dataset.seat);
  const contestant = root.dataset.contestant ? Number(root.dataset.contestant) : null;
  const version = document.querySelector('meta[name="app-version"]')?.getAttribute("content") ?? "";
  const place = { root, words, seat, contestant, item };

  let timer = 0;
  let due = 0; // when the next beat is due whatever happens
  let sending = false;
  let again = false;
  let told = ""; // what the server knows
  let rtt = null;
  let lost = 0;
  let battery = null;
  watchBattery((now) => {
    battery = now;
  });

  const call = callChief(place, now);
  const nudge = hearNudges(place, now);
  const quiet = whisper(place);

  /** What is worth a beat before the next one is due. */
  function sign() {
    const { waiting, refused } = outbox.state();
    return JSON.stringify([waiting > 0, refused, document.hidden, call.standing()?.uid, nudge.heard()]);
  }

  function arm(wait) {
    clearTimeout(timer);
    timer = setTimeout(beat, wait);
  }

  function beat() {
    if (performance.now() < due && sign() === told) return arm(due - performance.now());
    return say();
  }

  async function say() {
    if (sending) {
      again = true;
      return;
    }
    sending = true;
    const said = sign();
    const began = performance.now();
    const answer = await send(body());
    if (answer) {
      rtt = Math.round(performance.now() - began);
      lost = 0;
      told = said;
      hear(answer);
    } else lost += 1;
    sending = false;
    due = performance.now() + EVERY * (0.85 + Math.random() * 0.3);
    arm(again ? 0 : EVERY);
    if (again) due = 0;
    again = false;
  }

  function body() {
    const { waiting, refused } = outbox.state();
    const more = { calling: call.standing(), nudge: nudge.heard(), battery, rtt_ms: rtt, lost };
    const journals = heads().map((head) => head.slice(0, 3));
    return { seat, contestant, item: item(), waiting, refused, version, visible: !document.hidden, journals, ...more };
  }

  function hear(answer) {
    call.hear(answer.call);
    nudge.hear(answer.nudge);
    const idle = !outbox.state().waiting && !openItem();
    quiet.hear({ ...answer, newer: idle && Boolean(answer.version) && answer.version !== version });
  }

  function changed() {
    const wait = due - performance.now();
    if (!sending && wait > SOON && sign() !== told) arm(SOON);
  }

  function now() {
    due = 0;
    if (sending) again = true;
    else arm(0);
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? changed() : now()));
  window.addEventListener("online", now);
  window.addEventListener("pageshow", ({ persisted }) => persisted && now());
  arm(200 + Math.random() * 800); // after a restart of the server all tablets come at once
  return { changed, now };
}

function openItem() {
  return document.querySelector(".item.open")?.id.replace(/^i-/, "") ?? "";
}

/** Answers what the server said, or null. */
async function send(body) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch("/judge/here", { method: "POST", headers: headers(), body: JSON.stringify(body), signal: patience.signal });
    const said = await answer.json();
    tellIfOut(answer, said);
    return answer.ok ? said : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** Most browsers tell nothing on plain http; then nothing is said of it. */
async function watchBattery(tell) {
  const power = await navigator.getBattery?.().catch(() => null);
  if (!power) return;
  const look = () => tell({ level: Math.round(power.level * 100), charging: power.charging });
  for (const happening of ["levelchange", "chargingchange"]) power.addEventListener(happening, look);
  look();
}
