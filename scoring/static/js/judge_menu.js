// Choices that are more than a row of buttons: menus of faults, catalogues, grades, "does not apply", and words about a
// whole run. It draws them from the SheetState and narrows long lists while the judge types; it knows no price.
// @ts-check

import { figure, put } from "./judge_text.js";

const RUN_WORDS = ["failed", "passed", "void"];

/** The word of a value that is said with one: does not apply; failed, passed, void of an item that belongs to a run. */
export function saidOf(row, value, words) {
  return value === "na" || (row.dataset.item.includes("#") && RUN_WORDS.includes(value)) ? words.said[value] : undefined;
}

/** What is said of the item as a whole, or of one named fault: its buttons, its count, its price. */
export function paintMenu(row, now) {
  for (const box of row.querySelectorAll("[data-at]")) {
    const { at } = box.dataset;
    const mark = at === "" ? now : (now.places[at] ?? {});
    const value = mark.value ?? "";
    for (const button of box.querySelectorAll("[data-value]")) {
      button.setAttribute("aria-pressed", String(button.dataset.value === value));
    }
    put(box.querySelector("[data-count]"), value === "" ? "0" : value);
    put(box.querySelector("[data-place-cost]"), mark.pending ? "" : figure(mark.cost));
    if (at !== "") box.classList.toggle("found", value !== "" && value !== "0");
  }
  if (row.dataset.kind === "graded") paintGrades(row, now);
  put(row.querySelector("[data-brief]"), brief(row, now));
}

/** The chosen entry, or the faults found, in the closed line. */
function brief(row, now) {
  if (row.dataset.kind === "element" && now.value) {
    const chosen = row.querySelector(`.catalogue [data-value="${CSS.escape(now.value)}"]`);
    return chosen ? `${chosen.querySelector(".code").textContent} ${chosen.querySelector("b").textContent}`.trim() : "";
  }
  if (row.dataset.kind !== "faults") return "";
  const found = Object.entries(now.places).filter(([, mark]) => mark.value && mark.value !== "0");
  return found.map(([fault, mark]) => (mark.value === "1" ? fault : `${fault} \u00d7 ${mark.value}`)).join("  ");
}

/** Only the grades that the chosen element has can be given; each says what it is worth. */
function paintGrades(row, now) {
  const choices = now.choices ?? null;
  for (const button of row.querySelectorAll(".grades [data-value]")) {
    const worth = choices?.[button.dataset.value];
    button.hidden = choices !== null && worth === undefined;
    button.disabled = choices === null;
    put(button.querySelector("small"), figure(worth));
  }
  row.querySelector("[data-hint]").hidden = choices !== null;
}

/** The bar of a run: failed, passed, void; the word stands at one item of the run and counts for all of it. */
export function paintRun(desk, part) {
  const bar = part.querySelector(".run-words");
  if (!bar) return;
  const said = runWord(desk, part);
  for (const button of bar.querySelectorAll("[data-word-of-run]")) {
    button.setAttribute("aria-pressed", String(button.dataset.wordOfRun === said?.value));
  }
  part.classList.toggle("told", Boolean(said));
}

/** The item of the run at which a word stands, and the word. */
function runWord(desk, part) {
  for (const row of part.querySelectorAll(".item")) {
    const now = desk.standing(row.dataset.item);
    if (RUN_WORDS.includes(now.value)) return { row, value: now.value };
  }
  return null;
}

export function readMenus(page, { record, withdraw }) {
  const { root } = page;
  root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-word-of-run]");
    const part = button?.closest(".part");
    const desk = part && page.deskOf(part.querySelector(".item"));
    if (!desk || desk.locked) return;
    const said = runWord(desk, part);
    const word = button.dataset.wordOfRun;
    if (said?.value === word) withdraw(said.row, "");
    else record(said?.row ?? part.querySelector(".item"), "", word);
  });
  root.addEventListener("input", ({ target }) => {
    if (!target.matches("[data-find]")) return;
    const wanted = target.value.trim().toLowerCase().split(/\s+/);
    const box = target.closest(".reading, .tools");
    let left = 0;
    for (const one of box.querySelectorAll("[data-word]")) {
      one.hidden = !wanted.every((word) => one.dataset.word.toLowerCase().includes(word));
      if (!one.hidden) left += 1;
    }
    box.querySelector("[data-nothing]").hidden = left > 0;
  });
  root.addEventListener("keydown", (press) => {
    if (press.key === "Enter" && press.target.matches?.("[data-find]")) press.preventDefault();
  });
}
