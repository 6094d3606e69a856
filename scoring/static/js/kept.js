// The tablet's own copies of a judge's pages, where the connection is encrypted: starts the service worker (sw.js), tells it
// what this page needs, keeps the newest state of a sheet for it, and says when the page is such a copy. On plain http: nothing.
// @ts-check

import { fill } from "./judge_text.js";

const TRY = 5000; // ms between two looks whether the server is back
const note = document.getElementById("copy");
const version = document.querySelector('meta[name="app-version"]')?.getAttribute("content") ?? "";
const possible = Boolean(note && window.isSecureContext && "serviceWorker" in navigator && "caches" in window);

let writing = Promise.resolve();

/** Remembers what the server last said of a sheet; a copy of its page starts from that. */
export function keepSheet(sheet) {
  if (!possible) return;
  const place = `/judge/sheet/${sheet.contestant_id}/${sheet.seat_id}.json`;
  const text = JSON.stringify(sheet);
  writing = writing
    .then(() => caches.open(`judge-${version}`))
    .then((cache) => cache.put(place, new Response(text, { headers: { "Content-Type": "application/json" } })))
    .catch(() => {}); // no room: the copy starts from an older state
}

if (possible) {
  start().catch(() => {}); // a browser that refuses goes on as on plain http
  sayCopy();
}

async function start() {
  await navigator.serviceWorker.register(`/sw.js?v=${version}`, { updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  const own = `${location.origin}${location.pathname}${location.search}`;
  const files = performance.getEntriesByType("resource").map(({ name }) => name);
  const next = document.querySelector(".heat")?.querySelectorAll("a.card") ?? []; // the heat that is on stands first
  const sheets = Array.from(next, (link) => /** @type {any} */ (link).href);
  const urls = [...files.filter((name) => name.startsWith(`${location.origin}/static/`)), own, ...sheets]; // no page without its files
  const person = document.querySelector("[data-person]")?.getAttribute("data-person") ?? "";
  active?.postMessage({ person, urls });
}

/** "Shown from this tablet's copy of 14:03", until the server answers again. */
function sayCopy() {
  const at = Number(document.documentElement.dataset.copy);
  if (!at || !note) return;
  const time = new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const said = note.querySelector("span");
  if (said) said.textContent = fill(note.dataset.words ?? "", { time });
  note.hidden = false;
  const look = async () => {
    try {
      note.hidden = (await fetch("/healthz", { cache: "no-store" })).ok;
    } catch {
      // still away
    }
    if (note.hidden) clearInterval(again);
  };
  const again = setInterval(look, TRY);
  window.addEventListener("online", look);
}
