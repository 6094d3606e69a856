// Fingers that slip: a tap that began as a scroll enters nothing, nor does one that began on something else, which went away
// below the finger; and two taps at once on something that toggles are one.
// Plus and minus, digits and fine steps count every tap: they are meant to be tapped quickly.
// @ts-check

const SCROLLED = 10; // px a finger may tremble
const AT_ONCE = 250; // ms
const CONTROLS = "button, a, [data-do]";
const TOGGLES = '[data-do="state"], [data-do="tap"], [data-do="open"], [data-value], [data-word-of-run]';

/** @param {HTMLElement} root listens before everything inside it */
export function steadyTaps(root) {
  let from = null; // where the finger came down
  let on = null; // and on what
  let moved = false;
  let last = { node: null, at: 0 };

  const far = ({ clientX, clientY }) => from !== null && Math.hypot(clientX - from.x, clientY - from.y) > SCROLLED;
  const swallow = (happening) => {
    happening.preventDefault();
    happening.stopImmediatePropagation();
  };

  root.addEventListener(
    "pointerdown",
    (press) => {
      from = { x: press.clientX, y: press.clientY };
      on = press.target.closest(CONTROLS);
      moved = false;
    },
    true,
  );
  for (const kind of ["pointermove", "pointerup"]) {
    root.addEventListener(
      kind,
      (press) => {
        moved ||= far(press);
        if (kind === "pointerup") from = null;
      },
      { capture: true, passive: true },
    );
  }
  root.addEventListener("pointercancel", () => (from = null), true);
  root.addEventListener(
    "click",
    (press) => {
      if (press.detail === 0) return; // by key, by screen reader, by program
      if (moved || press.target.closest(CONTROLS) !== on) return swallow(press);
      const node = press.target.closest(TOGGLES);
      if (node && node === last.node && press.timeStamp - last.at < AT_ONCE) return swallow(press);
      last = { node, at: press.timeStamp };
    },
    true,
  );
}
