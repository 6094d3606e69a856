// The floor's page: clocks, penalties, the heat's commands. It sends acts and draws clocks; prices and states come from the server.
// @ts-check

import { duration, runClocks, serverNow, stepAt, tune } from "./clocks.js";
import { ask, fill, fragment, post, say, settled, showLink, words } from "./desk.js";
import { connectDesk } from "./live.js";

const box = /** @type {HTMLElement} */ (document.getElementById("cards"));
const record = /** @type {HTMLDialogElement} */ (document.getElementById("record"));
const LATE = 1500; // ms: an act that took longer counts from its arrival, and the timekeeper must know
const asked = new URLSearchParams(location.search);
let heat = asked.get("heat") ?? "";
let module = asked.get("module") ?? ""; // whose clock, where several modules have one
let facts = read();
let shown = ""; // the contestant whose record is open

/** What the fragment says about the event: limits, prices by time, where to post. */
function read() {
  const floor = /** @type {HTMLElement} */ (document.getElementById("floor"));
  const { limit, stop, charges, act, start, penalty } = floor.dataset;
  return { limit: Number(limit), stop: Number(stop), charges: JSON.parse(charges || "[]"), act, start, penalty, heat: floor.dataset.heat, module: floor.dataset.module };
}

const refresh = settled(async () => {
  const got = await fragment(`${box.dataset.address}?heat=${encodeURIComponent(heat)}&module=${encodeURIComponent(module)}`, box);
  if (!got) return;
  tune(Number(document.getElementById("floor")?.dataset.now), got.sent, got.received);
  facts = read();
  draw();
  countdown();
  if (record.open) fillRecord();
});

/** Around each clock: the bar, and over the limit the words and the price so far. */
function around(clock, ms) {
  const card = clock.closest(".card");
  if (!card || !facts.limit) return;
  const end = facts.stop || facts.limit * 1.2;
  card.querySelector("[data-run]")?.setAttribute("width", String(Math.min(1000, Math.round((ms / end) * 1000))));
  const over = ms > facts.limit && (clock.dataset.since || card.classList.contains("paused"));
  card.classList.toggle("over", ms > facts.limit);
  card.classList.toggle("halt", Boolean(facts.stop) && ms > facts.stop);
  if (!over) return;
  const step = stepAt(facts.charges, ms);
  const face = card.querySelector("[data-face]");
  const cost = card.querySelector("[data-cost]");
  const text = fill(facts.stop && ms > facts.stop ? words.halt : words.over, { time: duration(ms - facts.limit) });
  if (face.textContent !== text) face.textContent = text;
  if (step && cost.textContent !== step[1]) cost.textContent = step[1];
}

const [arrived] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
tune(Number(document.getElementById("floor")?.dataset.now), arrived.requestStart, arrived.responseStart);
const draw = runClocks(around);

/** One act of a clock; the button waits until the server has said yes. */
async function clock(button, contestant, act, more = {}) {
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  const told = await post(facts.act, { contestant: Number(contestant), act, module: facts.module, ...more });
  if (!told.ok) say(told.message, "wrong");
  else if (told.took > LATE) say(fill(words.late, { n: Math.round(told.took / 1000) }), "wrong");
  await refresh();
  if (button.isConnected) {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
  return told.ok;
}

async function penalty(button, contestant, id) {
  const { title, grave, items } = button.dataset;
  const station = document.getElementById(`card-${contestant}`)?.dataset.station;
  let item = "";
  if (grave) {
    const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("ask-grave"));
    dialog.querySelector("[data-told]").textContent = fill(words.grave, { station, title, price: grave });
    offerItems(dialog, items ? JSON.parse(items) : []);
    const given = await ask(dialog);
    if (!given) return undefined;
    item = given.item ?? "";
  }
  button.classList.add("sent");
  const told = await post(facts.penalty, { contestant: Number(contestant), penalty: id, count: 1, item });
  button.classList.remove("sent");
  if (!told.ok) return say(told.message, "wrong");
  await refresh();
  const undo = { label: words.undo, act: () => withdraw(contestant, id, told.answer.uid) };
  return say(fill(words.recorded, { title, station }), "done", undo);
}

