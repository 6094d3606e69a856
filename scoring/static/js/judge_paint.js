// Draws the SheetState: signs, prices, places, rings, the foot. It looks texts up and never calculates a score.
// @ts-check

import { paintMenu, paintRun, saidOf } from "./judge_menu.js";
import { figure, fill, nameOf, put } from "./judge_text.js";

const CHOICES = ".pick [data-value], .keys [data-value], .catalogue [data-value], .extra:not([data-at]) [data-value]";

/** What each line was drawn from; a line of which nothing changed is not drawn again. */
const drawn = new WeakMap();

/** The line must be drawn anew although the sheet says the same: something wrote into it. */
export const stale = (row) => drawn.delete(row);

export function paintSheet(desk, queue) {
  for (const row of desk.root.querySelectorAll(".item")) paintItem(desk, row);
  for (const part of desk.root.querySelectorAll(".part")) paintPart(desk, part);
  paintFoot(desk, queue);
}

export function paintItem(desk, row, words = desk.words) {
  const { item, kind, each, picked } = row.dataset;
  const now = desk.standing(item);
  const from = JSON.stringify([now, picked]);
  if (drawn.get(row) === from) return;
  drawn.set(row, from);
  const sign = row.querySelector('[data-do="state"]');
  const shown = now.waiting ? (now.clearing ? "clear" : "waiting") : now.state;
  sign.dataset.state = shown;
  sign.classList.toggle("pending", now.waiting);
  const [text, told] = signOf(row, now, shown, words);
  put(sign.querySelector("b"), text);
  sign.classList.toggle("worded", text !== "" && !/\d/.test(text));
  sign.setAttribute("aria-label", fill(told, { item: nameOf(row), cost: text }));
  row.dataset.now = shown;

  if (row.dataset.places === "0") paintControls(row, now, now.cost ?? "", kind);
  else paintPlaces(row, now, figure(each), kind, words);
  paintMenu(row, now);
  const [why, cost] = now.waiting ? [words.waitingSum, ""] : sum(now, words);
  put(row.querySelector("[data-cost] span"), why);
  put(row.querySelector("[data-cost] b"), cost);
}

/** What stands on the sign of a line, and what a screen reader says of it: a price, what was earned, or a word. */
function signOf(row, now, shown, words) {
  const word = saidOf(row, now.value, words) ?? (shown === "not-applicable" ? words.said.na : undefined);
  if (word && shown !== "waiting") return [word, words.deducted];
  if ("earns" in row.dataset && ["clear", "deducted"].includes(shown)) return [figure(now.points), words.deducted];
  if (shown === "deducted") return [figure(now.cost), words.deducted];
  const say = { untouched: "clear" in row.dataset ? words.untouched : words.untouchedOnly, clear: words.clear };
  return ["", { ...say, unused: words.unused, told: words.told }[shown] ?? words.waiting];
}

/** How the item's price comes about, and the price. */
function sum(now, words) {
  if (now.state === "deducted") return now.sum ? [`${figure(now.sum)} = `, figure(now.cost)] : [now.reasons.join(words.semicolon), ""];
  return [now.state === "clear" ? words.nothingOff : "", ""];
}

/** The control of one value: of the item, or of the place that is picked out. */
function paintControls(box, mark, cost, kind) {
  const value = mark.value ?? "";
  for (const button of box.querySelectorAll(CHOICES)) {
    button.setAttribute("aria-pressed", String(samePick(kind, button, value)));
  }
  put(box.querySelector(":scope > .count [data-count], .tools > .count [data-count]"), value === "clear" ? "0" : digits(value) || "\u2007");
  put(box.querySelector("[data-mark]"), value === "clear" ? "\u2713" : digits(value));
  const typed = box.querySelector("[data-typed]");
  if (typed && !typed.dataset.typing) put(typed, reading(value, box));
  if (typed) typed.nextElementSibling.hidden = !typed.dataset.typing && (value === "in" || value === "out");
  put(box.querySelector("[data-place-cost]"), mark.pending ? "" : figure(cost));
}

function samePick(kind, button, value) {
  if (button.dataset.value === (kind === "judged" ? short(value) : value)) return true;
  if (kind !== "attempts" || !value || value === "clear") return false;
  const last = !button.nextElementSibling; // the last rung stands for all later attempts
  return last && Number(value) > Number(button.dataset.value);
}

/** "3.0" is the same mark as "3": zeros that say nothing are left out, as the server leaves them out. */
const short = (mark) => (mark.includes(".") ? mark.replace(/\.?0+$/, "") : mark);

function reading(value, box) {
  if (value === "in" || value === "out") return box.querySelector(`[data-value="${value}"]`)?.firstChild?.textContent?.trim() ?? "";
  return digits(figure(value));
}

/** The value where it is a figure; a word (does not apply, failed) is shown elsewhere. */
const digits = (value) => (/^[\u2212\d-]/.test(value) ? value : "");

function paintPlaces(row, now, each, kind, words) {
  for (const node of row.querySelectorAll(".place")) {
    const several = node.closest("[data-cover]") && row.dataset.per !== "1";
    if (several) paintCover(row, node, now);
    else paintPlace(row, node, now.places[node.dataset.place], each, words);
  }
  const picked = row.dataset.picked;
  if (picked) paintControls(row.querySelector(".reading"), now.places[picked] ?? {}, now.places[picked]?.cost ?? "", kind);
}

