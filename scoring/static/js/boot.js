// Watches over the start of a judge's page: a script that did not arrive leaves a page that looks ready and is dead.
// A classic script, so that it runs where the modules do not. It loads the page again once the server answers.

{
  const PATIENCE = 12_000; // ms from the page to its first sign of life
  const AGAIN = 4000;
  const words = () => JSON.parse(document.getElementById("words")?.textContent ?? "{}");
  const alive = () => document.documentElement.hasAttribute("data-running");
  let told = false;

  const tryAgain = () => {
    if (alive()) return;
    const later = () => setTimeout(tryAgain, AGAIN);
    fetch("/healthz", { cache: "no-store" }).then((answer) => (answer.ok && !alive() ? location.reload() : later()), later);
  };

  const tell = () => {
    if (told || alive()) return;
    told = true;
    const old = typeof structuredClone !== "function";
    const bar = document.createElement("div");
    bar.className = "not-loaded";
    bar.setAttribute("role", "alert");
    const said = document.createElement("p");
    said.textContent = old ? words().tooOld : words().notLoaded;
    bar.append(said);
    document.body.append(bar);
    new MutationObserver(() => alive() && bar.remove()).observe(document.documentElement, { attributeFilter: ["data-running"] });
    if (old) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button main";
    button.textContent = words().reload;
    button.addEventListener("click", () => location.reload());
    bar.append(button);
    setTimeout(tryAgain, AGAIN);
  };

  const ready = (act) => (document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", act) : act());
  const broken = ({ target }) => target instanceof HTMLScriptElement && ready(tell);
  window.addEventListener("error", broken, true);
  setTimeout(() => ready(tell), PATIENCE); // not from DOMContentLoaded on: that waits for scripts that are on their way
}
