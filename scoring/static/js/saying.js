// Words on public pages: the page's own from its JSON block, and those of the server in two languages. It knows no state.
// @ts-check

/** The element that `selector` names; a page without it is broken and should say so at once. */
export function part(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/** What the template wrote into `<script type="application/json" id="…">`. */
export function written(id) {
  return JSON.parse(part(document, `#${id}`).textContent);
}

/** Fills `{name}` in a sentence. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** Says `{zh, en}` in the page's language; anything missing is "". */
export function sayIn(language) {
  return (text) => (text ? (language.startsWith("zh") ? text.zh : text.en) || text.zh || "" : "");
}

/** The standings' title in the page's language. */
export function titleIn(language, standings, name = "title") {
  return (language.startsWith("zh") ? "" : standings[`${name}_en`]) || standings[name] || "";
}

/** Tells the time of day as the server's clock has it: a hall's computer is often wrong by minutes. */
export function makeClock(now) {
  const behind = now - Date.now();
  return (at = Date.now(), seconds = true) => {
    const time = new Date(at + behind);
    const figures = [time.getHours(), time.getMinutes(), ...(seconds ? [time.getSeconds()] : [])];
    return figures.map((figure) => String(figure).padStart(2, "0")).join(":");
  };
}
