// The result pages: prints, hides items without a deduction, and says when the figures on the page are no longer the newest.
// @ts-check

import { connectDesk } from "./live.js";

// {event, shown}: the revision of the released figures on this page; null when it shows more than is released
const setting = JSON.parse(document.querySelector("#setting")?.textContent ?? "{}");
const newer = document.querySelector("#newer");
const only = /** @type {HTMLInputElement|null} */ (document.querySelector("#only"));
const KEPT = "scoring.results.only";

document.querySelector("#print")?.addEventListener("click", () => window.print());

let asking = 0;

/** Most writes are marks that change nothing here; the public snapshot tells whether anything released has changed. */
async function compare() {
  try {
    const answer = await fetch(`/live/${encodeURIComponent(setting.event)}/standings.json`, { cache: "no-cache" });
    if (answer.ok && (await answer.json()).revision !== setting.shown) newer?.toggleAttribute("hidden", false);
  } catch {
    // the network is away; the next change asks again
  }
}

connectDesk({
  onChanged({ event }) {
    if (event !== null && event !== setting.event) return;
    if (setting.shown === null) {
      if (event !== null) newer?.toggleAttribute("hidden", false);
      return;
    }
    clearTimeout(asking);
    asking = setTimeout(compare, 500);
  },
});

if (only) {
  const show = () => document.querySelector(".why")?.classList.toggle("only-lost", only.checked);
  try {
    only.checked = sessionStorage.getItem(KEPT) === "yes";
  } catch {
    // private browsing: the choice lasts for this page
  }
  only.addEventListener("change", () => {
    show();
    try {
      sessionStorage.setItem(KEPT, only.checked ? "yes" : "no");
    } catch {
      // as above
    }
  });
  show();
}