/** The items of which one has to be named with the penalty; nothing to choose for all others. */
function offerItems(dialog, items) {
  const select = dialog.querySelector("select");
  dialog.querySelector("[data-which]").hidden = items.length === 0;
  select.replaceChildren(...items.map(({ id, title }) => new Option(/^\d/.test(id) ? `${id} ${title}` : title, id)));
}

async function withdraw(contestant, id, uid) {
  const told = await post(facts.penalty, { contestant: Number(contestant), penalty: id, count: 1, withdraws: uid });
  await refresh();
  say(told.ok ? words.withdrawn : told.message, told.ok ? "done" : "wrong");
}

async function startAll(button) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("ask-start"));
  const many = { n: button.dataset.many, stations: button.dataset.stations };
  dialog.querySelector("[data-told]").textContent = fill(words.start_all, many);
  if (!(await ask(dialog))) return;
  sessionStorage.removeItem(prepareKey());
  const told = await post(facts.start, { heat: Number(facts.heat), module: facts.module });
  await refresh();
  say(told.ok ? fill(words.started, { n: told.answer.started }) : told.message, told.ok ? "done" : "wrong");
}

/** The time of a hand watch (set), or back to the start (reset): each with its reason. */
async function correct(button, contestant, act) {
  const given = await ask(/** @type {HTMLDialogElement} */ (document.getElementById(`ask-${act}`)));
  if (given && (await clock(button, contestant, act, given))) say(words[`done_${act}`]);
}

function fillRecord() {
  const body = /** @type {HTMLElement} */ (record.querySelector("[data-body]"));
  const card = document.getElementById(`card-${shown}`);
  const focused = document.activeElement?.id;
  body.replaceChildren(card.querySelector("[data-record]").content.cloneNode(true));
  if (focused) document.getElementById(focused)?.focus();
  draw();
}

// The preparation is a call, not a fact: it is counted on this page only and kept over a reload.
const prepareKey = () => `prepare ${box.dataset.address} ${facts.heat}`;
function countdown() {
  const shows = document.getElementById("countdown");
  const button = document.getElementById("prepare");
  const until = Number(sessionStorage.getItem(prepareKey()));
  if (!shows || !button || !until) return;
  const left = until - serverNow();
  button.classList.toggle("running", left > 0);
  shows.textContent = left > 0 ? duration(left + 999) : words.ready_now;
}
setInterval(countdown, 250);

document.addEventListener("click", (happening) => {
  const target = /** @type {HTMLElement} */ (happening.target);
  const button = /** @type {HTMLButtonElement|null} */ (target.closest("button, a[data-turn]"));
  if (!button) return;
  const contestant = button.closest(".card")?.dataset.contestant ?? shown;
  if (button.dataset.clock) clock(button, contestant, button.dataset.clock);
  else if (button.dataset.penalty) penalty(button, contestant, button.dataset.penalty);
  else if (button.dataset.withdraw) withdraw(contestant, button.dataset.penaltyId, button.dataset.withdraw);
  else if (button.dataset.correct) correct(button, contestant, button.dataset.correct);
  else if (button.id === "start-all") startAll(button);
  else if (button.id === "prepare") {
    sessionStorage.setItem(prepareKey(), String(serverNow() + Number(button.dataset.prepare)));
    countdown();
  } else if (button.dataset.open === "record") {
    shown = contestant;
    fillRecord();
    record.showModal();
  } else if ("turn" in button.dataset) {
    happening.preventDefault();
    const { searchParams } = new URL(button.href);
    heat = searchParams.get("heat") ?? "";
    module = searchParams.get("module") ?? "";
    history.replaceState(null, "", `?${searchParams}`);
    refresh();
  }
});

connectDesk({ onChanged: refresh, onState: showLink });
