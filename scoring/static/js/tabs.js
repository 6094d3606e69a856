// One tab of a browser enters at a time: two that do not know of each other would give the same numbers twice.
// The tab opened last goes on; the one before says so and can take over again with one tap. Nothing is lost either way.
// @ts-check

import { home, newUid } from "./send.js";

const KEY = `tab:${home()}`;

/** @param {() => void} back called when this tab may go on */
export function oneTab(back) {
  const me = newUid();
  const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
  const mine = () => localStorage.getItem(KEY) === me;
  /** @type {HTMLDialogElement | null} */
  let dialog = null;

  function claim() {
    localStorage.setItem(KEY, me);
    if (!dialog) return;
    dialog.remove();
    dialog = null;
    window.dispatchEvent(new Event("tab-back"));
    back();
  }

  function yield_() {
    if (dialog) return;
    dialog = document.createElement("dialog");
    dialog.className = "other-tab";
    const said = document.createElement("p");
    said.textContent = words.otherTab ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button main";
    button.textContent = words.useHere ?? "";
    button.addEventListener("click", claim);
    dialog.addEventListener("cancel", (press) => press.preventDefault());
    dialog.append(said, button);
    document.body.append(dialog);
    dialog.showModal();
  }

  const look = () => (mine() ? undefined : yield_());
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key !== KEY) return;
    if (newValue === null && !document.hidden) claim(); // the other one was closed
    else look();
  });
  window.addEventListener("pageshow", ({ persisted }) => persisted && look());
  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.addEventListener("pagehide", () => mine() && localStorage.removeItem(KEY));
  claim();
  return { mine };
}
