// The list of heats: fetched again when something of the competition changes; sends what still waits on this tablet.
// @ts-check

import { keepPresence } from "./judge_presence.js";
import { fill } from "./judge_text.js";
import { connectDesk } from "./live.js";
import { openNotes, waitingNotes } from "./notes_queue.js";
import { showRescue } from "./judge_rescue.js";
import { later, openOutbox } from "./outbox.js";

const root = /** @type {HTMLElement} */ (document.getElementById("heats"));
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const queue = /** @type {HTMLElement} */ (document.querySelector("[data-queue]"));

async function refetch() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("heats");
    if (!fresh || fresh.innerHTML === root.innerHTML) return;
    const focused = document.activeElement?.getAttribute("href");
    root.replaceChildren(...fresh.childNodes);
    if (focused) root.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  } catch {
    // the network is away; the head says so
  }
}

const wayOut = showRescue(queue.querySelector("[data-rescue]"), words);

const person = Number(root.dataset.person);
let notes = null;
const outbox = openOutbox({ person, onSheet: refetch, onChange: tell });

/** What of this tablet is still on its way. */
function tell(state) {
  const noted = waitingNotes(person);
  notes?.flush(); // after the marks
  queue.hidden = !state.waiting && !state.refused && !state.elsewhere && !state.foreign && !noted;
  const lines = [
    state.waiting && fill(words.unsent, { n: state.waiting }),
    state.refused && fill(words.refused, { n: state.refused }),
    noted && fill(words.notesUnsent, { n: noted }),
    state.elsewhere && fill(words.elsewhere, { n: state.elsewhere }),
    state.foreign && fill(words.foreign, { n: state.foreign }),
    state.stuck === "signed-out" && words.signIn,
  ];
  queue.querySelector("p").textContent = lines.filter(Boolean).join(" \u00b7 ");
  wayOut();
}

notes = openNotes({ person, ready: () => outbox.state().waiting === 0, settle: true, onChange: () => tell(outbox.state()) });
const presence = keepPresence(outbox);
tell(outbox.state());
outbox.flush();

connectDesk({
  onChanged: later(refetch),
  onHere: presence.now,
  onState({ state }) {
    const net = document.querySelector("[data-net]");
    net?.classList.toggle("away", state !== "live");
    const said = net?.querySelector("[data-said]");
    if (said) said.textContent = state === "live" ? words.connected : words.away;
  },
});
