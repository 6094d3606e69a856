// Notes on their way to the server: each is stored on this tablet letter by letter, sent in order once no mark waits any more,
// and kept until the server took it. It knows no page.
//
//   openNotes({ person, ready, settle, onChange, onTaken }) → { draft, drafted, commit, add, again, drop, of, flush, settled, state }
//     ready()          whether notes may be sent now: marks go first
//     settle           true where nobody types any more: what was left half-typed is sent as it is
//     onTaken(notes, note)  what the server says stands on that note's sheet now
//   A note: { uid, home, person, contestant, seat, item, place, kind, value, photo, withdraws, n, draft?, refusal? }.
//   A refused one stays, with its reason, until the judge removes it or sends it again.
// @ts-check

import { headers, home, newUid } from "./send.js";
import { shelf } from "./shelf.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;
const PATIENCE = 20000; // a photo over bad Wi-Fi
const MOST_PHOTOS = 2_400_000; // letters of photos that may wait here: the rest of the storage belongs to marks

/** In the order they were made; a tablet's clock may jump, so they are counted. */
const notes = shelf("note:", (all) => all.sort((one, other) => one.n - other.n));
const { keep, forget } = notes;
const stored = () => notes.all().filter((note) => note.home === home());

const nextNumber = () => Math.max(0, ...stored().map((note) => note.n)) + 1;

/** How many notes of a person (of anybody, without one) the server has not judged yet, half-typed ones too. */
export function waitingNotes(person = 0) {
  return stored().filter((note) => !note.refusal && (!person || note.person === person)).length;
}

/**
 * @param {{person: number, ready?: () => boolean, settle?: boolean, onChange?: () => void,
 *   onTaken?: (notes: any[], note: any) => void}} listener
 */
export function openNotes({ person, ready = () => true, settle = false, onChange = () => {}, onTaken = () => {} }) {
  let sending = false;
  let timer = 0; // set while the next try is some seconds off
  let wait = FIRST_WAIT;
  let stuck = "";

  const mine = () => stored().filter((note) => note.person === person);
  const toSend = () => mine().filter((note) => !note.refusal && !note.draft);
  const draftOf = (spot) => mine().find((note) => note.draft && same(note, spot));
  const same = (note, { contestant, seat, item }) => note.contestant === contestant && note.seat === seat && note.item === item;
  const blank = (spot) => ({ place: "", kind: "text", value: "", withdraws: "", ...spot, uid: newUid(), home: home(), person, n: nextNumber() });

  /** What is being typed for an item; answers whether it is kept. */
  function draft(spot, value) {
    const before = draftOf(spot);
    if (!value.trim()) {
      if (before) forget(before.uid);
      onChange();
      return true;
    }
    return tried(() => keep({ ...(before ?? blank(spot)), value, draft: true }));
  }

  /** What was typed becomes a note. */
  function commit(spot) {
    const typed = draftOf(spot);
    if (!typed) return;
    const { draft: _draft, ...note } = typed;
    tried(() => keep({ ...note, value: note.value.trim(), n: nextNumber() }));
    now();
  }

  /** A note, or what takes one back; answers whether it is kept. */
  function add(note) {
    const photos = mine().reduce((sum, { photo = "" }) => sum + photo.length, (note.photo ?? "").length);
    if (photos > MOST_PHOTOS) return false;
    const kept = tried(() => keep(blank(note)));
    if (kept) now();
    return kept;
  }

  function tried(act) {
    try {
      act();
    } catch {
      return false;
    }
    onChange();
    return true;
  }

  async function flush() {
    if (sending || timer || !ready() || !toSend().length) return;
    sending = true;
    stuck = "";
    for (let [note] = toSend(); note && ready() && !stuck; [note] = toSend()) {
      stuck = await send(note);
      if (!stuck) wait = FIRST_WAIT;
    }
    sending = false;
    if (stuck) retry();
    onChange();
  }

  /** Twice as long each time, and never all tablets at once. */
  function retry() {
    timer = setTimeout(() => {
      timer = 0;
      flush();
    }, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  /** Something changed that may help: at once, and as patiently as in the beginning. */
  function now() {
    clearTimeout(timer);
    timer = 0;
    wait = FIRST_WAIT;
    flush();
  }

  /** Waits until the notes of a sheet are judged, at most so long. */
  async function settled({ contestant, seat }, ms) {
    const left = () => toSend().some((note) => note.contestant === contestant && note.seat === seat);
    const until = performance.now() + ms;
    while (left() && performance.now() < until) await new Promise((done) => setTimeout(done, 50));
  }

  /** Sends one. Answers "" when the server judged it, else why it must wait. */
  async function send(note) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    const { person: _person, home: _home, n: _n, ...bare } = note;
    try {
      const answer = await fetch("/judge/notes", { method: "POST", headers: headers(), body: JSON.stringify(bare), signal: patience.signal });
      const said = await answer.json().catch(() => null);
      if (answer.ok && said?.notes) {
        forget(note.uid);
        onTaken(said.notes, note);
        return "";
      }
      if (![404, 409, 413, 422].includes(answer.status) || !said?.message) {
        return [400, 401, 403].includes(answer.status) ? "signed-out" : "offline";
      }
      if (notes.has(note.uid)) keep({ ...note, refusal: said.message });
      return "";
    } catch {
      return "offline";
    } finally {
      clearTimeout(timer);
    }
  }

  for (const sign of ["online", "pageshow"]) window.addEventListener(sign, now);
  document.addEventListener("visibilitychange", () => document.hidden || now());
  notes.watch(onChange);
  if (settle) for (const typed of mine().filter((note) => note.draft)) commit(typed);

  return {
    draft,
    commit,
    add,
    flush,
    settled,
    drafted: (spot) => draftOf(spot)?.value ?? "",
    of: (contestant, seat) => mine().filter((note) => note.contestant === contestant && note.seat === seat),
    /** `waiting`: not judged by the server yet; `refused`: with a reason; `stuck` "" | "offline" | "signed-out". */
    state() {
      const own = mine();
      const refused = own.filter((note) => note.refusal).length;
      return { waiting: own.length - refused, refused, stuck };
    },
    drop(uid) {
      forget(uid);
      onChange();
    },
    /** A refused one once more: the sheet may have come back meanwhile. */
    again(note) {
      const { refusal: _refusal, ...bare } = note;
      tried(() => keep({ ...bare, n: nextNumber() }));
      now();
    },
  };
}
