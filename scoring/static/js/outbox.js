// Marks on their way to the server: each is stored on this tablet first, sent in order, and kept until the server answered for it.
// It knows no page and no score.
//
//   openOutbox({ person, onSheet, onChange, onFull }) → { add(marks), of(contestant, seat), all(), drop(uid), flush(), state(), settled(ms) }
//     add([{contestant, seat, item, place, value, order, withdraws}])  gives each a uid and its place in the journal, stores and
//                       sends them; answers the uids
//     onSheet(sheet)    the server's SheetState after some marks of that sheet were taken
//     onChange(state)   { waiting, noted, refused, stuck, elsewhere, foreign }: numbers of marks, and of notes; `stuck` "" | "offline" | "signed-out"
//     onFull()          the tablet has no room left: nothing of what was added is kept
//     settled(ms)       waits until nothing waits any more, at most so long; answers whether that is so
//   A mark: { uid, home, person, contestant, seat, item, place, value, order, withdraws, journal, number, link, before, at, refusal? }.
//   A refused one stays, with its reason, until the judge drops it, unless the server holds it for a decision. Marks of another
//   person wait until that person signs in again (elsewhere); marks of another competition are never sent (foreign).
// @ts-check

import { chained, rechained } from "./chain.js";
import { guardLeaving, sayFull } from "./leave.js";
import { waitingNotes } from "./notes_queue.js";
import { headers, home, newUid, tellIfOut } from "./send.js";
import { forget, isStored, keep, recover, stored, watch } from "./stored.js";
import { oneTab } from "./tabs.js";

export { later, newUid, post } from "./send.js";

const MOST = 50; // marks in one request
const A_FRAME = 34; // ms: first the picture that answers the tap, then the request
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;
const PATIENCE = 10000; // a request without an answer is given up and repeated with the same uids

/**
 * @param {{person: number, onSheet?: (sheet: any) => void, onChange?: (state: any) => void, onFull?: () => void}} listener
 */
export function openOutbox({ person, onSheet = () => {}, onChange = () => {}, onFull = sayFull }) {
  const here = home();
  let sending = false;
  let again = 0;
  let wait = FIRST_WAIT;
  let stuck = "";

  const tab = oneTab(now);
  document.documentElement.dataset.running = ""; // all modules are here: js/boot.js may rest

  const ofHere = (mark) => (mark.home ?? here) === here;
  const mine = () => stored().filter((mark) => mark.person === person && ofHere(mark));
  const waiting = () => mine().filter((mark) => !mark.refusal);

  function state() {
    const all = stored();
    const own = all.filter((mark) => mark.person === person && ofHere(mark));
    const refused = own.filter((mark) => mark.refusal).length;
    const foreign = all.filter((mark) => !ofHere(mark)).length;
    const elsewhere = all.length - own.length - foreign;
    return { waiting: own.length - refused, noted: waitingNotes(person), refused, stuck, elsewhere, foreign };
  }

  function add(marks) {
    if (!tab.mine()) return [];
    const at = Date.now();
    const full = { place: "", value: "", withdraws: "", item: "" };
    const made = marks.map((mark) => ({ ...full, ...mark, uid: newUid(), home: here, person, at }));
    const kept = [];
    try {
      for (const mark of made) kept.push(...chained(mark.seat, [mark], keep));
    } catch {
      onFull();
    }
    onChange(state());
    clearTimeout(again);
    again = setTimeout(flush, A_FRAME);
    return kept.map((mark) => mark.uid);
  }

  /** The next marks to send: those of one sheet, in their order. */
  function batch() {
    const [first, ...rest] = waiting();
    if (!first) return [];
    const same = [first, ...rest].filter((mark) => mark.contestant === first.contestant && mark.seat === first.seat);
    return same.slice(0, MOST);
  }

  async function flush() {
    if (sending || !tab.mine()) return;
    sending = true;
    clearTimeout(again);
    for (let marks = batch(); marks.length; marks = batch()) {
      stuck = await send(marks);
      if (stuck) break;
      wait = FIRST_WAIT;
    }
    sending = false;
    onChange(state());
    if (stuck) retry();
    else if (batch().length) flush(); // added after the last look
  }

  /** Twice as long each time, and never all tablets at once. */
  function retry() {
    again = setTimeout(flush, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  /** The network may be back: at once, and as patiently as in the beginning. */
  function now() {
    wait = FIRST_WAIT;
    flush();
  }

  /** Sends once. Answers "" when the server judged these marks, else why they must wait. */
  async function send(marks) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    const bare = marks.map(({ person: _person, at: _at, home: _home, before: _before, where: _where, ...mark }) => mark);
    try {
      const answer = await fetch("/judge/marks", {
        method: "POST",
        headers: headers(),
        body: JSON.stringify({ marks: bare }),
        signal: patience.signal,
      });
      const said = await answer.json().catch(() => null);
      if (said?.results) return judged(said);
      tellIfOut(answer, said);
      if (said?.code === "journal-forked") return fork(marks);
      if ([404, 409, 413, 422].includes(answer.status) && said?.message) return refuseAll(marks, said);
      return [400, 401, 403].includes(answer.status) ? "signed-out" : "offline";
    } catch {
      return "offline";
    } finally {
      clearTimeout(timer);
    }
  }

  function judged({ results, sheet }) {
    const sent = new Map(waiting().map((mark) => [mark.uid, mark]));
    for (const { uid, ok, kept, refusal } of results) {
      if (ok || kept) forget(uid);
      else if (isStored(uid)) keep({ ...sent.get(uid), refusal: refusal.message });
    }
    onChange(state());
    if (sheet) onSheet(sheet);
    return results.length ? "" : "offline";
  }

  function refuseAll(marks, { message }) {
    for (const mark of marks) keep({ ...mark, refusal: message });
    onChange(state());
    return "";
  }

  /** None of these is on the server: it answers known ones first. */
  function fork(marks) {
    rechained(marks[0].seat, marks.filter((mark) => isStored(mark.uid)), keep);
    return "";
  }

  async function settled(ms) {
    const until = performance.now() + ms;
    while (waiting().length && performance.now() < until) await new Promise((done) => setTimeout(done, 50));
    return waiting().length === 0;
  }

  for (const sign of ["online", "pageshow"]) window.addEventListener(sign, now);
  document.addEventListener("visibilitychange", () => document.hidden || now());
  watch(() => onChange(state()));
  recover().then((found) => {
    if (!found) return;
    onChange(state());
    flush();
  });
  guardLeaving({ unsent: () => waiting().length + waitingNotes(person), settled });

  return {
    add,
    flush,
    state,
    settled,
    all: mine,
    of: (contestant, seat) => mine().filter((mark) => mark.contestant === contestant && mark.seat === seat),
    drop(uid) {
      forget(uid);
      onChange(state());
    },
  };
}
