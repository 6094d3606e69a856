// The list of heats: fetched again when something of the competition changes; sends what still waits on this tablet.
// @ts-check

import { fill } from "./judge_text.js";
import { connectDesk } from "./live.js";
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

const outbox = openOutbox({
  person: Number(root.dataset.person),
  onSheet: refetch,
  onChange(state) {
    queue.hidden = !state.waiting && !state.refused && !state.elsewhere;
    const lines = [
      state.waiting && fill(words.unsent, { n: state.waiting }),
      state.refused && fill(words.refused, { n: state.refused }),
      state.elsewhere && fill(words.elsewhere, { n: state.elsewhere }),
      state.stuck === "signed-out" && words.signIn,
    ];
    queue.querySelector("p").textContent = lines.filter(Boolean).join(" \u00b7 ");
  },
});
outbox.flush();

connectDesk({
  onChanged: later(refetch),
  onState({ state }) {
    const net = document.querySelector("[data-net]");
    net?.classList.toggle("away", state !== "live");
    const said = net?.querySelector("[data-said]");
    if (said) said.textContent = state === "live" ? words.connected : words.away;
  },
});
