// The simulation's page: asks how far the run is, shows the report when it is there, ends the run when the page is left.
// @ts-check

const PAUSE = 500; // ms between two questions
const run = /** @type {HTMLElement | null} */ (document.querySelector("#run"));
const report = /** @type {HTMLElement} */ (document.querySelector("#report"));

if (run) {
  const bar = /** @type {HTMLProgressElement} */ (run.querySelector("progress"));
  let over = false;

  const look = async () => {
    try {
      const answer = await fetch(run.dataset.look ?? "");
      if (!answer.ok) throw new Error(String(answer.status));
      const { state, done, of, html } = await answer.json();
      bar.max = of;
      bar.value = done;
      if (state !== "running") {
        over = true;
        report.innerHTML = html;
        run.remove();
        const again = document.querySelector(".simulation form button[disabled]");
        again?.removeAttribute("disabled");
        return;
      }
    } catch {
      // a dropped connection: asked again
    }
    setTimeout(look, PAUSE);
  };
  setTimeout(look, PAUSE);

  window.addEventListener("pagehide", () => {
    const form = run.querySelector("form");
    if (!over && form) navigator.sendBeacon(run.dataset.stop ?? "", new FormData(form));
  });
}
