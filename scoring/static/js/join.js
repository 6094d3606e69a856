// The way in: which keyboard for the code, one of two ways to say who one is; and a trace that the tablet check looks for.
// Every page works without it.
// @ts-check

// The check finds this again after the page was left: then the browser keeps what it is given.
try {
  localStorage.setItem("check:trace", String(Date.now()));
} catch {
  // the check will say so
}

// Six digits are typed faster on a pad of digits; `url` brings Latin letters even where Chinese is typed otherwise.
const field = /** @type {HTMLInputElement | null} */ (document.querySelector("input.pin"));
const keys = /** @type {HTMLElement | null} */ (document.querySelector("[data-keys]"));
if (field && keys && matchMedia("(pointer: coarse)").matches) {
  keys.hidden = false;
  const use = (kind) => {
    field.inputMode = kind;
    for (const button of keys.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.dataset.keyKind === kind));
  };
  use(/[a-z]/i.test(field.value) ? "url" : "numeric");
  keys.addEventListener("click", ({ target }) => {
    const button = /** @type {HTMLElement} */ (target).closest("button");
    if (!button) return;
    use(button.dataset.keyKind);
    field.blur(); // the keyboard changes only when it comes up again
    field.focus();
  });
}

// A name is chosen or typed, not both.
const free = /** @type {HTMLSelectElement | null} */ (document.querySelector("[data-free]"));
const name = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-name]"));
if (free && name) {
  free.addEventListener("change", () => {
    if (free.value) name.value = "";
  });
  name.addEventListener("input", () => {
    if (name.value) free.value = "";
  });
}
