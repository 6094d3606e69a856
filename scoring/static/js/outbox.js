// Marks on their way to the server: each is stored on this tablet first, sent in order, and kept until the server answered for it.
// It knows no page and no score. One localStorage key a mark, so that nothing is read, changed and written back.
//
//   openOutbox({ person, onSheet, onChange }) → { add(marks), of(contestant, seat), all(), drop(uid), flush(), state() }
//     add([{contestant, seat, item, place, value, order, withdraws}])  gives each a uid, stores and sends them; answers the uids
//     onSheet(sheet)    the server's SheetState after some marks of that sheet were taken
//     onChange(state)   { waiting, refused, stuck, elsewhere }: numbers of marks; `stuck` "" | "offline" | "signed-out"
//   A mark: { uid, person, contestant, seat, item, place, value, order, withdraws, at, refusal? }. A refused one stays, with
//   its reason, until the judge drops it. Marks of another person on this tablet wait until that person signs in again.
// @ts-check

const PREFIX = "outbox:";
const MOST = 50; // marks in one request
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;
const PATIENCE = 10000; // a request without an answer is given up and repeated with the same uids

/** A random name for a mark; crypto.randomUUID does not exist on plain http. */
export function newUid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @returns {any[]} every stored mark, oldest first */
function stored() {
  const marks = [];
  for (let index = 0; index < localStorage.length; index++) {
    const key = localStorage.key(index);
    if (!key?.startsWith(PREFIX)) continue;
    try {
      marks.push(JSON.parse(localStorage.getItem(key) ?? ""));
    } catch {
      // another tab took it away meanwhile
    }
  }
  return marks.sort((one, other) => one.at - other.at || one.order - other.order);
}

/** @param {{person: number, onSheet?: (sheet: any) => void, onChange?: (state: any) => void}} listener */
export function openOutbox({ person, onSheet = () => {}, onChange = () => {} }) {
  let sending = false;
  let again = 0;
  let wait = FIRST_WAIT;
  let stuck = "";

  const mine = () => stored().filter((mark) => mark.person === person);
  const keep = (mark) => localStorage.setItem(PREFIX + mark.uid, JSON.stringify(mark));

  function state() {
    const all = stored();
    const own = all.filter((mark) => mark.person === person);
    const refused = own.filter((mark) => mark.refusal).length;
    return { waiting: own.length - refused, refused, stuck, elsewhere: all.length - own.length };
  }

  function add(marks) {
    const at = Date.now();
    const kept = marks.map((mark) => ({ place: "", value: "", withdraws: "", ...mark, uid: newUid(), person, at }));
    for (const mark of kept) keep(mark);
    onChange(state());
    flush();
    return kept.map((mark) => mark.uid);
  }

  /** The next marks to send: those of one sheet, in their order. */
  function batch() {
    const waiting = mine().filter((mark) => !mark.refusal);
    const first = waiting[0];
    if (!first) return [];
    const same = waiting.filter((mark) => mark.contestant === first.contestant && mark.seat === first.seat);
    return same.sort((one, other) => one.order - other.order).slice(0, MOST);
  }

  async function flush() {
    if (sending) return;
    sending = true;
    clearTimeout(again);
    for (let marks = batch(); marks.length; marks = batch()) {
      stuck = await send(marks);
      if (stuck) break;
      wait = FIRST_WAIT;
    }
    sending = false;
    onChange(state());
    if (stuck) later();
    else if (batch().length) flush(); // added after the last look
  }

  function later() {
    again = setTimeout(flush, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  /** Sends once. Answers "" when the server judged these marks, else why they must wait. */
  async function send(marks) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const answer = await fetch("/judge/marks", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ marks: marks.map(({ person: _person, at: _at, ...mark }) => mark) }),
        signal: patience.signal,
      });
      const said = await answer.json().catch(() => null);
      if (said?.results) return judged(said);
      if ([404, 409, 413, 422].includes(answer.status) && said?.message) return refuseAll(marks, said);
      return [400, 401, 403].includes(answer.status) ? "signed-out" : "offline";
    } catch {
      return "offline";
    } finally {
      clearTimeout(timer);
    }
  }

  function judged({ results, sheet }) {
    for (const result of results) {
      const key = PREFIX + result.uid;
      if (result.ok) localStorage.removeItem(key);
      else if (localStorage.getItem(key)) keep({ ...JSON.parse(localStorage.getItem(key) ?? "{}"), refusal: result.refusal.message });
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

  window.addEventListener("online", flush);
  window.addEventListener("storage", ({ key }) => key?.startsWith(PREFIX) && onChange(state()));
  document.addEventListener("visibilitychange", () => document.hidden || flush());

  return {
    add,
    flush,
    state,
    all: mine,
    of: (contestant, seat) => mine().filter((mark) => mark.contestant === contestant && mark.seat === seat),
    drop(uid) {
      localStorage.removeItem(PREFIX + uid);
      onChange(state());
    },
  };
}

/** Calls `act` once, 1 to 3 s after being asked however often: sixty tablets must not all ask the server at every mark. */
export function later(act) {
  let timer = 0;
  return () => {
    if (timer) return;
    timer = setTimeout(
      () => {
        timer = 0;
        act();
      },
      1000 + Math.random() * 2000,
    );
  };
}

/** Sends something that is no mark, once. Answers what the server said, with `ok`; never throws. */
export async function post(address, body) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(body),
    });
    return { ...(await answer.json()), ok: answer.ok };
  } catch {
    return { ok: false, message: "" };
  }
}

function token() {
  return document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
}