function paintPlace(row, node, mark, each, words) {
  const value = mark?.value ?? "";
  const tapped = value !== "" && value === row.dataset.tap; // a fault without a reading
  const cost = mark?.pending ? (tapped ? each : "") : figure(mark?.cost);
  const out = Boolean(cost);
  const plain = ["out", "no", "in", "yes", ""].includes(value);
  node.classList.toggle("out", out);
  node.classList.toggle("in", value !== "" && !out);
  node.classList.toggle("pending", Boolean(mark?.pending));
  node.classList.toggle("both", out && !plain);
  node.classList.toggle("named", value !== "");
  node.classList.toggle("long", !plain && value.length > 5);
  put(node.querySelector(".val"), plain ? (out ? cost : value === "" ? "" : "\u2713") : figure(value));
  put(node.querySelector(".sub"), plain ? "" : cost);
  const says = value === "" ? words.placeOpen : out ? `${plain ? "" : figure(value)} ${cost}` : plain ? words.placeIn : figure(value);
  node.setAttribute("aria-label", `${node.dataset.name}: ${says}`);
  node.setAttribute("aria-pressed", String(out));
  select(node, row.dataset.picked === node.dataset.place);
}

/** A cover with several places shows how many of them are out. */
function paintCover(row, node, now) {
  const first = Number(node.dataset.place);
  const own = Array.from({ length: Number(row.dataset.per) }, (_, index) => now.places[String(first + index)]);
  const marked = own.filter((mark) => mark?.value);
  const out = own.filter((mark) => mark?.value && (mark.pending ? mark.value === row.dataset.tap : mark.cost));
  node.classList.toggle("out", out.length > 0);
  node.classList.toggle("in", marked.length > 0 && !out.length);
  put(node.querySelector(".val"), out.length ? `\u2212 ${out.length}` : marked.length ? "\u2713" : "");
  node.setAttribute("aria-label", `${node.dataset.name}: ${out.length}`);
  const picked = Number(row.dataset.picked);
  select(node, picked >= first && picked < first + own.length);
}

function select(node, picked) {
  node.classList.toggle("sel", picked);
  if (!(node instanceof HTMLButtonElement)) node.setAttribute("tabindex", picked ? "0" : "-1");
}

/** A ring: the dash is `done` of the path's own length `of`. */
export function paintRing(ring, done, of, inner) {
  if (!ring) return;
  const arc = ring.querySelector(".arc");
  arc.setAttribute("pathLength", String(of || 1));
  arc.setAttribute("stroke-dasharray", `${done} ${of || 1}`);
  ring.classList.toggle("full", of > 0 && done >= of);
  if (inner !== undefined) put(ring.querySelector("text"), inner);
}

function paintPart(desk, part) {
  const rows = [...part.querySelectorAll(".item")].filter((row) => row.dataset.now !== "unused");
  paintRun(desk, part);
  part.classList.toggle("unused", rows.length === 0);
  const open = rows.filter((row) => row.dataset.now === "untouched");
  const done = rows.filter((row) => row.dataset.now !== "untouched" && !row.querySelector(".state.pending")).length;
  const tab = desk.root.querySelector(`.tabs [data-section="${CSS.escape(part.dataset.section)}"]`);
  paintRing(tab?.querySelector(".ring"), done, rows.length);
  put(tab?.querySelector("[data-count]"), fill(desk.words.ofMany, { n: done, of: rows.length }));
  const hold = part.querySelector(".hold");
  if (!hold) return;
  const swept = open.filter((row) => "sweep" in row.dataset && !desk.refused.has(row.dataset.item));
  hold.hidden = swept.length < 2; // one alone is a tap on its sign
  put(hold.querySelector("b"), fill(desk.words.sweep, { n: swept.length }));
  const must = part.querySelector(".must");
  must.hidden = open.length === swept.length || open.length === rows.length;
  put(must, fill(desk.words.must, { n: open.length - swept.length }));
}

/** How many marks wait on this tablet, and why. */
export function paintQueue(root, words, queue) {
  const find = (name) => root.querySelector(`.foot [data-${name}]`);
  const unsent = queue.waiting + queue.noted;
  put(find("unsent"), queue.refused ? fill(words.refused, { n: queue.refused }) : fill(words.unsent, { n: unsent }));
  put(find("kept"), queue.stuck === "signed-out" ? words.signIn : unsent ? words.kept : words.sent);
  root.querySelector(".unsent").classList.toggle("bad", queue.refused > 0 || queue.stuck === "signed-out");
}

function paintFoot(desk, queue) {
  const { root, sheet, words } = desk;
  const find = (name) => root.querySelector(`.foot [data-${name}]`);
  const left = sheet.open.length;
  paintRing(root.querySelector(".cover .ring"), sheet.covered, sheet.of, String(sheet.covered));
  put(find("seen"), fill(words.seen, { n: sheet.covered, of: sheet.of }));
  put(find("left"), left ? fill(words.left, { n: left }) : words.allSeen);
  paintQueue(root, words, queue);
  put(find("total"), figure(sheet.total));
  put(find("sum"), sheet.full ? sumOf(sheet, desk.locked ? words.final : words.soFar) : "");
  const main = root.querySelector("[data-submit]");
  if (!main) return;
  main.classList.toggle("wait", left > 0);
  put(main.querySelector("span"), left ? words.nextOpen : words.review);
  put(main.querySelector("small"), left ? words.thenSubmit : words.thenSign);
}

/** "100 − 3 · so far"; where items are not simply added there is no sum to tell. */
const sumOf = ({ full, lost }, stands) => `${full}${lost && lost !== "0" ? ` \u2212 ${lost.replace("-", "")}` : ""} \u00b7 ${stands}`;
