// Makes a piece of the page look like newly fetched HTML by changing only what differs: focus, scroll, a pressed button and open parts stay.
// @ts-check

/** What the person opened or typed is theirs, not the server's. */
const THEIRS = { DETAILS: ["open"], INPUT: ["value", "checked"], TEXTAREA: ["value"] };

/** @param {Element} box @param {string} html */
export function morph(box, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  children(box, fresh.content);
}

/** Elements are the same when tag and id are; others of the same tag at the same place are reused. */
function same(old, next) {
  return old.nodeType === next.nodeType && old.nodeName === next.nodeName && (old.id ?? "") === (next.id ?? "");
}

function children(old, next) {
  let at = old.firstChild;
  for (const wanted of [...next.childNodes]) {
    const moved = wanted.id && at?.id !== wanted.id ? [...old.children].find((one) => one.id === wanted.id) : null;
    if (moved) {
      old.insertBefore(moved, at);
      at = moved;
    }
    if (at && same(at, wanted)) {
      node(at, wanted);
      at = at.nextSibling;
    } else {
      old.insertBefore(wanted, at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function node(old, next) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue;
    return;
  }
  const kept = THEIRS[old.nodeName] ?? [];
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && !kept.includes(name)) old.removeAttribute(name);
  }
  for (const { name, value } of [...next.attributes]) {
    if (old.getAttribute(name) !== value && !kept.includes(name)) old.setAttribute(name, value);
  }
  if (old.nodeName === "TEMPLATE") old.innerHTML = next.innerHTML;
  else children(old, next);
}
