// The desk hands a sheet in for its judge: only what the server has, and only as it stands on this page. A line that is not
// entered yet, was altered elsewhere or is refused holds it back, is named and shown.
// @ts-check

import { fill, words } from "./desk.js";
import { namesOf } from "./desk_rows.js";

/** @param {HTMLFormElement} form @param {ReturnType<typeof import("./desk_lines.js").openLines>} lines */
export function guardHandIn(form, { owed, moved, deliver, look }) {
  const button = form.querySelector("button[type=submit]");
  const held = document.querySelector("[data-held]"); // in the foot that stays in sight

  form.addEventListener("submit", async (happening) => {
    happening.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    held.textContent = words.looking;
    const seen = await settled();
    button.disabled = false;
    if (!seen) return;
    held.textContent = "";
    form.elements.namedItem("seen").value = seen;
    form.submit();
  });

  /** What the sheet says, in one word, when all of it is on this page; "" when the hand-in is held back. */
  async function settled() {
    await deliver();
    if (owed.size) return hold(words.heldOwed, [...owed.keys()]);
    const { ok, message, seen, wrong, late } = await look();
    if (!ok) return hold(fill(words.heldUnread, { why: message }), []);
    if (late.length) return hold(words.heldOwed, late);
    if (wrong.length) return hold(words.heldWrong, wrong);
    if (!moved.size) return seen;
    const rows = [...moved];
    moved.clear(); // they were named: next time they have been looked at
    return hold(words.heldMoved, rows);
  }

  function hold(sentence, rows) {
    held.textContent = fill(sentence, { lines: namesOf(rows) });
    const field = rows[0]?.querySelector("input, select");
    field?.focus({ preventScroll: true });
    rows[0]?.scrollIntoView({ block: "center" });
    return "";
  }
}
