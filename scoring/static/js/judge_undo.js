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
    else desk.enter(act.uids.map((uid) => ({ item: act.row.dataset.item, place: act.place, withdraws: uid })));
    hush();
  }

  snack.querySelector("button").addEventListener("click", () => done && undo(done));

  function draw(refused) {
    const mark = done?.uids?.length === 1 && desk.sheet.last.find((one) => one.uid === done.uids[0]);
    if (mark?.cost) write(`${describe(done)}${words.colon}${figure(mark.cost)}`);
    const waiting = desk.pending.filter((one) => !one.withdraws).reverse();
    const gone = new Set(desk.pending.map((one) => one.withdraws));
    journal.querySelector(".last").replaceChildren(
      ...waiting.map((one) => line(`${one.item} ${one.place} ${figure(one.value)}`, words.waiting, null)),
      ...desk.sheet.last
        .filter((one) => !gone.has(one.uid))
        .slice(0, LAST)
        .map((one) => line([one.text, words.means[one.means]].filter(Boolean).join(" \u00b7 "), figure(one.cost), desk.locked ? null : () => takeBack(one))),
    );
    journal.querySelector(".refused").replaceChildren(
      ...refused.map((one) => line(`${one.item} ${one.place} ${figure(one.value)}`, one.refusal, () => desk.drop(one.uid), words.drop)),
    );
    journal.querySelector(".none").hidden = waiting.length + desk.sheet.last.length > 0;
    for (const row of root.querySelectorAll(".item .refusal")) row.hidden = true;
    for (const one of refused) tell(one);
  }

  function takeBack(one) {
    desk.enter([{ item: one.item, place: one.place, withdraws: one.uid }]);
  }

  function tell(mark) {
    if (mark.contestant !== desk.contestant || mark.seat !== desk.seat) return;
    const place = document.getElementById(`i-${mark.item}`)?.querySelector(".refusal");
    if (!place) return;
    place.hidden = false;
    place.textContent = fill(words.refusedSaid, { value: figure(mark.value), why: mark.refusal });
  }

  function line(text, aside, act, verb = words.undo) {
    const row = document.createElement("li");
    const said = document.createElement("span");
    said.textContent = text;
    const cost = document.createElement("b");
    cost.textContent = aside;
    row.append(said, cost);
    if (act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = verb;
      button.setAttribute("aria-label", `${verb}: ${text}`);
      button.addEventListener("click", act);
      row.append(button);
    }
    return row;
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
