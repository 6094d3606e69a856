// Keeps a judge's screen awake where the browser lets a page do it: the Screen Wake Lock, over https only. Never relied on.
// The first touch asks; the system takes the lock away whenever the page is hidden, so each return asks again.
// Plain http has no honest way: see /help/tablets for the settings.
// @ts-check

/** @type {any} */
let lock = null;
let touched = false;

async function ask() {
  if (!touched || document.hidden || (lock && !lock.released)) return;
  try {
    lock = await /** @type {any} */ (navigator).wakeLock.request("screen");
  } catch {
    // low battery, or the person said no: the tablet's own settings rule
  }
}

if ("wakeLock" in navigator) {
  const touch = () => {
    touched = true;
    ask();
  };
  window.addEventListener("pointerdown", touch, { passive: true });
  document.addEventListener("visibilitychange", ask);
}
