// The panel beside one line of a sheet: its rule in full, what the judge notes, what the judge gave it before.
// What is typed is kept on the tablet letter by letter; closing the panel enters it.
// @ts-check

import { figure, fill, put } from "./judge_text.js";
import { shrunk } from "./photo.js";

export function openPanel({ queue, list, helps, words, textOf, stateOf, learn, whereOf }) {
  const panel = /** @type {HTMLDialogElement} */ (document.getElementById("notes"));
  const field = panel.querySelector("textarea");
  const camera = panel.querySelector("input[type=file]");
  const part = (name) => /** @type {HTMLElement} */ (panel.querySelector(`[data-${name}]`));
  let open = ""; // the item whose panel is open
  let desk = null; // and its sheet
  let drawn = ""; // the list as it was drawn last: pictures must not flicker
  let large = ""; // the uid of the photo that is shown large

  const spot = (item) => ({ contestant: desk.contestant, seat: desk.seat, item });
  const here = () => list(desk).standing.filter((note) => note.item === open);

  function draw() {
    if (!open) return;
    const notes = here();
    for (const chip of panel.querySelectorAll("[data-chip]")) {
      const said = notes.some((note) => note.kind === "chip" && note.value === chip.dataset.chip && !note.refusal);
      chip.setAttribute("aria-pressed", String(said));
    }
    part("have").hidden = !notes.length;
    const looks = JSON.stringify(notes.map((note) => [note.uid, stateOf(note)]));
    if (looks !== drawn) part("list").replaceChildren(...notes.map(drawNote));
    drawn = looks;
    const { stuck, waiting } = queue.state();
    put(part("stuck"), stuck === "signed-out" ? words.signIn : waiting ? fill(words.unsent, { n: waiting }) : "");
  }

  function drawNote(note) {
    const line = document.createElement("li");
    line.className = note.refusal ? "bad" : "";
    if (note.kind === "photo") line.append(picture(note));
    const said = document.createElement("span");
    said.textContent = note.kind === "photo" ? "" : textOf(note);
    const state = document.createElement("small");
    state.textContent = stateOf(note);
    said.append(state);
    line.append(said);
    if (note.refusal) {
      line.append(button(words.drop, note, () => queue.drop(note.uid)));
      if (!desk.locked) line.append(button(words.again, note, () => queue.again(note)));
    } else if (!desk.locked) line.append(button(words.back, note, () => takeBack(note)));
    return line;
  }

  function picture(note) {
    const thumb = document.createElement("button");
    const image = document.createElement("img");
    image.src = note.photo ? `data:image/jpeg;base64,${note.photo}` : `/photos/${note.uid}.jpg`;
    image.alt = words.photoSeen;
    thumb.type = "button";
    thumb.className = "thumb";
    thumb.setAttribute("aria-expanded", String(large === note.uid));
    thumb.addEventListener("click", () => {
      large = large === note.uid ? "" : note.uid;
      thumb.setAttribute("aria-expanded", String(large === note.uid));
    });
    thumb.append(image);
    return thumb;
  }

  function button(word, note, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = word;
    made.setAttribute("aria-label", `${word}: ${textOf(note)}`);
    made.addEventListener("click", act);
    return made;
  }

  /** Another note takes it back: it may have arrived already, even where no answer came. */
  const takeBack = (note) => queue.add({ ...spot(note.item), kind: note.kind, withdraws: note.uid });

  function say(text) {
    put(part("said"), text);
    part("said").hidden = !text;
  }

  function show(sheet, item) {
    if (open) shut();
    [desk, open] = [sheet, item];
    const where = whereOf?.(sheet);
    part("where").hidden = !where;
    if (where) Object.assign(part("where"), { className: `whose ${where.tint}`, textContent: where.said });
    part("write").hidden = sheet.locked;
    const help = helps[item];
    for (const name of ["number", "title", "other", "text", "source", "section"]) put(part(name), help[name]);
    put(part("points"), help.points && fill(words.points, { n: help.points }));
    part("text").hidden = !help.text;
    part("lines").replaceChildren(...help.lines.map((said) => Object.assign(document.createElement("li"), { textContent: said })));
    part("chips").replaceChildren(...help.reasons.map(chipOf));
    field.value = queue.drafted(spot(item));
    say("");
    count();
    draw();
    showBefore(sheet, item);
    panel.showModal();
    panel.querySelector(".scroll").scrollTop = 0;
  }

  function chipOf({ value, text }) {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.dataset.chip = value;
    chip.textContent = text;
    chip.addEventListener("click", () => {
      const given = here().find((note) => note.kind === "chip" && note.value === value && !note.refusal);
      if (given) takeBack(given);
      else add({ kind: "chip", value });
    });
    return chip;
  }

  function add(note) {
    say(queue.add({ ...spot(open), ...note }) ? "" : words.full);
  }

  async function showBefore(sheet, item) {
    const { contestant, seat } = sheet;
    part("given").replaceChildren();
    put(part("none"), words.asking);
    let before = null;
    try {
      const answer = await fetch(`/judge/sheet/${contestant}/${seat}/item/${encodeURIComponent(item)}.json`, { cache: "no-store" });
      const said = answer.ok ? await answer.json() : null;
      if (said) learn(sheet, item, said.notes);
      before = said?.before ?? null;
    } catch {
      // the network is away: said below
    }
    if (desk !== sheet || open !== item) return;
    put(part("none"), before === null ? words.beforeAway : before.length ? "" : words.beforeNone);
    part("given").replaceChildren(...(before ?? []).map((one) => givenLine(one, helps[item].earns)));
  }

  function givenLine({ heat, station, said, cost, points, state }, earns) {
    const line = document.createElement("li");
    const cells = [fill(heat ? words.where : words.whereNoHeat, { heat, station }), figure(said), earns ? points : figure(cost)];
    for (const [at, text] of cells.entries()) line.append(Object.assign(document.createElement(at === 2 ? "b" : "span"), { textContent: text }));
    line.classList.toggle("clear", state === "clear");
    return line;
  }

  function count() {
    put(part("left"), fill(words.left, { n: field.maxLength - field.value.length }));
    part("keep").toggleAttribute("disabled", !field.value.trim());
  }

  function commit() {
    if (!open) return;
    queue.commit(spot(open));
    field.value = "";
    count();
  }

  function shut() {
    commit();
    open = "";
  }

  field.addEventListener("input", () => {
    say(queue.draft(spot(open), field.value) ? "" : words.full);
    count();
  });
  part("keep").addEventListener("click", commit);
  camera.addEventListener("change", async () => {
    const [file] = camera.files;
    const about = spot(open);
    if (!file) return;
    say(words.shrinking);
    const photo = await shrunk(file);
    camera.value = "";
    const kept = photo && queue.add({ ...about, kind: "photo", photo });
    say(kept ? "" : photo ? words.photoFull : words.noPhoto);
  });
  panel.addEventListener("close", shut);
  part("shut").addEventListener("click", () => panel.close());
  return { show, draw };
}
