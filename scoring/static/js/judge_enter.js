// From a tap to a mark: the controls in a line, the places of a drawing. It decides what is entered, never what it costs.
// `page.deskOf(row)` says to which scoresheet a line belongs: a page may show lines of several.
// @ts-check

import { readHolds } from "./judge_hold.js";
import { readMenus } from "./judge_menu.js";
import { typing } from "./judge_pad.js";

let leave = () => {};
addEventListener("pagehide", () => leave()); // heard before the outbox hears it, which lets go of the page then

export function enterMarks(page, say) {
  const { root, deskOf } = page;
  const pad = typing(page, { record, withdraw, pick, valueAt });
  readHolds(page, sweep);
  readMenus(page, { record, withdraw });

  /** One value for an item or a place; says so, and offers to take it back. */
  function record(row, place, value) {
    const desk = deskOf(row);
    if (desk.locked) return;
    const before = valueAt(row, place);
    if (before === value) return;
    const uids = desk.enter([{ item: row.dataset.item, place, value }]);
    say({ row, place, value, uids });
  }

  /** Nothing is said of an item or a place any more: what was corrected goes with the correction. */
  function withdraw(row, place) {
    const desk = deskOf(row);
    const { item } = row.dataset;
    const uids = desk.entered(item, place);
    if (!uids.length || desk.locked) return;
    const value = valueAt(row, place);
    desk.enter(uids.map((uid) => ({ item, place, withdraws: uid })));
    say({ row, place, value: "", again: { item, place, value } });
  }

  function valueAt(row, place) {
    const now = deskOf(row).standing(row.dataset.item);
    return (place ? now.places[place]?.value : now.value) ?? "";
  }

  /** "Looked at, nothing found" for all open items of a section that may be swept together; not where something was refused. */
  function sweep(part) {
    const wanted = (row) => row.dataset.now === "untouched" && !deskOf(row).refused.has(row.dataset.item);
    const open = [...part.querySelectorAll(".item[data-sweep]")].filter(wanted);
    if (!open.length) return;
    const items = open.map((row) => row.dataset.item);
    const uids = deskOf(open[0]).enter(items.map((item) => ({ item, place: "", value: "clear" })));
    if (uids.length) say({ row: open[0], place: "", value: "clear", uids, items, many: open.length });
  }

  function open(row, wish = true) {
    for (const other of root.querySelectorAll(".item.open")) {
      if (other !== row || !wish) shut(other);
    }
    const bench = row.querySelector(".bench");
    if (!wish || !bench || row.classList.contains("open")) return;
    row.classList.add("open");
    row.querySelector('[data-do="open"]').setAttribute("aria-expanded", "true");
    bench.hidden = false;
    root.classList.add("opened");
    if (row.dataset.places === "0") pad.begin(row, "");
    else pick(row, row.dataset.picked || "1");
    const form = root.querySelector(".form");
    row.scrollIntoView({ block: row.offsetHeight > form.clientHeight - 60 ? "start" : "nearest" });
  }

  function shut(row) {
    pad.commit();
    row.classList.remove("open");
    row.querySelector('[data-do="open"]').setAttribute("aria-expanded", "false");
    row.querySelector(".bench").hidden = true;
    root.classList.remove("opened");
  }

  /** Picks a place out: its reading is shown, the pad writes into it. */
  function pick(row, place) {
    pad.commit();
    row.dataset.picked = place;
    for (const spots of row.querySelectorAll(".of-cover")) spots.hidden = !spots.querySelector(`[data-place="${place}"]`);
    const exact = row.querySelector(`.spot[data-place="${place}"], .place[data-place="${place}"]`);
    const name = (row.querySelector(`.spot[data-place="${place}"]`) ?? exact)?.dataset.name ?? place;
    row.querySelector("[data-place-name]").textContent = name;
    pad.begin(row, place);
    page.redraw();
  }

  /** A tap on the thing that is wrong: marks it, or takes a mark without a reading back. */
  function tap(row, place) {
    const fault = row.dataset.tap;
    const value = valueAt(row, place);
    pick(row, place);
    if (!fault || (value && !["out", "no", "in", "yes"].includes(value))) return; // a typed reading is only picked out
    if (value === fault) withdraw(row, place);
    else record(row, place, fault);
  }

  function stateTapped(row) {
    const now = row.dataset.now;
    if (now === "clear" && valueAt(row, "") === "clear") withdraw(row, "");
    else if (now === "untouched" && "clear" in row.dataset && "sweep" in row.dataset) record(row, "", "clear");
    else if (now === "untouched" && row.querySelector(".tools .count")) record(row, "", "0");
    else if (row.querySelector(".bench")) open(row, !row.classList.contains("open"));
    else row.querySelector(".tools button")?.focus();
  }

  function step(row, place, direction) {
    const now = valueAt(row, place);
    const count = /^\d+$/.test(now) ? Number(now) : 0;
    if (direction === "less" && count === 0) return record(row, place, "0");
    return record(row, place, String(direction === "more" ? count + 1 : count - 1));
  }

  /** The neighbour on the list of all marks that can be given; from nothing it starts at the full mark. */
  function fine(row, place, direction) {
    const scale = row.querySelector("[data-scale]").dataset.scale.split(" ");
    const value = valueAt(row, place);
    const given = value === "clear" || scale.includes(value);
    const at = scale.includes(value) ? scale.indexOf(value) : scale.length - 1;
    const next = !given ? at : direction === "more" ? at + 1 : at - 1;
    if (scale[next] !== undefined) record(row, place, scale[next]);
  }

  root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do], [data-value], [data-step], [data-fine], [data-key]");
    const row = button?.closest(".item");
    if (!row) return;
    const place = button.closest("[data-at]")?.dataset.at ?? (row.dataset.places === "0" ? "" : (row.dataset.picked ?? "1"));
    const { do: does, value, step: direction, fine: finer, key } = button.dataset;
    if (does === "open") return open(row, !row.classList.contains("open"));
    if (does === "pick") return pick(row, button.dataset.place);
    if (deskOf(row).locked) return;
    if (key) return pad.key(key);
    if (value) pad.drop();
    else pad.commit();
    if (does === "state") stateTapped(row);
    else if (does === "tap") tap(row, button.dataset.place);
    else if (value) valueAt(row, place) === value ? withdraw(row, place) : record(row, place, value);
    else if (direction) step(row, place, direction);
    else if (finer) fine(row, place, finer);
  });

  // the drawing by keyboard: arrows go round, Enter and Space tap
  root.addEventListener("keydown", (press) => {
    if (press.defaultPrevented) return; // the pad took it
    const place = press.target.closest?.(".place");
    const row = press.target.closest?.(".item");
    if (press.key === "Escape" && row?.classList.contains("open")) {
      row.querySelector('[data-do="open"]').focus();
      return open(row, false);
    }
    if (!place || press.target instanceof HTMLButtonElement) return;
    const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[press.key];
    const nodes = [...row.querySelectorAll("svg .place")];
    if (move) {
      const next = nodes[(nodes.indexOf(place) + move + nodes.length) % nodes.length];
      pick(row, next.dataset.place);
      next.focus();
    } else if (press.key === "Enter" || press.key === " ") {
      place.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    } else return;
    press.preventDefault();
  });

  leave = () => pad.commit();
  root.addEventListener("open-item", ({ target }) => open(target));
  return { pad, open };
}
