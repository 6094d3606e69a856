// The check of a tablet: what the browser is and can, whether it keeps what it is given, the clock, the link for a minute.
// It says what it found in words and sends it once; what cannot be told it says so.
// @ts-check

import { isPrivate, keepsWhatItIsGiven, lacks, nameOf } from "./check_browser.js";
import { measure } from "./check_link.js";
import { fill, part, written } from "./saying.js";

const root = /** @type {HTMLElement} */ (part(document, "[data-check]"));
const words = written("words");
const icons = part(root, "[data-icons]").content;
const again = /** @type {HTMLButtonElement} */ (part(root, "[data-again]"));
const go = /** @type {HTMLAnchorElement} */ (part(root, "[data-go]"));
const bar = /** @type {HTMLProgressElement} */ (part(root, "progress"));
const SMALL = 700; // CSS pixels of the longer side

/** @param {string} name @param {"good" | "bad" | "unsure" | ""} how @param {string} sentence */
function say(name, how, sentence) {
  const line = part(root, `[data-line=${name}]`);
  line.className = how;
  part(line, "[data-said]").textContent = sentence;
  if (how) part(line, ".mark").replaceChildren(part(icons, `[data-${how}]`).firstElementChild.cloneNode(true));
}

/** What can be known at once. */
async function lookAround() {
  const missing = lacks();
  const browser = nameOf(navigator.userAgent);
  const old = browser.old || missing.length > 0;
  const called = `${browser.browser} ${browser.version}`;
  if (browser.inApp) say("browser", "bad", words.inApp);
  else if (browser.old) say("browser", "bad", fill(words.tooOld, browser));
  else if (missing.length) say("browser", "bad", fill(words.lacks, { what: missing.join(", ") }));
  else say("browser", "good", browser.least ? called : words.unknown);

  const storage = keepsWhatItIsGiven();
  say("storage", { kept: "good", works: "good", fails: "bad" }[storage], words[storage]);
  const hidden = await isPrivate();
  if (hidden === null) say("private", "unsure", words.privateUnsure);
  else say("private", hidden ? "bad" : "good", hidden ? words.privateYes : words.privateNo);
  say("cookies", navigator.cookieEnabled ? "good" : "bad", navigator.cookieEnabled ? words.cookies : words.noCookies);

  const size = `${screen.width}×${screen.height}`;
  const small = Math.max(screen.width, screen.height) < SMALL;
  say("screen", small ? "unsure" : "good", small ? fill(words.small, { size }) : size);
  const density = Math.round(devicePixelRatio * 100) / 100;
  const found = { browser: browser.browser, version: browser.version, old, storage, private: hidden };
  return { ...found, screen: density === 1 ? size : `${size}@${density}` };
}

function sayClock(offset) {
  if (offset === null) return say("clock", "unsure", words.clockUnsure);
  const seconds = Math.round(Math.abs(offset) / 1000);
  if (seconds < 2) return say("clock", "good", words.clockGood);
  const unit = seconds < 120 ? ["seconds", 1] : seconds < 172_800 ? ["minutes", 60] : ["days", 86_400];
  const time = fill(words[unit[0]], { n: Math.round(seconds / unit[1]) });
  return say("clock", seconds < 60 ? "good" : "unsure", fill(offset > 0 ? words.fast : words.slow, { time }));
}

function sayLink(link) {
  if (!link) return;
  if (link.median_ms === null) return say("link", "bad", words.linkNone);
  const figures = { median: link.median_ms, p95: link.p95_ms, lost: link.lost, sent: link.sent };
  const gap = (link.longest_ms / 1000).toFixed(1);
  const weak = link.lost * 20 > link.sent || link.p95_ms > 1000 || link.longest_ms > 5000; // as the organiser is told
  say("link", weak ? "bad" : "good", fill(weak ? words.linkBad : words.linkGood, { ...figures, gap }));
}

async function send(found) {
  const answer = await fetch("/judge/check", {
    method: "POST",
    keepalive: true,
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "",
    },
    body: JSON.stringify(found),
  }).catch(() => null);
  return answer?.ok ?? false;
}

let leave = () => {}; // ends the link test and sends what there is

async function check() {
  again.hidden = true;
  const told = part(root, "[data-told]");
  told.hidden = true;
  bar.hidden = false;
  bar.value = 0;
  const around = await lookAround();
  part(root, "[data-dead]").hidden = true;
  const test = measure("/judge/check/now", (so) => {
    bar.value = so.sent;
    sayClock(so.offset);
    say("link", "", fill(words.running, { n: so.sent, ms: so.last ?? "–", lost: so.lost }));
  });
  leave = test.stop;
  const { offset_ms, link } = await test.done;
  bar.hidden = true;
  sayClock(offset_ms);
  sayLink(link);
  const arrived = await send({ ...around, offset_ms, link });
  told.hidden = false;
  part(told, "span").textContent = arrived ? words.sent : words.notSent;
  again.hidden = false;
}

let running = check();
again.addEventListener("click", () => {
  running = check();
});
go.addEventListener("click", async (happening) => {
  happening.preventDefault();
  leave();
  await Promise.race([running, new Promise((done) => setTimeout(done, 1500))]);
  location.assign(go.href);
});
