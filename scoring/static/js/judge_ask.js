// One question before something that is hard to take back.
// @ts-check

/** @returns {Promise<boolean>} whether the judge said yes */
export function ask(question, yes) {
  const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
  const dialog = document.createElement("dialog");
  dialog.id = "ask";
  dialog.setAttribute("aria-labelledby", "ask-what");
  const form = document.createElement("form");
  form.method = "dialog";
  const what = document.createElement("p");
  what.id = "ask-what";
  what.textContent = question;
  const answers = document.createElement("div");
  answers.className = "answers";
  answers.append(button("button", "no", words.askNo), button("button main", "yes", yes));
  form.append(what, answers);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener(
      "close",
      () => {
        dialog.remove();
        answer(dialog.returnValue === "yes");
      },
      { once: true },
    );
  });
}

function button(look, value, text) {
  const made = document.createElement("button");
  made.type = "submit";
  made.className = look;
  made.value = value;
  made.textContent = text ?? "";
  return made;
}
