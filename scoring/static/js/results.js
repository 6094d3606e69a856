// The result pages: prints, hides items without a deduction, and says when the figures on the page are no longer the newest.
// @ts-check

import { connectDesk } from "./live.js";

const setting = JSON.parse(document.querySelector("#setting")?.textContent ?? "{}"); // {event, revision}
const newer = document.querySelector("#newer");
const only = /** @type {HTMLInputElement|null} */ (document.querySelector("#only"));
const KEPT = "scoring.results.only";

document.querySelector("#print")?.addEventListener("click", () => window.print());

connectDesk({
  onChanged({ event, revision }) {
    if (newer && event === setting.event && revision !== null && revision > setting.revision) {
      newer.toggleAttribute("hidden", false);
    }
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
