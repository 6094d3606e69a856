// The chief's page: the matrix follows by itself; one contestant's sheets stay beside it; acts ask for what they need. No figure is worked out here.
// @ts-check

import { runClocks, tune } from "./clocks.js";
import { ask, fill, fragment, post, say, settled, showLink, words } from "./desk.js";
import { watchAlarms } from "./fleet_calls.js";
import { connectDesk } from "./live.js";

const matrix = /** @type {HTMLElement} */ (document.getElementById("matrix"));
const side = /** @type {HTMLElement} */ (document.getElementById("side"));
const here = location.pathname;
const unfolded = new Set(); // heats that are signed but shown all the same
let picked = new URLSearchParams(location.search).get("contestant") ?? "";

const refresh = settled(async () => {
  const got = await fragment(matrix.dataset.address ?? "", matrix);
  if (got) tune(Number(document.getElementById("live")?.dataset.now), got.sent, got.received);
  dress();
  if (picked) await showSheets();
});

/** What the fetched rows do not know: which one is picked, which heats are unfolded. */
function dress() {
  for (const row of matrix.querySelectorAll("tr[data-contestant]")) {
    const chosen = row.dataset.contestant === picked;
    row.classList.toggle("picked", chosen);
    const link = row.querySelector("[data-pick]");
    if (chosen) link?.setAttribute("aria-current", "true");
    else link?.removeAttribute("aria-current");
  }
  for (const heat of unfolded) fold(heat, true);
  draw();
}

async function showSheets() {
  await fragment((side.dataset.address ?? "").replace(/0$/, picked), side);
  side.toggleAttribute("data-empty", !picked);
}

async function pick(contestant, back = false) {
  picked = contestant;
  if (!back) history.pushState(null, "", picked ? `${here}?contestant=${picked}` : here);
  dress();
  if (picked) await showSheets();
  else side.toggleAttribute("data-empty", true);
}

/** Whom to show first where there is room beside the matrix: who is waited for, where judges differ, who can be signed. */
function firstInNeed() {
  const first = [".waiting [data-pick]", "tr:has(.differ) [data-pick]", "tr:has(.ready) [data-pick]", "tr:has(.go) [data-pick]", "tbody:not([hidden]) [data-pick]"];
  const found = first.map((wanted) => matrix.querySelector(wanted)).find(Boolean);
  return /** @type {HTMLElement|undefined} */ (found)?.dataset.pick ?? "";
}

function fold(heat, show) {
  const rows = document.getElementById(`rows-${heat}`);
  const button = document.getElementById(`fold-${heat}`);
  if (!rows || !button) return;
  rows.hidden = !show;
  button.setAttribute("aria-expanded", String(show));
  button.textContent = show ? words.hide : words.show;
  unfolded[show ? "add" : "delete"](heat);
}

/** Sends an act, says how it went, and shows the new state. */
async function act(path, facts, done) {
  const told = await post(`${here}/${path}`, facts);
  await refresh();
  if (!told.ok) return say(told.message, "wrong");
  const kept = told.answer.kept ?? [];
  return say(kept.length ? kept.join(" ") : done, kept.length ? "wrong" : "done");
}

async function sign(button) {
  const contestants = button.dataset.sign.split(",").map(Number);
  const { heat, held, total } = button.dataset;
  const dialog = document.getElementById("ask-sign");
  const name = document.getElementById("one")?.dataset.name;
  dialog.querySelector("[data-title]").textContent = heat
    ? fill(words.sign_heat, { n: contestants.length, heat })
    : fill(words.sign_one, { name, total });
  dialog.querySelector("[data-told]").textContent = words.becomes_public;
  dialog.querySelector("[data-held]").textContent = heat ? held : "";
  if (await ask(dialog)) act("sign", { contestants }, fill(words.signed, { n: contestants.length }));
}

