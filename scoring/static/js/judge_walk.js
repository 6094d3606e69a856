// Finding the way on a long sheet: which section is in view, the next item not looked at, the clock of the station.
// @ts-check

export function walkSections(desk) {
  const { root } = desk;
  const form = root.querySelector(".form");
  const tabs = [...root.querySelectorAll(".tabs a")];
  const parts = [...root.querySelectorAll(".part")];
  let asked = 0; // frame that looks at the scroll

  function look() {
    asked = 0;
    const top = form.getBoundingClientRect().top + 60;
    const atEnd = form.scrollTop + form.clientHeight >= form.scrollHeight - 2;
    const seen = parts.filter((part) => part.getBoundingClientRect().top <= top).pop() ?? parts[0];
    const now = wished ?? openPart() ?? (atEnd && form.scrollTop > 0 ? parts[parts.length - 1] : seen);
    for (const tab of tabs) {
      const current = tab.dataset.section === now.dataset.section;
      if (current && !tab.hasAttribute("aria-current")) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
      tab.toggleAttribute("aria-current", current);
      if (current) tab.setAttribute("aria-current", "true");
    }
  }

  /** The section of the open item, while that is in view. */
  function openPart() {
    const row = root.querySelector(".item.open");
    const [box, view] = [row?.getBoundingClientRect(), form.getBoundingClientRect()];
    return row && box.bottom > view.top + 60 && box.top < view.bottom ? row.closest(".part") : null;
  }

  let wished = null; // the section whose tab was tapped stays current until the judge scrolls
  form.addEventListener("scroll", () => {
    if (!asked) asked = requestAnimationFrame(look);
  });
  for (const kind of ["pointerdown", "wheel", "touchmove"]) {
    form.addEventListener(kind, () => (wished = null), { passive: true });
  }
  root.querySelector(".tabs").addEventListener("click", (press) => {
    const tab = press.target.closest("a");
    const part = tab && parts.find((one) => one.dataset.section === tab.dataset.section);
    if (!part) return;
    press.preventDefault();
    wished = part;
    part.scrollIntoView({ block: "start" });
    look();
  });

  function goTo(row) {
    wished = null;
    row.scrollIntoView({ block: "center" });
    row.dispatchEvent(new CustomEvent("open-item", { bubbles: true }));
    row.querySelector('[data-do="state"]').focus({ preventScroll: true });
  }

  root.addEventListener("click", (press) => {
    const link = press.target.closest("[data-next], [data-submit].wait");
    if (!link) return;
    const row = root.querySelector('.item[data-now="untouched"]'); // as drawn: the server has not heard of all of them
    press.preventDefault();
    if (row) goTo(row);
  });

  const clock = root.querySelector("[data-clock]");
  let said = null; // the clock as the server told it, and when that was on this tablet
  function tick() {
    if (!said) return;
    const ms = said.elapsed_ms + (said.state === "running" ? performance.now() - said.heard : 0);
    const seconds = Math.floor(ms / 1000);
    clock.querySelector("b").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
  setInterval(tick, 500);

  hangBench(root);

  if (location.hash.startsWith("#i-")) {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row) requestAnimationFrame(() => goTo(row));
  }
  look();

  let last = "";
  return {
    draw() {
      if (!asked) asked = requestAnimationFrame(look); // it measures: not while the page is being drawn
      const told = desk.sheet.clock;
      clock.hidden = !told || told.state === "ready";
      if (!told || JSON.stringify(told) === last) return;
      last = JSON.stringify(told);
      said = { ...told, heard: performance.now() };
      tick();
    },
  };
}

/** The bench beside the list hangs between head and foot, however high large letters make them. */
export function hangBench(root) {
  const nodes = [".head", ".late", ".foot"].map((edge) => root.querySelector(edge)).filter(Boolean);
  const edges = new ResizeObserver(() => {
    const [head, late, foot] = [".head", ".late", ".foot"].map((edge) => root.querySelector(edge)?.offsetHeight ?? 0);
    root.style.setProperty("--head", `${head + late}px`);
    root.style.setProperty("--foot", `${foot}px`);
  });
  for (const node of nodes) edges.observe(node);
}
