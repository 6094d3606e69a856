// The organiser's pages: finding in a list, printing, pasting columns into a table, a warning before typed values are lost.
// Every page works without it.
// @ts-check

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());

for (const field of document.querySelectorAll("select[data-submit]"))
  field.addEventListener("change", () => field.closest("form")?.requestSubmit());

for (const field of document.querySelectorAll("input[data-find]")) {
  const rows = [...document.querySelectorAll(`#${field.dataset.find} tbody tr`)];
  const none = document.querySelector(`[data-none="${field.dataset.find}"]`);
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    none.hidden = rows.some((row) => !row.hidden);
  });
}

// Cells copied from a spreadsheet fill the fields to the right of and below the one they are pasted into.
for (const table of document.querySelectorAll("table.values")) {
  const width = Number(table.dataset.columns);
  const fields = [...table.querySelectorAll("tbody input")];
  table.addEventListener("paste", (happening) => {
    const start = fields.indexOf(happening.target);
    const text = happening.clipboardData?.getData("text") ?? "";
    const lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n");
    if (start < 0 || happening.target.readOnly || (lines.length === 1 && !text.includes("\t"))) return;
    happening.preventDefault();
    lines.forEach((line, down) => {
      line.split("\t").forEach((value, right) => {
        const column = (start % width) + right;
        const field = column < width ? fields[start - (start % width) + down * width + column] : undefined;
        if (field) fill(field, value.trim());
      });
    });
  });
  // Enter goes down, as in a spreadsheet; saving is the button's work
  table.addEventListener("keydown", (happening) => {
    const at = fields.indexOf(happening.target);
    if (happening.key !== "Enter" || at < 0) return;
    happening.preventDefault();
    fields[at + width]?.focus();
  });
}

/** @param {HTMLInputElement} field @param {string} value */
function fill(field, value) {
  if (field.value === value) return;
  field.value = value;
  field.classList.add("filled");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const form of document.querySelectorAll("form[data-guard]")) {
  let touched = false;
  form.addEventListener("input", () => {
    touched = true;
  });
  form.addEventListener("submit", () => {
    touched = false;
  });
  window.addEventListener("beforeunload", (happening) => touched && happening.preventDefault());
}

// A form that is on its way is not sent twice.
for (const form of document.querySelectorAll('form[method="post"]'))
  form.addEventListener("submit", (happening) => {
    if (form.dataset.sent) happening.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
