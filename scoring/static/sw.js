// The service worker: keeps copies of a judge's own pages, so that they open without a network. Only over https (`--tls`).
// A page is kept if it lies below /judge and has a place (#copy) where it can say that it is a copy. Network first, always;
// what is posted, sockets, and everybody else's pages pass by untouched. Signing in or out and a new version wipe it all.
// @ts-check
/// <reference lib="webworker" />

const VERSION = new URL(self.location.href).searchParams.get("v") ?? "";
const KEPT = `judge-${VERSION}`;
const NO_PAGE = "/offline";
const FILES = `/static/@${VERSION}/`;
const SHELL = [NO_PAGE, `${FILES}css/base.css`, `${FILES}css/access.css`, `${FILES}icon.svg`];
const PATIENCE = 4000; // ms for an answer, where there is a copy to show instead
const AWAY = 8000; // ms after a failure in which copies are shown at once: a page has thirty files
const AT = "x-kept-at";
const DOORS = /^\/(join\/|seat\/|sign-in|sign-out)/; // web/access.py and web/join.py

let failed = 0;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(wipe((name) => name !== KEPT).then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data?.urls) event.waitUntil(stock(event.data));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const place = new URL(request.url);
  if (place.origin !== self.location.origin) return;
  if (request.method === "POST" && DOORS.test(place.pathname)) event.waitUntil(forget());
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    if (place.pathname === "/judge" || place.pathname.startsWith("/judge/")) event.respondWith(page(event));
    else if (place.pathname === "/") event.respondWith(fetch(request).catch(() => Response.redirect("/judge")));
  } else if (place.pathname.startsWith("/static/")) event.respondWith(file(event));
});

async function page(event) {
  const { request } = event;
  const cache = await caches.open(KEPT);
  const copy = (await cache.match(request.url)) ?? (await cache.match(request.url, { ignoreSearch: true }));
  try {
    const answer = await ask(event, Boolean(copy));
    if (answer.ok) event.waitUntil(keep(request.url, answer.clone()));
    else if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) event.waitUntil(forget());
    return answer;
  } catch {
    return copy ? asCopy(copy) : ((await cache.match(NO_PAGE)) ?? Response.error());
  }
}

async function file(event) {
  const cache = await caches.open(KEPT);
  const copy = await cache.match(event.request.url);
  if (copy && new URL(event.request.url).pathname.startsWith(FILES)) return copy; // never another content at this address
  try {
    const answer = await ask(event, Boolean(copy));
    if (answer.ok && !copy) event.waitUntil(cache.put(event.request.url, answer.clone()));
    return answer;
  } catch {
    return copy ?? Response.error();
  }
}

/** The network's answer; given up early where there is a copy. */
async function ask({ request }, haste) {
  if (haste && Date.now() - failed < AWAY) throw new Error("away");
  try {
    const answer = await Promise.race(haste ? [fetch(request), late()] : [fetch(request)]);
    failed = 0;
    return answer;
  } catch (error) {
    failed = Date.now();
    throw error;
  }
}

const late = () => new Promise((_, refuse) => setTimeout(() => refuse(new Error("late")), PATIENCE));

/** Keeps a page with the hour; only pages that can say that they are copies. */
async function keep(url, answer) {
  const text = await answer.text();
  if (answer.redirected || !text.includes('id="copy"')) return;
  const headers = new Headers(answer.headers);
  headers.set(AT, String(Date.now()));
  await (await caches.open(KEPT)).put(url, new Response(text, { headers }));
}

/** The copy, marked as one, with the newest states of its sheets that a page had heard of. */
async function asCopy(copy) {
  const [head, tag, json, rest] = (await copy.text()).split(/(<script type="application\/json" id="states?">)([^<]*)/);
  const marked = head.replace("<html ", `<html data-copy="${Number(copy.headers.get(AT))}" `);
  const states = tag ? tag + JSON.stringify(await newest(JSON.parse(json))).replaceAll("<", "\\u003c") + rest : "";
  return new Response(marked + states, { headers: copy.headers });
}

/** A sheet's state, or several, or {…, state}: each as the tablet last heard of it (js/kept.js). */
async function newest(said) {
  if (Array.isArray(said)) return Promise.all(said.map(newest));
  if (typeof said.state === "object") return { ...said, state: await newest(said.state) };
  const kept = await caches.match(`/judge/sheet/${said.contestant_id}/${said.seat_id}.json`, { cacheName: KEPT });
  const heard = await kept?.json();
  return heard && heard.revision >= said.revision ? heard : said;
}

/** What a page needs and where it leads, fetched once, one after the other. Another person's pages go first. */
async function stock({ person, urls }) {
  const cache = await caches.open(KEPT);
  const before = await cache.match("/person");
  if ((await before?.text()) !== person) {
    if (before) await forget();
    await cache.put("/person", new Response(person));
  }
  for (const url of urls) {
    if (await cache.match(url)) continue;
    try {
      const answer = await fetch(url);
      if (new URL(url).pathname.startsWith("/static/")) await cache.put(url, answer);
      else if (answer.ok) await keep(url, answer);
    } catch {
      return; // the network is away again; the next page tries once more
    }
  }
}

/** Forgets pages and states; files of the version may stay. */
async function forget() {
  const cache = await caches.open(KEPT);
  for (const { url } of await cache.keys()) if (/^\/(judge|person)/.test(new URL(url).pathname)) await cache.delete(url);
}

async function wipe(unwanted) {
  for (const name of await caches.keys()) if (name.startsWith("judge-") && unwanted(name)) await caches.delete(name);
}
