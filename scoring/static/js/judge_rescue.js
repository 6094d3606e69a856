// What the tablet shows of its own journal: how many entries it made and their check code; and the way out for entries that
// cannot be sent: a file, or a code that the chief's telephone scans.
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
  const file = button(words.saveFile, save);
  const code = button(words.showCode, showCode);
  const tools = document.createElement("div");
  tools.className = "tools";
  tools.append(file, code);
  const picture = document.createElement("figure");
  box.replaceChildren(proof, unsent, tools, picture);

  function draw() {
    const [, , number, link] = heads().find((head) => head[1] === seat) ?? ["", 0, 0, ""];
    proof.hidden = !number;
    proof.textContent = fill(words.proof, { n: number, code: link.slice(0, 8) });
    const marks = stored();
    box.hidden = !marks.length && !number;
    unsent.hidden = tools.hidden = !marks.length;
    unsent.textContent = fill(words.rescue, { n: marks.length });
    if (!marks.length) picture.replaceChildren();
  }

  function save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([fileOf(home(), stored())], { type: "application/json" }));
    const when = new Date().toISOString().slice(0, 16).replace(/[T:]/g, "-");
    link.download = `scoring-rescue-${when}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  function showCode() {
    const address = addressOf(home(), stored());
    const said = document.createElement("figcaption");
    said.textContent = address ? words.scan : words.tooMany;
    picture.replaceChildren(...(address ? [drawing(address)] : []), said);
    picture.scrollIntoView({ block: "nearest" });
  }

  draw();
  return draw;
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

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
