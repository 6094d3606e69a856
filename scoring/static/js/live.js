// The one door to the sockets: what the server pushes, and how fresh it is. It never writes and never calculates.
//
//   connectBoard(event, { onStandings, onState })  the public standings of one event (its name in addresses).
//     onStandings(standings)   whole standings as in /live/EVENT/standings.json: at once after connecting, then on every change.
//                              Never an older revision than the one before, except after a reconnect (a backup was restored).
//   connectDesk({ onChanged, onState })            for signed-in staff: something of an event changed, fetch it again.
//     onChanged({ event, revision })   `event` is null after each (re)connect: anything may have changed meanwhile.
//     onFleet()                        something of the tablets changed (organiser and chief only)
//     onHere()                         a tablet is to say how it is, and hears what there is for it
//   onState({ state, since })          called when the state changes, and once at the start with "stale".
//     "live"     the connection stands; `since`: when it came to stand
//     "stale"    it broke a moment ago, or stands not yet; `since`: the last moment that we know was fresh
//     "lost"     it has been broken for more than LOST_AFTER ms; `since` as above
//     "refused"  the server does not let this page in: unknown event, or signed out on the desk; tried again all the same
//   Both answer { resync(), close() }. Times are Date.now() of this browser, for showing only.
// @ts-check

import { io } from "../vendor/socket.io-client@4.8.4/socket.io.esm.min.js";

export const LOST_AFTER = 10_000;
const REFUSED_RETRY = 5_000; // socket.io does not try again by itself after a refusal
const NAP = 5_000; // hidden or asleep for longer: the system may have cut the socket without telling
const TICK = 2_000;

/**
 * @param {string} event
 * @param {{onStandings: (standings: any) => void, onState?: (state: {state: string, since: number}) => void}} listener
 */
export function connectBoard(event, { onStandings, onState }) {
  let revision = -1;
  const address = `/live/${encodeURIComponent(event)}/standings.json`;

  function take(standings, fresh = false) {
    if (standings.from !== null) return standings.from >= revision ? fetchSnapshot() : undefined;
    if (!fresh && standings.revision <= revision) return undefined;
    revision = standings.revision;
    return onStandings(standings);
  }

  async function fetchSnapshot() {
    try {
      const answer = await fetch(address, { cache: "no-cache" });
      if (answer.ok) take(await answer.json());
    } catch {
      // the network is away; the connection's own state says so
    }
  }

  let first = true; // the snapshot after each connect counts whatever its revision
  const line = connect("/live", { event }, onState, () => {
    first = true;
  });
  line.socket.on("standings", (standings) => {
    take(standings, first);
    first = false;
  });
  line.whenAwake(fetchSnapshot);
  return { resync: fetchSnapshot, close: line.close };
}

/**
 * @param {{onChanged: (change: {event: string|null, revision: number|null}) => void, onFleet?: () => void, onHere?: () => void,
 *          onState?: (state: {state: string, since: number}) => void}} listener
 */
export function connectDesk({ onChanged, onFleet = () => {}, onHere = () => {}, onState }) {
  const anything = () => onChanged({ event: null, revision: null });
  const line = connect("/desk", {}, onState, anything);
  line.socket.on("changed", onChanged);
  // why this device is signed out, that it is somebody else's now, that it is signed in again: js/ended.js says it
  const tell = (name) => (detail) => window.dispatchEvent(new CustomEvent(`device-${name}`, { detail }));
  line.socket.on("ended", tell("ended"));
  line.socket.on("moved", tell("moved"));
  line.socket.on("connect", tell("back"));
  line.socket.on("connect_error", (problem) => "data" in problem && tell("ended")(problem.data));
  line.socket.on("fleet", onFleet);
  line.socket.on("here", onHere);
  line.whenAwake(anything);
  return { resync: anything, close: line.close };
}

/** One socket of one namespace, its state, and its recovery. */
function connect(namespace, auth, onState = () => {}, onConnect = () => {}) {
  const socket = io(namespace, { auth, transports: ["websocket", "polling"], tryAllTransports: true, reconnectionDelayMax: 3000 });
  let state = "";
  let fresh = Date.now();
  let retry = 0;

  function become(next) {
    if (next === state) return;
    if (next === "live" || state === "live") fresh = Date.now();
    state = next;
    onState({ state, since: fresh });
  }

  socket.on("connect", () => {
    onConnect();
    become("live");
  });
  socket.on("disconnect", (reason) => {
    become("stale");
    if (reason === "io server disconnect") tryLater(); // signed out: socket.io waits for us
  });
  socket.on("connect_error", () => {
    if (socket.active) return; // not reached: socket.io tries again by itself
    become("refused");
    tryLater();
  });

  function tryLater() {
    clearTimeout(retry);
    retry = setTimeout(() => socket.connect(), REFUSED_RETRY);
  }

  const awake = watchSleep(() => {
    if (socket.connected) socket.disconnect(); // it may be dead without knowing
    socket.connect();
  });
  const clock = setInterval(() => {
    if (state === "stale" && Date.now() - fresh > LOST_AFTER) become("lost");
  }, TICK);
  const offline = () => become("stale");
  window.addEventListener("offline", offline);
  become("stale");

  return {
    socket,
    whenAwake: awake.also,
    close() {
      clearTimeout(retry);
      clearInterval(clock);
      window.removeEventListener("offline", offline);
      awake.stop();
      socket.disconnect();
    },
  };
}

/** Calls `woken` after a nap: the page was hidden, came back from the browser's cache, the network returned, or time jumped. */
function watchSleep(woken) {
  const calls = [woken];
  let last = Date.now();
  let hidden = document.hidden ? Date.now() : 0;
  const wake = () => {
    last = Date.now();
    for (const call of calls) call();
  };
  const seen = () => {
    if (document.hidden) hidden = Date.now();
    else if (hidden && Date.now() - hidden > NAP) wake();
  };
  const shown = (happening) => happening.persisted && wake();
  const tick = setInterval(() => {
    const slept = Date.now() - last > TICK + NAP;
    last = Date.now();
    if (slept && !document.hidden) wake();
  }, TICK);
  document.addEventListener("visibilitychange", seen);
  window.addEventListener("pageshow", shown);
  window.addEventListener("online", wake);
  return {
    also: (call) => calls.push(call),
    stop() {
      clearInterval(tick);
      document.removeEventListener("visibilitychange", seen);
      window.removeEventListener("pageshow", shown);
      window.removeEventListener("online", wake);
    },
  };
}
