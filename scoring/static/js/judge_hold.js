// "Rest of this section: looked at, nothing found": a button that wants to be held for one second, by finger or by key.
// Who cannot hold (a screen reader, a switch) is asked in a dialog instead.
// @ts-check

import { ask } from "./judge_ask.js";
import { fill } from "./judge_text.js";

const HOLD = 1000;

export function readHolds(page, sweep) {
  for (const part of page.root.querySelectorAll(".part")) {
    const button = part.querySelector(".hold");
    if (button) readHold(button, page.words, () => sweep(part));
  }
}

/** One such button: `sweep` is called when it was held, or confirmed. */
export function readHold(button, said, sweep) {
  let timer = 0;
  let held = false; // a press by finger or key is going on, or just ended: its click asks nothing

  function begin() {
    if (timer) return;
    held = true;
    button.classList.add("holding");
    timer = setTimeout(() => {
      end();
      sweep();
    }, HOLD);
  }

  function end() {
    clearTimeout(timer);
    timer = 0;
    button.classList.remove("holding");
  }

  button.addEventListener("pointerdown", (press) => {
    if (press.button === 0) begin();
  });
  for (const kind of ["pointerup", "pointerleave", "pointercancel", "blur"]) button.addEventListener(kind, end);
  button.addEventListener("contextmenu", (happening) => happening.preventDefault()); // a long press is ours
  button.addEventListener("keydown", (press) => {
    if (press.key !== " " && press.key !== "Enter") return;
    press.preventDefault();
    begin();
  });
  button.addEventListener("keyup", end);
  button.addEventListener("click", async () => {
    const pressed = held;
    held = false;
    if (pressed) return;
    const what = button.querySelector("b").textContent;
    if (await ask(fill(said.sweepAsk, { what }), said.sweepYes)) sweep();
  });
}
