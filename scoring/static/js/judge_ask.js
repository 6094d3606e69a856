// One question before something that is hard to take back.
// @ts-check

/** @returns {Promise<boolean>} whether the judge said yes */
export function ask(question, yes) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("ask"));
  dialog.querySelector("p").textContent = question;
  dialog.querySelector('[value="yes"]').textContent = yes;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  });
}
