// The lines of a sheet on the desk's form: their fields, and what is shown beside them. It sends nothing.
// @ts-check

/** @param {HTMLFormElement} form @returns {HTMLElement[]} */
export const rowsOf = (form) => [...form.querySelectorAll(".try-row")];

/** The fields of these lines, and those that say what became of their runs. */
export function ours(lines) {
  const runs = lines.flatMap((row) => [...row.closest("[data-section]").querySelectorAll("h3 select")]);
  return [...runs, ...lines.flatMap((row) => [...row.querySelectorAll("input, select")])];
}

export function fields(lines) {
  const said = ours(lines).filter((one) => one.type !== "checkbox" || one.checked);
  return Object.fromEntries(said.map((one) => [one.name, one.value]));
}

export function said(row) {
  return [...row.querySelectorAll("input, select")].some((one) => (one.type === "checkbox" ? one.checked : one.value));
}

/** How the sheet calls these lines. */
export function namesOf(lines) {
  return lines.map((row) => row.querySelector(".no").textContent || row.dataset.item).join(", ");
}

export function put(one, typed) {
  if (one.type === "checkbox") one.checked = one.name in typed;
  else one.value = typed[one.name] ?? "";
}

export function blame(row, wrong) {
  for (const box of row.querySelectorAll("[data-box]")) {
    const why = wrong[box.dataset.box] ?? "";
    box.classList.toggle("bad", Boolean(why));
    tell(box.querySelector(".reason"), why);
    box.querySelector("input, select").toggleAttribute("aria-invalid", Boolean(why));
  }
}

/** What is said of the line as a whole. */
export function explain(row, why) {
  tell(row.querySelector("[data-why]"), why);
}

function tell(reason, why) {
  reason.textContent = why;
  reason.hidden = !why;
}

export function show(row, line) {
  const now = row.querySelector(".now");
  now.dataset.now = line.state;
  now.querySelector("b").textContent = line.cost.replace("-", "\u2212");
}
