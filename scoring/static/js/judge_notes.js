// The notes of the scoresheets on the page: how many each line has, which of them still wait, and the panel beside the line.
// Nothing here changes a figure.
// @ts-check

import { openPanel } from "./judge_note_panel.js";
import { fill, nameOf, put } from "./judge_text.js";
import { openNotes } from "./notes_queue.js";

const LISTED = 6; // notes in the list of last entries
const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}");

/**
 * `page` is one sheet, or several: then `desks` are they, `shown()` is the item on the page, `whereOf(desk)` says which is which.
 * `marksWait()`: whether marks are still on their way; notes go after them.
 */
export function keepNotes(page, marksWait) {
  const { root, deskOf } = page;
  const desks = page.desks ? [...page.desks.values()] : [page];
  const words = read("note-words");
  const helps = read("note-helps");
  const noted = read("noted"); // what the server has, by contestant
  let panel = null;

  const queue = openNotes({
    person: Number(root.dataset.person),
    ready: () => !marksWait(),
    settle: desks.every((desk) => desk.locked), // nothing can be typed on: what was begun is told as not accepted, and stays readable
    onChange: draw,
    onTaken(notes, { contestant, seat }) {
      if (desks.some((desk) => desk.contestant === contestant && desk.seat === seat)) noted[contestant] = notes;
    },
  });
  panel = openPanel({ queue, list, helps, words, textOf, stateOf, learn, whereOf: page.whereOf });

  /** What stands on a sheet, the server's and what still waits, oldest first; and the items at which something is begun. */
  function list(desk) {
    const all = queue.of(desk.contestant, desk.seat);
    const own = all.filter((note) => !note.draft);
    const gone = new Set(own.filter((note) => !note.refusal).map((note) => note.withdraws));
    const said = noted[desk.contestant] ?? [];
    const known = new Set(said.map((note) => note.uid));
    const here = own.filter((note) => !known.has(note.uid) && (note.refusal || !note.withdraws));
    const standing = [...said, ...here.map((note) => ({ ...note, waits: true }))].filter((note) => !gone.has(note.uid));
    return { desk, standing, begun: new Set(all.filter((note) => note.draft).map((note) => note.item)) };
  }

  /** What the server says of an item; another tablet of the seat may have noted something. */
  function learn({ contestant }, item, notes) {
    if (queue.state().waiting) return; // an answer that is on its way knows more
    noted[contestant] = [...(noted[contestant] ?? []).filter((note) => note.item !== item), ...notes];
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
    const sheets = new Map(desks.map((desk) => [desk, list(desk)]));
    for (const button of root.querySelectorAll(".item > [data-note]")) {
      const row = button.parentElement;
      const { item } = row.dataset;
      const { standing, begun } = sheets.get(deskOf(row));
      const count = standing.filter((note) => note.item === item).length;
      button.classList.toggle("noted", count > 0);
      button.classList.toggle("begun", begun.has(item));
      put(button.querySelector("[data-notes]"), count ? String(count) : "");
      button.setAttribute("aria-label", fill(count ? words.openMany : words.open, { item: nameOf(row), n: count }));
    }
    drawJournal([...sheets.values()]);
    panel.draw();
  }

  function drawJournal(sheets) {
    const box = root.querySelector(".remarked");
    const { waiting, refused } = queue.state();
    const own = sheets.flatMap(({ desk, standing }) => standing.map((note) => ({ desk, note })));
    const all = page.shown ? own.filter(({ note }) => note.item === page.shown()) : own;
    box.hidden = !all.length && !waiting && !refused;
    const lines = [waiting && fill(words.unsent, { n: waiting }), refused && fill(words.refused, { n: refused })];
    put(box.querySelector("[data-count]"), lines.filter(Boolean).join(" \u00b7 "));
    box.querySelector("ul").replaceChildren(...all.slice(-LISTED).reverse().map(journalLine));
  }

  function journalLine({ desk, note }) {
    const button = document.createElement("button");
    button.type = "button";
    const line = [page.whereOf?.(desk).said, helps[note.item]?.number || helps[note.item]?.title, textOf(note)];
    button.textContent = line.filter(Boolean).join(" ");
    button.addEventListener("click", () => panel.show(desk, note.item));
    const said = document.createElement("small");
    said.textContent = stateOf(note);
    const entry = document.createElement("li");
    entry.append(button, said);
    return entry;
  }

  root.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-note]")?.closest(".item");
    if (row) panel.show(deskOf(row), row.dataset.item);
  });
  draw();
  queue.flush();

  return { draw, flush: queue.flush, state: queue.state };
}