/** The seats to choose from: for a return those that handed in, for an excuse all of them. */
function offerSeats(dialog, seats, asked) {
  const box = dialog.querySelector("[data-options]");
  if (!box) return;
  const wanted = seats.filter((seat) => box.dataset.options === "any" || seat.state === "submitted");
  const choices = wanted.map((seat, index) => {
    const label = document.createElement("label");
    const radio = Object.assign(document.createElement("input"), { type: "radio", name: "seat", value: seat.id, required: true });
    radio.defaultChecked = wanted.length === 1 ? index === 0 : String(seat.id) === asked;
    const text = document.createElement("span");
    text.textContent = seat.state === "excused" ? fill(words.again, { seat: seat.title }) : seat.title;
    label.append(radio, " ", text);
    return label;
  });
  box.replaceChildren(...choices);
}

/** @param {string} kind @param {DOMStringMap} about what the button says beforehand: whose sheet, which mark, a reason */
async function decide(kind, about) {
  const one = /** @type {HTMLElement} */ (document.getElementById("one"));
  const dialog = document.getElementById(`ask-${kind}`);
  const contestant = Number(one.dataset.contestant);
  const seats = JSON.parse(one.dataset.seats ?? "[]");
  for (const name of dialog.querySelectorAll("[data-name]")) name.textContent = one.dataset.name;
  for (const what of dialog.querySelectorAll("[data-what]")) what.textContent = about.what ?? "";
  for (const box of dialog.querySelectorAll("textarea")) box.defaultValue = about.reason ?? "";
  offerSeats(dialog, seats, about.forSeat);
  const given = await ask(dialog);
  if (!given) return;
  const facts = { contestant, reason: given.reason };
  const seat = given.seat ?? about.forSeat;
  if (seat) facts.seat = Number(seat);
  if (about.held) facts.held = about.held;
  if (kind === "status") facts.status = given.status;
  if (kind === "adjust") Object.assign(facts, { module: given.module ?? "", value: given.value.replace("\u2212", "-") });
  if (kind === "excuse") facts.again = seats.some((seat) => seat.id === facts.seat && seat.state === "excused");
  act(kind, facts, words[`done_${kind}`]);
}

document.addEventListener("click", (happening) => {
  const target = /** @type {HTMLElement} */ (happening.target);
  const control = /** @type {HTMLElement|null} */ (target.closest("button, a[data-pick]"));
  if (!control) {
    const row = target.closest("tr[data-contestant]"); // the whole row picks; the link in it is for the keyboard
    if (row) pick(row.dataset.contestant);
    return;
  }
  const { dataset } = control;
  if (dataset.pick) {
    if (happening.ctrlKey || happening.metaKey || happening.shiftKey) return;
    happening.preventDefault();
    pick(dataset.pick);
  } else if (dataset.sign) sign(control);
  else if (dataset.ask) decide(dataset.ask, dataset);
  else if (dataset.call) act("heat", { heat: Number(dataset.heat), state: dataset.call }, fill(words[`heat_${dataset.call}`], { heat: dataset.heat }));
  else if (dataset.fold) fold(dataset.fold, control.getAttribute("aria-expanded") !== "true");
  else if ("close" in dataset) pick("");
});

/** Up and down in the matrix, as in any table of a desk. */
matrix.addEventListener("keydown", (happening) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[happening.key];
  const rows = [...matrix.querySelectorAll("tbody:not([hidden]) a[data-pick]")];
  const at = rows.indexOf(document.activeElement);
  if (!step || at < 0 || !rows[at + step]) return;
  happening.preventDefault();
  rows[at + step].focus();
});

window.addEventListener("popstate", () => pick(new URLSearchParams(location.search).get("contestant") ?? "", true));

const [arrived] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
tune(Number(document.getElementById("live")?.dataset.now), arrived.requestStart, arrived.responseStart);
const draw = runClocks();
if (!picked && matchMedia("(min-width: 1280px)").matches) pick(firstInNeed(), true);
else dress();
const alarms = watchAlarms();
connectDesk({
  onChanged() {
    refresh();
    alarms();
  },
  onFleet: alarms,
  onState: showLink,
});
