// How the judge's pages write texts of the server: figures with a real minus sign, sentences with their holes filled.
// @ts-check

const MINUS = "\u2212";

/** A figure of the server as it is printed: a real minus sign. */
export const figure = (text) => (text ?? "").replace("-", MINUS);

export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

/** What a line is called: its number, else its title; with the run it belongs to. */
export function nameOf(row) {
  const title = row.querySelector(".no").textContent || row.querySelector(".words b").textContent;
  return [row.closest(".part").dataset.run, title].filter(Boolean).join(" ");
}

/** Draws once before the next frame, however often it is asked to; at once where nobody looks, for then there are no frames. */
export function beforeFrame(paint) {
  let frame = 0;
  return () => {
    if (frame) return;
    if (document.hidden) return paint();
    frame = requestAnimationFrame(() => {
      frame = 0;
      paint();
    });
  };
}

/** Sets a node's text where it differs, so that nothing is drawn for nothing. */
export function put(node, text) {
  if (node && node.textContent !== text) node.textContent = text;
}
