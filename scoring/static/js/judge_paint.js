// Draws the SheetState: signs, prices, places, rings, the foot. It looks texts up and never calculates a score.
// @ts-check

const MINUS = "\u2212";

/** A figure of the server as it is printed: a real minus sign. */
export const figure = (text) => (text ?? "").replace("-", MINUS);

export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

const put = (node, text) => {
  if (node && node.textContent !== text) node.textContent = text;
};

export function paintSheet(desk, queue) {
  for (const row of desk.root.querySelectorAll(".item")) paintItem(desk, row);
  for (const part of desk.root.querySelectorAll(".part")) paintPart(desk, part);
  paintFoot(desk, queue);
}

function paintItem(desk, row) {
  const { words } = desk;
  const { item, kind, each } = row.dataset;
  const now = desk.standing(item);
  const sign = row.querySelector('[data-do="state"]');
  const shown = now.waiting ? (now.clearing ? "clear" : "waiting") : now.state;
  sign.dataset.state = shown;
  sign.classList.toggle("pending", now.waiting);
  put(sign.querySelector("b"), shown === "deducted" ? figure(now.cost) : "");
  const say = { untouched: "clear" in row.dataset ? words.untouched : words.untouchedOnly, clear: words.clear, deducted: words.deducted };
  sign.setAttribute("aria-label", fill(say[shown] ?? words.waiting, { item, cost: figure(now.cost) }));
  row.dataset.now = shown;

  if (row.dataset.places === "0") paintControls(row, now, now.cost ?? "", kind);
  else paintPlaces(row, now, figure(each), kind, words);
  const [why, cost] = now.waiting ? [words.waitingSum, ""] : sum(now, words);
  put(row.querySelector("[data-cost] span"), why);
  put(row.querySelector("[data-cost] b"), cost);
}

/** How the item's price comes about, and the price. */
function sum(now, words) {
  if (now.state === "deducted") return now.sum ? [`${figure(now.sum)} = `, figure(now.cost)] : [now.reasons.join(words.semicolon), ""];
  return [now.state === "clear" ? words.nothingOff : "", ""];
}

/** The control of one value: of the item, or of the place that is picked out. */
function paintControls(box, mark, cost, kind) {
  const value = mark.value ?? "";
  for (const button of box.querySelectorAll(".pick [data-value], .keys [data-value]")) {
    button.setAttribute("aria-pressed", String(samePick(kind, button, value)));
  }
  put(box.querySelector("[data-count]"), value === "clear" ? "0" : value || "\u2007");
  put(box.querySelector("[data-mark]"), value === "clear" ? "\u2713" : value);
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
  return value === "clear" ? "" : figure(value);
}

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
function paintRing(ring, done, of, inner) {
  if (!ring) return;
  const arc = ring.querySelector(".arc");
  arc.setAttribute("pathLength", String(of || 1));
  arc.setAttribute("stroke-dasharray", `${done} ${of || 1}`);
  ring.classList.toggle("full", of > 0 && done >= of);
  if (inner !== undefined) put(ring.querySelector("text"), inner);
}

function paintPart(desk, part) {
  const rows = [...part.querySelectorAll(".item")];
  const open = rows.filter((row) => row.dataset.now === "untouched");
  const done = rows.filter((row) => row.dataset.now !== "untouched" && !row.querySelector(".state.pending")).length;
  const tab = desk.root.querySelector(`.tabs [data-section="${CSS.escape(part.dataset.section)}"]`);
  paintRing(tab?.querySelector(".ring"), done, rows.length);
  put(tab?.querySelector("[data-count]"), fill(desk.words.ofMany, { n: done, of: rows.length }));
  const hold = part.querySelector(".hold");
  if (!hold) return;
  const swept = open.filter((row) => "sweep" in row.dataset);
  hold.hidden = swept.length < 2; // one alone is a tap on its sign
  put(hold.querySelector("b"), fill(desk.words.sweep, { n: swept.length }));
  const must = part.querySelector(".must");
  must.hidden = open.length === swept.length || open.length === rows.length;
  put(must, fill(desk.words.must, { n: open.length - swept.length }));
}

function paintFoot(desk, queue) {
  const { root, sheet, words } = desk;
  const find = (name) => root.querySelector(`.foot [data-${name}]`);
  const left = sheet.open.length;
  paintRing(root.querySelector(".cover .ring"), sheet.covered, sheet.of, String(sheet.covered));
  put(find("seen"), fill(words.seen, { n: sheet.covered, of: sheet.of }));
  put(find("left"), left ? fill(words.left, { n: left }) : words.allSeen);
  put(find("unsent"), queue.refused ? fill(words.refused, { n: queue.refused }) : fill(words.unsent, { n: queue.waiting }));
  put(find("kept"), queue.stuck === "signed-out" ? words.signIn : queue.waiting ? words.kept : words.sent);
  root.querySelector(".unsent").classList.toggle("bad", queue.refused > 0 || queue.stuck === "signed-out");
  put(find("total"), figure(sheet.total));
  put(find("sum"), `${sheet.full}${sheet.lost && sheet.lost !== "0" ? ` \u2212 ${sheet.lost.replace("-", "")}` : ""} \u00b7 ${desk.locked ? words.final : words.soFar}`);
  const main = root.querySelector("[data-submit]");
  if (!main) return;
  main.classList.toggle("wait", left > 0);
  put(main.querySelector("span"), left ? words.nextOpen : words.review);
  put(main.querySelector("small"), left ? words.thenSubmit : words.thenSign);
}
