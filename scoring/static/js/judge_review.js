// The review: what is missing can be cleared here, the judge signs by a tap, then hands in. Nothing hands itself in.
// @ts-check

import { fill } from "./judge_text.js";
import { newUid, openOutbox, post } from "./outbox.js";

const root = /** @type {HTMLElement} */ (document.getElementById("review"));
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const contestant = Number(root.dataset.contestant);
const seat = Number(root.dataset.seat);
const button = /** @type {HTMLButtonElement} */ (root.querySelector("[data-hand-in]"));
const pad = /** @type {HTMLButtonElement} */ (root.querySelector(".pad"));
const said = root.querySelector(".foot [data-said]");
const uid = newUid(); // of the handing in: pressed twice it is still one act

let order = Number(root.dataset.order);
let taken = false; // some marks were taken since this page was drawn

const outbox = openOutbox({
  person: Number(root.dataset.person),
  onSheet: () => {
    taken = true;
  },
  onChange: draw,
});

function draw(state) {
  const waiting = outbox.of(contestant, seat).filter((mark) => !mark.refusal).length;
  if (taken && !waiting) return location.reload(); // the figures are the server's: fetch them again
  said.textContent = state.stuck === "signed-out" ? words.signIn : waiting ? fill(words.unsent, { n: waiting }) : words.sent;
  const signed = pad.getAttribute("aria-pressed") === "true";
  const ready = root.dataset.open === "0" && waiting === 0;
  pad.disabled = !ready;
  button.disabled = !(ready && signed);
}

pad.addEventListener("click", () => {
  pad.setAttribute("aria-pressed", String(pad.getAttribute("aria-pressed") !== "true"));
  draw(outbox.state());
});

root.addEventListener("click", ({ target }) => {
  const clear = target.closest("[data-clear]");
  if (!clear) return;
  clear.disabled = true;
  outbox.add([{ contestant, seat, item: clear.dataset.clear, value: "clear", order: ++order }]);
});

button.addEventListener("click", async () => {
  button.disabled = true;
  const answer = await post(`/judge/sheet/${contestant}/${seat}/submit`, { uid });
  if (answer.ok) return location.assign(root.dataset.after);
  const refusal = root.querySelector(".refusal");
  refusal.hidden = false;
  refusal.textContent = answer.message || words.away;
  button.disabled = false;
});

draw(outbox.state());
root.classList.add("listening");
outbox.flush();
