// What the chief's and the floor's pages share: sending an act once, fetching a fragment again, saying what happened. No figure is worked out here.
//
//   post(path, facts)      sends one act as JSON with a client-made uid and repeats it with the same uid until an answer comes.
//                          Answers { ok: true, answer, took } (ms) or { ok: false, code, message }.
//   fragment(address, box) fetches a piece of the page and changes in `box` what differs; answers when it was on its way, or null.
//   settled(fetch)         the same function, never running twice at once and with a pause after each run.
//   say(text, kind)        a message for six seconds ("done" or "wrong").
//   ask(dialog)            opens a <dialog>; answers with its form's fields, or null when it was left.
//   words                  the page's sentences, from <script id="words">.
// @ts-check

import { morph } from "./morph.js";

export const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

const PAUSES = [300, 800, 1500, 3000, 5000]; // then every 5 s until GIVE_UP
const GIVE_UP = 60_000;
const SAID_FOR = 6_000;

/** A random id of 128 bits; crypto.randomUUID does not exist on plain http. */
export function newUid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The word with its holes filled: fill("{n} left", { n: 3 }). */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

let open = 0; // acts on their way; leaving the page now would leave them unknown
window.addEventListener("beforeunload", (happening) => open > 0 && happening.preventDefault());

/** @param {string} path @param {object} facts */
export async function post(path, facts) {
  const body = JSON.stringify({ uid: newUid(), ...facts });
  const began = performance.now();
  open += 1;
  try {
    for (let turn = 0; ; turn += 1) {
      const outcome = await once(path, body);
      if (outcome) return { ...outcome, took: performance.now() - began };
      if (performance.now() - began > GIVE_UP) return { ok: false, code: "unsent", message: words.unsent };
      say(words.resending, "wrong");
      await new Promise((done) => setTimeout(done, PAUSES[Math.min(turn, PAUSES.length - 1)]));
    }
  } finally {
    open -= 1;
  }
}

/** One try: an outcome, or null when it is worth trying again. */
async function once(path, body) {
  const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
  try {
    const answer = await fetch(path, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
      signal: AbortSignal.timeout ? AbortSignal.timeout(8000) : undefined,
    });
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) return { ok: true, answer: told };
    if (answer.status >= 502 || answer.status === 429) return null;
    return { ok: false, code: told.code ?? String(answer.status), message: told.message ?? words.refused };
  } catch {
    return null; // no network, or no answer in time
  }
}

let saidTimer = 0;

/** @param {string} text @param {"done"|"wrong"} kind @param {{label: string, act: () => void}} [undo] */
export function say(text, kind = "done", undo = undefined) {
  const box = document.getElementById("said");
  if (!box) return;
  box.textContent = text;
  box.dataset.kind = kind;
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = undo.label;
    button.addEventListener("click", () => {
      box.hidden = true;
      undo.act();
    });
    box.append(button);
  }
  // an open dialog lies above the page: the message goes into it
  (document.querySelector("dialog[open]") ?? document.body).append(box);
  box.hidden = false;
  clearTimeout(saidTimer);
  saidTimer = setTimeout(() => {
    box.hidden = true;
  }, SAID_FOR);
}

const asked = new Map();

/** The newest answer wins; an older one that arrives later is dropped. @param {string} address @param {HTMLElement} box */
export async function fragment(address, box) {
  const turn = (asked.get(box) ?? 0) + 1;
  asked.set(box, turn);
  const sent = performance.now();
  const answer = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" }).catch(() => null);
  if (answer?.status === 401 || answer?.status === 403) location.reload();
  if (!answer?.ok || asked.get(box) !== turn) return null;
  const received = performance.now();
  const html = await answer.text();
  if (asked.get(box) !== turn) return null;
  morph(box, html);
  return { sent, received };
}

const PAUSE = 300; // between two fetches of the same piece: on a busy day something changes with every tap of a judge

/** @param {() => Promise<void>} run */
export function settled(run) {
  let running = null;
  let again = false;
  const go = async () => {
    do {
      again = false;
      await run();
      if (again) await new Promise((done) => setTimeout(done, PAUSE));
    } while (again);
    running = null;
  };
  return () => {
    again = Boolean(running);
    running ??= go();
    return running;
  };
}

/** The page says what is missing in its own language; the browser's bubble may speak another. */
function sayWhatIsMissing(form) {
  const controls = [...(form?.elements ?? [])];
  const forget = () => {
    for (const control of controls) control.setCustomValidity("");
  };
  forget();
  for (const control of controls) {
    control.oninput = forget;
    control.oninvalid = () => control.validity.valueMissing && control.setCustomValidity(words.needed);
  }
}

/** @param {HTMLDialogElement} dialog @returns {Promise<Record<string, string>|null>} */
export function ask(dialog) {
  const form = dialog.querySelector("form");
  dialog.returnValue = "";
  if (form) form.reset();
  sayWhatIsMissing(form);
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener(
      "close",
      () => {
        if (!["", "cancel"].includes(dialog.returnValue)) done(Object.fromEntries(new FormData(form)));
        else done(null);
      },
      { once: true },
    );
  });
}

/** Shows in the header how fresh the page is. @param {{state: string}} line */
export function showLink({ state }) {
  const link = document.getElementById("link");
  if (!link) return;
  link.dataset.state = state;
  link.textContent = words[`link_${state}`] ?? "";
}
