// The review: what is missing can be cleared here, the judge signs, then hands in. Nothing hands itself in, and nothing
// can be handed in by the tap that ended the last page or the signature. What is signed is what was shown: when the sheet
// changes meanwhile, by whomever, the page is drawn anew and says so.
// @ts-check

import { heads } from "./chain.js";
import { tellLate } from "./judge_handed.js";
import { keepPresence } from "./judge_presence.js";
import { readSignature } from "./judge_sign.js";
import { fill } from "./judge_text.js";
import { connectDesk } from "./live.js";
import { openNotes } from "./notes_queue.js";
import { later, newUid, openOutbox, post } from "./outbox.js";

const CALM = 600; // ms between signing (or seeing this page) and a tap that counts
const PATIENCE = 8000;
const NOTES_PATIENCE = 8000; // what is noted goes before the sheet is shut, but it never holds the sheet up
const SHUT = ["submitted", "signed", "excused"];
const PAUSES = [0, 1000, 2000, 4000]; // a handing-in without an answer is sent again, with the same uid

const root = /** @type {HTMLElement} */ (document.getElementById("review"));
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const contestant = Number(root.dataset.contestant);
const seat = Number(root.dataset.seat);
const button = /** @type {HTMLButtonElement} */ (root.querySelector("[data-hand-in]"));
const said = root.querySelector(".foot [data-said]");
const uid = newUid(); // of the handing in: pressed twice it is still one act

let order = Number(root.dataset.order);
let taken = false; // some marks of this sheet were taken since this page was drawn
let sending = false;
let calm = 0; // when a tap counts again
let notes = null;

const outbox = openOutbox({
  person: Number(root.dataset.person),
  onSheet(sheet) {
    if (sheet.contestant_id === contestant && sheet.seat_id === seat) taken = true;
  },
  onChange: draw,
});
const signature = readSignature(/** @type {HTMLElement} */ (document.getElementById("sign")), rest);

/** Wait for the hand to rest; what is tapped before that is not meant. */
function rest() {
  calm = performance.now() + CALM;
  setTimeout(() => draw(outbox.state()), CALM + 20);
  draw(outbox.state());
}

function draw(state) {
  const waiting = outbox.of(contestant, seat).filter((mark) => !mark.refusal).length;
  if (taken && !waiting) return location.reload(); // the figures are the server's: fetch them again
  const noted = notes ? notes.of(contestant, seat).filter((note) => !note.refusal).length : 0;
  const unsent = waiting + noted;
  said.textContent = state.stuck === "signed-out" ? words.signIn : unsent ? fill(words.unsent, { n: unsent }) : words.sent;
  notes?.flush(); // after the marks
  const ready = root.dataset.open === "0" && waiting === 0;
  signature.open(ready && !sending);
  button.disabled = sending || !ready || !signature.signed() || performance.now() < calm;
}

root.addEventListener("click", ({ target }) => {
  const clear = target.closest("[data-clear]");
  if (!clear) return;
  clear.disabled = true;
  outbox.add([{ contestant, seat, item: clear.dataset.clear, value: "clear", order: ++order, known: Number(root.dataset.known) }]);
});

button.addEventListener("click", async () => {
  if (button.disabled || sending) return;
  sending = true;
  draw(outbox.state());
  await notes.settled({ contestant, seat }, NOTES_PATIENCE);
  const [journal = "", , number = 0] = heads().find(([, of]) => of === seat) ?? []; // how many entries this tablet made by now
  const answer = await handIn({ uid, seen: root.dataset.seen, drawn: signature.drawn(), journal, number });
  if (answer.ok || answer.code === "submitted") return location.assign(root.dataset.after); // the sheet says how it stands
  if (answer.code === "sheet-changed") return drawAnew();
  sending = false;
  const refusal = root.querySelector(".refusal");
  refusal.hidden = false;
  refusal.textContent = answer.message || words.noAnswer;
  draw(outbox.state());
});

async function handIn(facts) {
  let answer = { ok: false, message: "" };
  for (const pause of PAUSES) {
    await new Promise((done) => setTimeout(done, pause));
    const late = new Promise((done) => setTimeout(() => done({ ok: false, message: "" }), PATIENCE));
    answer = await Promise.race([post(`/judge/sheet/${contestant}/${seat}/submit`, facts), late]);
    if (answer.ok || answer.message) break;
  }
  return answer;
}

/** The signature was given to other figures: it goes with them, and the page says why. */
const drawAnew = () => location.replace(`${location.pathname}?changed`);

async function refetch() {
  const answer = await fetch(`/judge/sheet/${contestant}/${seat}.json`, { cache: "no-store" }).catch(() => null);
  const sheet = answer?.ok ? await answer.json().catch(() => null) : null;
  if (!sheet || sending) return; // the network is away; or the server tells when it takes the sheet
  if (SHUT.includes(sheet.state)) return location.assign(root.dataset.after);
  const own = taken || outbox.of(contestant, seat).some((mark) => !mark.refusal); // then the page is fetched again anyhow
  if (sheet.seen !== root.dataset.seen && !own) return drawAnew();
  tellLate(root, words, [sheet]);
}

notes = openNotes({
  person: Number(root.dataset.person),
  ready: () => outbox.state().waiting === 0,
  settle: true,
  onChange: () => draw(outbox.state()),
});
rest();
root.classList.add("listening");
outbox.flush();
if (location.search) history.replaceState(null, "", location.pathname); // said once
const soon = later(refetch);
window.addEventListener("tab-back", refetch);
connectDesk({
  onChanged({ event }) {
    if (event === null) outbox.flush();
    if (event === null || event === root.dataset.event) soon();
  },
  onHere: keepPresence(outbox).now,
});
