// The preview of a sheet: rows with a drawing unfold; nothing else does anything, for nothing is entered here.
// @ts-check

for (const button of document.querySelectorAll("[data-do=open]"))
  button.addEventListener("click", () => {
    const bench = document.getElementById(button.getAttribute("aria-controls") ?? "");
    if (!bench) return;
    const open = bench.hidden;
    for (const other of document.querySelectorAll(".bench")) /** @type {HTMLElement} */ (other).hidden = true;
    for (const other of document.querySelectorAll("[data-do=open]")) other.setAttribute("aria-expanded", "false");
    bench.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  });
const sheet = /** @type {HTMLElement | null} */ (document.querySelector(".tablet"));
for (const sign of document.querySelectorAll("button.state")) sign.setAttribute("aria-label", sheet?.dataset.untouched ?? "");
sheet?.classList.add("listening"); // the judge's styles wait for this
