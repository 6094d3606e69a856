// Brings the entries of a rescue file or code in, sheet by sheet, and says of each what became of it.
// @ts-check

import { fill } from "./judge_text.js";
import { readCode, readFile } from "./rescue_file.js";
import { headers, home } from "./send.js";

const MOST = 100; // in one request
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const pick = /** @type {HTMLInputElement} */ (document.querySelector("input[type=file]"));
const found = /** @type {HTMLElement} */ (document.getElementById("found"));
const done = /** @type {HTMLElement} */ (document.getElementById("done"));
const problem = /** @type {HTMLElement} */ (document.querySelector(".note.bad"));
const button = /** @type {HTMLButtonElement} */ (found.querySelector("button"));
const bar = /** @type {HTMLProgressElement} */ (found.querySelector("progress"));
let sheets = [];

function say(sentence) {
  problem.hidden = !sentence;
  problem.textContent = sentence;
}

/** The marks of each sheet in their order, no more at a time than one request takes. */
function parted(marks) {
  const bySheet = new Map();
  for (const mark of marks) {
    const name = `${mark.person}:${mark.contestant}:${mark.seat}`;
    bySheet.set(name, [...(bySheet.get(name) ?? []), mark]);
  }
  return [...bySheet.values()].flatMap((own) => Array.from({ length: Math.ceil(own.length / MOST) }, (_, at) => own.slice(at * MOST, (at + 1) * MOST)));
}

function show(rescue) {
  done.hidden = true;
  found.hidden = true;
  if (!rescue) return say(words.notOurs);
  if (rescue.home !== home()) return say(words.foreign);
  say("");
  sheets = parted(rescue.marks);
  const n = rescue.marks.length;
  found.querySelector("h2").textContent = fill(words.found, { n, sheets: new Set(rescue.marks.map((mark) => `${mark.contestant}:${mark.seat}`)).size });
  found.querySelector(".advice").textContent = rescue.at ? fill(words.made, { at: new Date(rescue.at).toLocaleString(document.documentElement.lang) }) : "";
  button.querySelector("span").textContent = fill(words.bring, { n });
  button.disabled = n === 0;
  found.hidden = false;
}

async function send(marks) {
  const bare = marks.map(({ person: _person, at: _at, home: _home, before: _before, refusal: _refusal, ...mark }) => mark);
  const body = JSON.stringify({ home: home(), person: marks[0].person, marks: bare });
  const answer = await fetch("/rescue/marks", { method: "POST", headers: headers(), body });
  return answer.json();
}

async function bring() {
  button.disabled = true;
  bar.hidden = false;
  bar.value = 0;
  const counts = { entered: 0, known: 0, kept: 0, refused: 0 };
  const reasons = new Set();
  try {
    for (const [at, marks] of sheets.entries()) {
      const said = await send(marks);
      const results = said.results ?? marks.map(({ uid }) => ({ uid, refusal: said }));
      const taken = results.filter((one) => one.ok).length;
      counts.known += said.known ?? 0;
      counts.entered += Math.max(0, taken - (said.known ?? 0));
      for (const { kept, refusal } of results.filter((one) => !one.ok)) {
        counts[kept ? "kept" : "refused"] += 1;
        reasons.add(refusal.message);
      }
      bar.value = (at + 1) / sheets.length;
    }
  } catch {
    say(words.away);
    button.disabled = false;
    return;
  }
  done.querySelector("h2").textContent = counts.refused ? words.half : words.done;
  const lines = Object.entries(counts).map(([name, n]) => n && fill(words[name], { n }));
  done.querySelector("ul").replaceChildren(...[...lines.filter(Boolean), ...reasons].map(line));
  done.hidden = false;
  found.hidden = true;
}

function line(text) {
  const row = document.createElement("li");
  row.textContent = text;
  return row;
}

async function take(file) {
  if (!file) return;
  try {
    show(readFile(await file.text()));
  } catch {
    say(words.broken);
  }
}

pick.addEventListener("change", () => take(pick.files?.[0]));
for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (drag) => {
    drag.preventDefault();
    if (drag instanceof DragEvent && kind === "drop") take(drag.dataTransfer?.files[0]);
  });
}
button.addEventListener("click", bring);
if (location.hash) {
  try {
    show(readCode(location.hash));
  } catch {
    say(words.broken);
  }
}
