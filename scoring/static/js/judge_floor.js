// The right contestant: says loudly that another heat has begun, and asks once whether this is the table in front of the judge.
// Nothing switches by itself: the sheet that is open stays open.
// @ts-check

import { put } from "./judge_text.js";
import { home } from "./send.js";

/** @param {{text: string, short: string, off: boolean, go: {href: string, text: string} | null} | undefined} floor */
export function tellFloor(root, floor) {
  const bar = root.querySelector(".late");
  if (!bar || !floor) return;
  bar.hidden = !floor.text;
  put(bar.querySelector("b"), floor.text);
  const go = bar.querySelector("a");
  go.hidden = !floor.go;
  if (floor.go) {
    if (go.getAttribute("href") !== floor.go.href) go.setAttribute("href", floor.go.href);
    put(go, floor.go.text);
  }
  root.classList.toggle("off-floor", floor.off);
  const plate = root.querySelector(".foot > .station small");
  if (!plate) return;
  plate.dataset.word ??= plate.textContent ?? "";
  put(plate, floor.off ? floor.short : plate.dataset.word);
}

/** Shows the question about the table until this tablet answered it for this sheet. */
export function askStation(name) {
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("begin"));
  const key = `begun:${home()}:${name}`;
  if (!dialog || kept(key)) return;
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "yes") keep(key);
    else location.assign(dialog.dataset.back ?? "/judge");
  });
  dialog.showModal();
}

function kept(key) {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function keep(key) {
  try {
    localStorage.setItem(key, "1");
  } catch {
    // it will be asked again; that harms nobody
  }
}
