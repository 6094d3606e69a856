// A screen that nobody has opened an event for yet: asks every few seconds, and starts when there is one.
// @ts-check

const EVERY = 5_000;

setInterval(async () => {
  try {
    const answer = await fetch("/live/events.json", { cache: "no-cache" });
    if (answer.ok && (await answer.json()).length) location.reload();
  } catch {
    // the network is away; the next look may find it
  }
}, EVERY);
