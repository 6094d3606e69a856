// The second person's page: “confirm” opens when every section is ticked. The server asks for the same ticks.
// @ts-check

const form = /** @type {HTMLFormElement} */ (document.getElementById("keyed"));
const button = form.querySelector("[data-confirm]");
const ticks = [...form.querySelectorAll('[name="seen"]')];

function look() {
  button?.toggleAttribute("disabled", !ticks.every((tick) => tick.checked));
}

form.addEventListener("change", look);
window.addEventListener("pageshow", look); // a page that comes back keeps its ticks
look();
