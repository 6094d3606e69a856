// The workbench of a rubric: checks what is typed half a second after the last key, keeps focus and place over a save.
// Every page works without it; what is wrong is then told after saving.
// @ts-check

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-check]"));
const place = `lab:${location.pathname}`;
const WAIT = 400; // ms after the last key

if (form) {
  let timer = 0;
  let asked = 0;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(check, WAIT);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  // typed before this script was here
  if ([...form.querySelectorAll("input, textarea")].some((field) => field.value !== field.defaultValue)) changed();

  async function check() {
    const mine = ++asked;
    busy(true);
    try {
      const answer = await fetch(form.dataset.check ?? "", {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": token() },
        body: new FormData(form),
      });
      const found = answer.ok ? await answer.json() : null;
      if (found && mine === asked) show(found);
    } catch {
      // no connection: saving will tell
    } finally {
      if (mine === asked) busy(false);
    }
  }

  // What had the focus gets it again when the page comes back from saving; a new row gets it at once.
  form.addEventListener("submit", (happening) => {
    const button = happening.submitter;
    const act = button instanceof HTMLButtonElement ? button.value : "";
    const kept = { focus: act ? "" : (document.activeElement?.id ?? ""), add: act, top: scrollY, side: side()?.scrollTop ?? 0 };
    sessionStorage.setItem(place, JSON.stringify(kept));
  });
  addEventListener("keydown", (happening) => {
    if (happening.key !== "s" || !(happening.ctrlKey || happening.metaKey)) return;
    happening.preventDefault();
    form.requestSubmit();
  });
  comeBack();
}

/** @param {{html: string, fields: Record<string, string[]>, parts: Record<string, number>}} found */
function show(found) {
  const box = document.getElementById("check");
  const open = box?.querySelector("details")?.open;
  if (box) box.innerHTML = found.html;
  const list = box?.querySelector("details");
  if (list && open !== undefined) list.open = open;
  for (const reason of document.querySelectorAll("[data-reason]")) {
    const name = /** @type {HTMLElement} */ (reason).dataset.reason ?? "";
    const told = found.fields[name] ?? [];
    /** @type {HTMLElement} */ (reason).hidden = told.length === 0;
    const words = reason.querySelector("span");
    if (words && words.textContent !== told.join(" ")) words.textContent = told.join(" ");
    reason.parentElement?.classList.toggle("bad", told.length > 0);
    const field = document.getElementById(name);
    if (field?.matches("input, select, textarea")) {
      if (told.length) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }
  for (const line of document.querySelectorAll("[data-part]")) {
    const count = found.parts[/** @type {HTMLElement} */ (line).dataset.part ?? ""] ?? 0;
    const mark = /** @type {HTMLElement | null} */ (line.querySelector(".trouble"));
    if (mark) mark.hidden = count === 0;
  }
}

function comeBack() {
  const kept = JSON.parse(sessionStorage.getItem(place) ?? "null");
  sessionStorage.removeItem(place);
  const left = /** @type {HTMLElement | null} */ (document.querySelector(".workbench .left"));
  const line = /** @type {HTMLElement | null} */ (document.querySelector(".outline [aria-current]"));
  if (left && line) left.scrollTop = line.offsetTop - left.offsetTop - left.clientHeight / 3;
  if (!kept) return;
  scrollTo(0, kept.top);
  const column = side();
  if (column) column.scrollTop = kept.side;
  const [act, where] = kept.add.split(":");
  const list = act === "add" ? document.getElementById(where)?.querySelector("ol")?.lastElementChild : null;
  const first = act ? (list ?? document.querySelector(".fields"))?.querySelector("input, select, textarea") : null;
  const target = kept.focus ? document.getElementById(kept.focus) : first;
  if (target instanceof HTMLElement) {
    target.focus({ preventScroll: !act });
    if (act === "add" && target instanceof HTMLInputElement) target.select();
  }
}

function side() {
  return document.querySelector(".workbench .right");
}

/** @param {boolean} on */
function busy(on) {
  const word = /** @type {HTMLElement | null} */ (document.querySelector(".checking"));
  if (word) word.hidden = !on;
}

function token() {
  return document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
}

// A unit with words of its own shows the fields for them.
for (const choice of document.querySelectorAll("select[data-unit]"))
  choice.addEventListener("change", () => {
    const select = /** @type {HTMLSelectElement} */ (choice);
    const words = /** @type {HTMLElement | null} */ (document.querySelector(`[data-own="${select.dataset.unit}"]`));
    if (words) words.hidden = select.value !== "own";
  });
