// What the tablet shows of its own journal: how many entries it made and their check code; and the way out for entries that
// cannot be sent: a file, or a code that the chief's telephone scans. Entries of one competition never mix with another's.
// @ts-check

import qrcode from "../vendor/qrcode-generator@2.0.4/qrcode.mjs";
import { heads } from "./chain.js";
import { fill } from "./judge_text.js";
import { addressOf, fileOf } from "./rescue_file.js";
import { home } from "./send.js";
import { stored } from "./stored.js";

/** @param {HTMLElement | null} box where it is drawn; answers what draws it again */
export function showRescue(box, words, seat = 0) {
  if (!box) return () => {};
  const proof = paragraph("proof");
  const unsent = paragraph("unsent-words");
  const tools = toolbar(
    button(words.saveFile, () => save(home())),
    button(words.showCode, showCode),
  );
  const picture = document.createElement("figure");
  const foreign = document.createElement("div");
  box.replaceChildren(proof, unsent, tools, picture, foreign);

  function draw() {
    const [, , number, link] = heads().find((head) => head[1] === seat) ?? ["", 0, 0, ""];
    proof.hidden = !number;
    proof.textContent = fill(words.proof, { n: number, code: link.slice(0, 8) });
    const marks = madeAt(home());
    const homes = [...new Set(stored().map(homeOf))].filter((other) => other !== home());
    box.hidden = !marks.length && !homes.length && !number;
    unsent.hidden = tools.hidden = !marks.length;
    unsent.textContent = fill(words.rescue, { n: marks.length });
    if (!marks.length) picture.replaceChildren();
    drawForeign(homes);
  }

  /** Drawn only when it says something else: a button must not vanish under a finger. */
  function drawForeign(homes) {
    const said = homes.map((other) => [other, fill(words.foreignFile, { n: madeAt(other).length })]);
    if (foreign.dataset.said === String(said)) return;
    foreign.dataset.said = String(said);
    const parts = said.map(([other, text]) => {
      const line = paragraph("unsent-words");
      line.textContent = text;
      return [line, toolbar(button(words.saveThese, () => save(other)))];
    });
    foreign.replaceChildren(...parts.flat());
  }

  function showCode() {
    const address = addressOf(home(), madeAt(home()));
    const said = document.createElement("figcaption");
    said.textContent = address ? words.scan : words.tooMany;
    picture.replaceChildren(...(address ? [drawing(address)] : []), said);
    picture.scrollIntoView({ block: "nearest" });
  }

  draw();
  return draw;
}

const homeOf = (mark) => mark.home ?? home();
const madeAt = (place) => stored().filter((mark) => homeOf(mark) === place);

function save(place) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([fileOf(place, madeAt(place))], { type: "application/json" }));
  const when = new Date().toISOString().slice(0, 16).replace(/[T:]/g, "-");
  link.download = `scoring-rescue-${place === home() ? "" : "other-"}${when}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function drawing(text) {
  const code = qrcode(0, "L");
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const cells = Array.from({ length: size * size }, (_, at) => [Math.floor(at / size), at % size]);
  const path = cells.filter(([row, column]) => code.isDark(row, column)).map(([row, column]) => `M${column} ${row}h1v1h-1z`);
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("viewBox", `-4 -4 ${size + 8} ${size + 8}`);
  picture.setAttribute("shape-rendering", "crispEdges");
  const dark = document.createElementNS("http://www.w3.org/2000/svg", "path");
  dark.setAttribute("d", path.join(""));
  picture.append(dark);
  return picture;
}

function paragraph(name) {
  const made = document.createElement("p");
  made.className = name;
  return made;
}

function toolbar(...buttons) {
  const made = document.createElement("div");
  made.className = "tools";
  made.append(...buttons);
  return made;
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
