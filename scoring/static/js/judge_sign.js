// The signature: drawn with a finger or a pen in a field of 600 × 200, or one tap on the same field. It hands nothing in.
//
//   readSignature(box, onChange) → { signed(), drawn(), open(may) }
//     signed()   whether the judge has signed, either way
//     drawn()    the strokes as an SVG path of whole numbers ("M12 40L15 44…"), "" for a tap
// @ts-check

const WIDTH = 600;
const HEIGHT = 200;
const MOST = 6000; // characters of the path
const STEP = 3; // units between two points that are worth keeping
const MOVED = 8; // units; a touch that moves less is a tap
const LEAST = 60; // units a signature is wide at least: a thumb that meant to scroll is none

/** @param {HTMLElement} box @param {() => void} onChange */
export function readSignature(box, onChange) {
  const pad = /** @type {HTMLButtonElement} */ (box.querySelector(".pad"));
  const again = /** @type {HTMLButtonElement} */ (box.querySelector("[data-again]"));
  const ink = /** @type {SVGPathElement} */ (box.querySelector(".ink path"));
  /** @type {number[][][]} */
  let strokes = [];
  /** @type {number[][]|null} */
  let stroke = null;
  let began = ""; // how the pad was signed when the finger came down: a tap takes a tap back

  const tapped = () => pad.getAttribute("aria-pressed") === "true" && !strokes.length;
  const wide = () => {
    const across = strokes.flat().map(([x]) => x);
    return across.length > 1 && Math.max(...across) - Math.min(...across) >= LEAST;
  };

  function show() {
    const all = stroke ? [...strokes, stroke] : strokes;
    ink.setAttribute("d", pathOf(all));
    box.dataset.how = all.length ? "drawn" : tapped() ? "tapped" : "";
    again.hidden = !box.dataset.how;
  }

  function settle(signed) {
    pad.setAttribute("aria-pressed", String(signed));
    show();
    box.toggleAttribute("data-short", strokes.length > 0 && !wide());
    onChange();
  }

  function clear() {
    strokes = [];
    stroke = null;
    settle(false);
  }

  const placeOf = ({ clientX, clientY }) => {
    const field = pad.getBoundingClientRect();
    return [
      whole(((clientX - field.left) / field.width) * WIDTH, WIDTH),
      whole(((clientY - field.top) / field.height) * HEIGHT, HEIGHT),
    ];
  };

  pad.addEventListener("pointerdown", (press) => {
    if (pad.disabled || stroke || press.button !== 0) return;
    began = box.dataset.how ?? "";
    stroke = [placeOf(press)];
    pad.setPointerCapture(press.pointerId);
  });
  pad.addEventListener("pointermove", (press) => {
    if (!stroke) return;
    const fine = press.getCoalescedEvents?.() ?? [];
    for (const one of fine.length ? fine : [press]) {
      const place = placeOf(one);
      if (far(place, stroke[stroke.length - 1]) >= STEP) stroke.push(place);
    }
    if (stroke.length > 1) show();
  });
  pad.addEventListener("pointerup", () => {
    if (!stroke) return;
    const tap = stroke.every((place) => far(place, stroke?.[0] ?? place) < MOVED);
    if (!tap || strokes.length) strokes.push(tap ? [stroke[0], stroke[0]] : stroke); // a tap beside strokes is a dot
    stroke = null;
    settle(strokes.length ? wide() : began !== "tapped");
  });
  pad.addEventListener("touchmove", (touch) => touch.preventDefault(), { passive: false }); // else a quick stroke ends in a fling, which swallows the next tap
  pad.addEventListener("pointercancel", () => {
    stroke = null;
    show();
  });
  pad.addEventListener("click", ({ detail, pointerType }) => {
    if (detail || pointerType) return; // a finger's or mouse's: settled when it was lifted
    if (box.dataset.how) clear();
    else settle(true); // by key, or by a screen reader
  });
  again.addEventListener("click", () => {
    clear();
    pad.focus();
  });

  return {
    signed: () => pad.getAttribute("aria-pressed") === "true",
    drawn: () => (strokes.length ? pathOf(strokes) : ""),
    open(may) {
      pad.disabled = !may;
    },
  };
}

const whole = (value, most) => Math.round(Math.min(Math.max(value, 0), most));
const far = ([x, y], [u, v]) => Math.hypot(x - u, y - v);

/** The strokes as a path that is short enough: of a long one, every other point. */
function pathOf(strokes) {
  let kept = strokes;
  let path = written(kept);
  while (path.length > MOST && kept.some((stroke) => stroke.length > 2)) {
    kept = kept.map((stroke) => stroke.filter((_place, at) => at % 2 === 0 || at === stroke.length - 1));
    path = written(kept);
  }
  return path.length > MOST ? written(kept.slice(0, 300)) : path;
}

const written = (strokes) => strokes.map((stroke) => stroke.map(([x, y], at) => `${at ? "L" : "M"}${x} ${y}`).join("")).join("");
