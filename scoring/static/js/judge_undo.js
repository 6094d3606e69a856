// The way back: the line that says what was just entered, and the list of the last entries. Undoing is a new mark too.
// @ts-check

import { saidOf } from "./judge_menu.js";
import { figure, fill, nameOf } from "./judge_text.js";

const SHOWN = 6000; // of the line, as long as its bar runs
const LAST = 12;

export function keepJournal(desk) {
  const { root, words } = desk;
  const snack = root.querySelector(".snack");
  const journal = root.querySelector("#journal");
  let done = null; // what the line can undo
  let timer = 0;
  let drawn = ""; // the lists as they stand there: drawn anew they would lose the focus, and the tap that is just coming down

  function say(act) {
    done = act;
    write(describe(act));
    snack.querySelector("button b").textContent = act.again ? words.redo : words.undo;
    snack.hidden = false;
    snack.classList.remove("run");
    void snack.offsetWidth; // start the bar anew
    snack.classList.add("run");
    clearTimeout(timer);
    timer = setTimeout(hush, SHOWN);
  }

  function hush() {
    snack.hidden = true;
    done = null;
  }

  function write(text) {
    snack.querySelector("span").textContent = text;
  }

  /** What was entered, in words; the price comes with the server's answer. */
  function describe({ row, place, value, again, many }) {
    if (many) return fill(words.sweptSaid, { n: many });
    const node = place ? (row.querySelector(`[data-at="${place}"]`) ?? row.querySelector(`.spot[data-place="${place}"]`) ?? row.querySelector(`.place[data-place="${place}"]`)) : null;
    const where = [nameOf(row), node?.dataset.name].filter(Boolean).join(" ");
    if (again) return fill(words.withdrawn, { where });
    return `${where}${words.comma}${spoken(row, value)}`;
  }

  function spoken(row, value) {
    if (value === "clear") return words.cleared;
    const said = saidOf(row, value, words);
    if (said) return said;
    if (row.dataset.kind === "faults") return `\u00d7 ${value}`;
    const button = [...row.querySelectorAll(".pick [data-value], .keys [data-value], .catalogue [data-value], .extra [data-value]")].find((one) => one.dataset.value === value);
    if (button) return (button.querySelector("b") ?? button.firstChild).textContent.trim();
    const unit = row.querySelector("[data-count]")?.nextSibling ?? row.querySelector("[data-typed]")?.nextElementSibling;
    return `${figure(value)} ${unit?.textContent.trim() ?? ""}`.trim();
  }

  function undo(act) {
    if (act.again) desk.enter([act.again]);
    else desk.enter(act.uids.map((uid, at) => ({ item: act.items?.[at] ?? act.row.dataset.item, place: act.place, withdraws: uid })));
    hush();
  }

  snack.querySelector("button").addEventListener("click", () => done && undo(done));

  function draw(refused) {
    const { last } = desk.sheet;
    const mark = done?.uids?.length === 1 && last.find((one) => one.uid === done.uids[0]);
    if (mark?.cost) write(`${describe(done)}${words.colon}${figure(mark.cost)}`);
    const gone = new Set(desk.pending.map((one) => one.withdraws));
    const waiting = desk.pending.filter((one) => !one.withdraws && !gone.has(one.uid)).reverse();
    const taken = last.filter((one) => !gone.has(one.uid)).slice(0, LAST);
    const now = JSON.stringify([waiting, taken, refused, desk.locked]);
    if (now === drawn) return;
    drawn = now;
    journal.querySelector(".last").replaceChildren(...waiting.map((one) => line(spelled(one), words.waiting)), ...taken.map(takenLine));
    journal.querySelector(".refused").replaceChildren(...refused.map(refusedLine));
    journal.querySelector(".none").hidden = waiting.length + last.length > 0;
    for (const row of root.querySelectorAll(".item .refusal")) row.hidden = true;
    for (const one of refused) tell(one);
  }

  const spelled = ({ item, place, value }) => [item, place, figure(value)].filter(Boolean).join(" ");
  const isHere = (mark) => mark.contestant === desk.contestant && mark.seat === desk.seat;

  function takenLine(one) {
    const text = [one.text, words.means[one.means]].filter(Boolean).join(" \u00b7 ");
    const takeBack = () => desk.enter([{ item: one.item, place: one.place, withdraws: one.uid }]);
    return line(text, figure(one.cost), ...(desk.locked ? [] : [button(words.undo, text, takeBack)]));
  }

  /** What was refused on another sheet is said with its station, and settled there. */
  function refusedLine(mark) {
    const { heat, station } = mark.where ?? {};
    const where = station ? fill(heat ? words.ofStation : words.ofStationAlone, { heat, station }) : words.ofOther;
    const text = isHere(mark) ? spelled(mark) : `${where} \u00b7 ${spelled(mark)}`;
    const drop = button(words.drop, text, () => desk.drop(mark.uid));
    return isHere(mark) ? line(text, mark.refusal, drop) : line(text, mark.refusal, way(mark, text), drop);
  }

  function way({ contestant, seat }, text) {
    const link = document.createElement("a");
    link.className = "button";
    link.href = `/judge/sheet/${contestant}/${seat}`;
    link.textContent = words.goThere;
    link.setAttribute("aria-label", `${words.goThere}: ${text}`);
    return link;
  }

  function tell(mark) {
    if (!isHere(mark)) return;
    const place = document.getElementById(`i-${mark.item}`)?.querySelector(".refusal");
    if (!place) return;
    place.hidden = false;
    place.textContent = fill(words.refusedSaid, { value: figure(mark.value), why: mark.refusal });
  }

  function line(text, aside, ...acts) {
    const row = document.createElement("li");
    const said = document.createElement("span");
    said.textContent = text;
    const cost = document.createElement("b");
    cost.textContent = aside;
    row.append(said, cost, ...acts);
    return row;
  }

  function button(verb, text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = verb;
    made.setAttribute("aria-label", `${verb}: ${text}`);
    made.addEventListener("click", act);
    return made;
  }

  function show(wish) {
    journal.classList.toggle("shown", wish);
    if (wish) journal.querySelector(".close").focus();
    else root.querySelector(".unsent").focus();
  }
  root.querySelector(".unsent").addEventListener("click", () => show(!journal.classList.contains("shown")));
  journal.querySelector(".close").addEventListener("click", () => show(false));
  journal.addEventListener("keydown", ({ key }) => key === "Escape" && show(false));

  return { say, draw };
}
