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
let strays = 0; // entries of another competition: they stay out, one by one, whatever the file calls itself

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
  const marks = rescue.marks.map((mark) => ({ ...mark, home: mark.home ?? rescue.home })).filter((mark) => mark.home === home());
  const n = marks.length;
  strays = rescue.marks.length - n;
  if (strays && !n) return say(words.foreign);
  say("");
  sheets = parted(marks);
  found.querySelector("h2").textContent = fill(words.found, { n, sheets: new Set(marks.map((mark) => `${mark.contestant}:${mark.seat}`)).size });
  const made = rescue.at && fill(words.made, { at: new Date(rescue.at).toLocaleString(document.documentElement.lang) });
  found.querySelector(".advice").textContent = [made, strays && fill(words.strays, { n: strays })].filter(Boolean).join(" \u00b7 ");
  button.querySelector("span").textContent = fill(words.bring, { n });
  button.disabled = n === 0;
  found.hidden = false;
}

/** What became of each of these marks, and how many had arrived before; the server may leave the last ones for another request. */
async function send(marks) {
  const bare = marks.map(({ person: _person, at: _at, before: _before, refusal: _refusal, ...mark }) => mark);
  const body = JSON.stringify({ person: marks[0].person, marks: bare });
  const answer = await fetch("/rescue/marks", { method: "POST", headers: headers(), body });
  const said = await answer.json();
  return { known: said.known ?? 0, results: said.results ?? marks.map(({ uid }) => ({ uid, refusal: said })) };
}

async function bring() {
  button.disabled = true;
  bar.hidden = false;
  bar.value = 0;
  const counts = { entered: 0, known: 0, kept: 0, refused: 0, strays };
  const reasons = new Set();
  try {
    for (let left = sheets, [marks] = left; marks; [marks] = left) {
      const { known, results } = await send(marks);
      counts.known += known;
      counts.entered += results.filter((one) => one.ok).length - known;
      for (const { kept, refusal } of results.filter((one) => !one.ok)) {
        counts[kept ? "kept" : "refused"] += 1;
        reasons.add(refusal.message);
      }
      const rest = marks.filter((mark) => !results.some(({ uid }) => uid === mark.uid));
      left = rest.length ? [rest, ...left.slice(1)] : left.slice(1);
      bar.value = 1 - left.length / sheets.length;
    }
  } catch {
    say(words.away);
    button.disabled = false;
    return;
  }
  done.querySelector("h2").textContent = counts.refused || strays ? words.half : words.done;
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
