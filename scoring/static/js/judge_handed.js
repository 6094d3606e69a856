// A sheet that is handed in: asking for it back, taking that back, what the chief judge answered; and what came too late.
// Nothing is asked twice: a request without an answer is sent again with the same uid.
// @ts-check

import { fill, put } from "./judge_text.js";
import { newUid, post } from "./send.js";

/** @param {any} desk @returns {{draw: () => void}} */
export function askBack(desk) {
  const box = document.getElementById("asking");
  const dialog = /** @type {HTMLDialogElement|null} */ (document.getElementById("ask-back"));
  if (!box || !dialog) return { draw() {} };
  const reason = /** @type {HTMLTextAreaElement} */ (dialog.querySelector("textarea"));
  const send = /** @type {HTMLButtonElement} */ (dialog.querySelector('[value="yes"]'));
  const wrong = /** @type {HTMLElement} */ (box.querySelector(".bad"));
  let waiting = { address: "", uid: "" };

  /** The same act keeps its uid until it is answered. */
  async function act(what, facts = {}) {
    const address = `/judge/sheet/${desk.contestant}/${desk.seat}/${what}`;
    if (waiting.address !== address) waiting = { address, uid: newUid() };
    const answer = await post(address, { uid: waiting.uid, ...facts });
    if (answer.ok || answer.message) waiting = { address: "", uid: "" };
    wrong.hidden = answer.ok;
    wrong.textContent = answer.ok ? "" : answer.message || desk.words.away;
    if (answer.sheet) desk.take(answer.sheet);
  }

  function draw() {
    const { act: now = "", hour = "", reason: why = "" } = desk.sheet.asked ?? {};
    box.dataset.act = now;
    for (const node of box.querySelectorAll("[data-when]")) node.hidden = node.dataset.when !== now;
    for (const node of box.querySelectorAll("[data-hour]")) node.textContent = hour;
    for (const node of box.querySelectorAll("[data-reason]")) node.textContent = why;
    box.querySelector("[data-begin]").hidden = now === "ask";
  }

  const ready = () => {
    send.disabled = !reason.value.trim();
  };
  reason.addEventListener("input", ready);
  dialog.addEventListener("click", ({ target }) => {
    const chip = target.closest("[data-chip]");
    if (!chip) return;
    reason.value = [reason.value.trim(), chip.textContent].filter(Boolean).join(desk.words.semicolon);
    ready();
  });
  box.querySelector("[data-begin]").addEventListener("click", () => {
    dialog.returnValue = "";
    dialog.showModal();
    ready();
  });
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && act("ask", { reason: reason.value.trim() }));
  box.querySelector("[data-unask]").addEventListener("click", () => act("unask"));
  return { draw };
}

/** Says on the page that entries came too late; where it has links to the sheets on which they are settled, shows those. */
export function tellLate(root, words, sheets) {
  const note = /** @type {HTMLElement} */ (root.querySelector("[data-late-note]"));
  const late = new Map(sheets.map(({ contestant_id: id, held }) => [id, held?.length ?? 0]));
  const n = [...late.values()].reduce((sum, one) => sum + one, 0);
  note.hidden = n === 0;
  put(note.querySelector("b"), fill(words.cameLate, { n }));
  for (const way of note.querySelectorAll("[data-late]")) way.hidden = !late.get(Number(way.dataset.late));
}

/** What came too late, in the journal: enter it again (where the sheet is open), or leave it aside. */
export function keepLate(desk) {
  const list = /** @type {HTMLElement} */ (desk.root.querySelector("#journal .late-marks"));
  const again = new Map(); // the uid of the new entry, by that of the one that came too late
  const settling = new Set();

  async function settle(held) {
    if (settling.has(held)) return;
    settling.add(held);
    const answer = await post(`/judge/sheet/${desk.contestant}/${desk.seat}/aside`, { uid: `aside-${held}`, held });
    settling.delete(held);
    again.delete(held);
    if (answer.sheet) desk.take(answer.sheet);
    else if (answer.message) say(held, answer.message);
  }

  function say(held, text) {
    const row = list.querySelector(`[data-held="${held}"] small`);
    if (row) row.textContent = text;
  }

  function draw(refused) {
    const late = desk.sheet.held ?? [];
    for (const [held, uid] of again) {
      const open = desk.pending.some((mark) => mark.uid === uid) || refused.some((mark) => mark.uid === uid);
      if (!open) settle(held); // the new entry is on the sheet: the old one is settled
    }
    list.replaceChildren(...late.map(line));
    tellLate(desk.root, desk.words, [desk.sheet]);
  }

  function line(held) {
    const row = document.createElement("li");
    row.dataset.held = held.uid;
    const said = document.createElement("span");
    said.textContent = held.text;
    const why = document.createElement("small");
    why.textContent = held.message;
    row.append(said, why);
    if (!desk.locked) row.append(button(desk.words.enterAgain, held, () => enter(held)));
    row.append(button(desk.words.leaveAside, held, () => settle(held.uid)));
    return row;
  }

  function enter({ uid, item, place, value, withdraws }) {
    if (again.has(uid)) return;
    const [mark] = desk.enter([withdraws ? { item, place, withdraws } : { item, place, value }]);
    if (mark) again.set(uid, mark);
    desk.redraw();
  }

  function button(verb, held, act) {
    const node = document.createElement("button");
    node.type = "button";
    node.className = "button";
    node.textContent = verb;
    node.disabled = again.has(held.uid);
    node.setAttribute("aria-label", `${verb}: ${held.text}`);
    node.addEventListener("click", act);
    return node;
  }

  desk.root.querySelector("[data-late-note] button").addEventListener("click", () => desk.root.querySelector(".unsent").click());
  return { draw };
}
