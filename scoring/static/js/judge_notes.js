// The notes of one scoresheet: how many each line has, which of them still wait, and the panel beside the line.
// Nothing here changes a figure.
// @ts-check

import { openPanel } from "./judge_note_panel.js";
import { fill, nameOf, put } from "./judge_text.js";
import { openNotes } from "./notes_queue.js";

const LISTED = 6; // notes in the list of last entries
const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}");

/** `marksWait()`: whether marks are still on their way; notes go after them. */
export function keepNotes(desk, marksWait) {
  const words = read("note-words");
  const helps = read("note-helps");
  const spot = (item) => ({ contestant: desk.contestant, seat: desk.seat, item });
  const rows = [...desk.root.querySelectorAll(".item")].filter((row) => row.querySelector("[data-note]"));
  let noted = read("noted"); // what the server has
  let panel = null;

  const queue = openNotes({
    person: Number(desk.root.dataset.person),
    ready: () => !marksWait(),
    settle: desk.locked, // nothing can be typed on: what was begun is told as not accepted, and stays readable
    onChange: draw,
    onTaken(notes, { contestant, seat }) {
      if (contestant === desk.contestant && seat === desk.seat) noted = notes;
    },
  });
  panel = openPanel({ desk, queue, spot, list, helps, words, textOf, stateOf, learn });

  /** What stands for an item (for all items), the server's and what still waits, oldest first. */
  function list(item = "") {
    const own = queue.of(desk.contestant, desk.seat).filter((note) => !note.draft);
    const gone = new Set(own.filter((note) => !note.refusal).map((note) => note.withdraws));
    const known = new Set(noted.map((note) => note.uid));
    const here = own.filter((note) => !known.has(note.uid) && (note.refusal || !note.withdraws));
    return [...noted, ...here.map((note) => ({ ...note, waits: true }))].filter(
      (note) => (!item || note.item === item) && !gone.has(note.uid),
    );
  }

  /** What the server says of an item; another tablet of the seat may have noted something. */
  function learn(item, notes) {
    if (queue.state().waiting) return; // an answer that is on its way knows more
    noted = [...noted.filter((note) => note.item !== item), ...notes];
    draw();
  }

  function textOf(note) {
    if (note.withdraws) return words.back;
    if (note.kind === "photo") return words.photo;
    return note.text ?? helps[note.item]?.reasons.find((one) => one.value === note.value)?.text ?? note.value;
  }

  function stateOf(note) {
    return note.refusal ?? (note.waits ? words.waiting : "");
  }

  function draw() {
    if (!panel) return; // the queue settles what was left before there is anything to draw
    for (const row of rows) {
      const { item } = row.dataset;
      const count = list(item).length;
      const button = row.querySelector("[data-note]");
      button.classList.toggle("noted", count > 0);
      button.classList.toggle("begun", queue.drafted(spot(item)) !== "");
      put(button.querySelector("[data-notes]"), count ? String(count) : "");
      button.setAttribute("aria-label", fill(count ? words.openMany : words.open, { item: nameOf(row), n: count }));
    }
    drawJournal();
    panel.draw();
  }

  function drawJournal() {
    const box = desk.root.querySelector(".remarked");
    const { waiting, refused } = queue.state();
    const all = list();
    box.hidden = !all.length && !waiting && !refused;
    const lines = [waiting && fill(words.unsent, { n: waiting }), refused && fill(words.refused, { n: refused })];
    put(box.querySelector("[data-count]"), lines.filter(Boolean).join(" \u00b7 "));
    box.querySelector("ul").replaceChildren(...all.slice(-LISTED).reverse().map(journalLine));
  }

  function journalLine(note) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = [helps[note.item]?.number || helps[note.item]?.title, textOf(note)].filter(Boolean).join(" ");
    button.addEventListener("click", () => panel.show(note.item));
    const said = document.createElement("small");
    said.textContent = stateOf(note);
    const line = document.createElement("li");
    line.append(button, said);
    return line;
  }

  desk.root.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-note]")?.closest(".item");
    if (row) panel.show(row.dataset.item);
  });
  draw();
  queue.flush();

  return { draw, flush: queue.flush, state: queue.state };
}
