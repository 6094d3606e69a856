// The link test: one small request a second, how long each took, how many had no answer. It knows no page.
// @ts-check

const TIMES = 60;
const EVERY = 1000;
const PATIENCE = 5000; // an answer that comes later is lost
const FEWEST = 5; // stopped before so many it says nothing about the link

/**
 * @param {string} address answers {"now": ms}
 * @param {(so: {sent: number, lost: number, last: number | null, offset: number | null}) => void} onStep
 * @returns {{stop: () => void, done: Promise<{offset_ms: number | null, link: any}>}}
 */
export function measure(address, onStep) {
  const took = [];
  const open = new Set();
  let sent = 0;
  let lost = 0;
  let quickest = Infinity;
  let offset = null; // of the quickest answer: the least is unknown about when it was given
  let answered = performance.now(); // the last answer, or the beginning
  let longest = 0;
  let stopped = false;
  let finish = (_found) => {};
  const done = new Promise((resolve) => {
    finish = resolve;
  });

  async function ask() {
    const asked = performance.now();
    const at = Date.now();
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    open.add(patience);
    try {
      const answer = await fetch(`${address}?${Math.round(asked)}`, { cache: "no-store", signal: patience.signal });
      const { now } = answer.ok ? await answer.json() : {};
      if (typeof now !== "number") throw new Error("no answer");
      const trip = performance.now() - asked;
      took.push(Math.round(trip));
      gap();
      if (trip < quickest) [quickest, offset] = [trip, Math.round(at + trip / 2 - now)];
    } catch {
      if (stopped && performance.now() - asked < PATIENCE - 100) sent -= 1; // given up by us, not by the link
      else lost += 1;
    } finally {
      clearTimeout(timer);
      open.delete(patience);
    }
    onStep({ sent, lost, last: took.at(-1) ?? null, offset });
    if (!open.size && (stopped || sent >= TIMES)) end();
  }

  function gap() {
    const now = performance.now();
    longest = Math.max(longest, now - answered);
    answered = now;
  }

  function next() {
    sent += 1;
    ask();
    if (sent >= TIMES) clearInterval(beat);
  }

  function end() {
    clearInterval(beat);
    if (took.length && lost) gap(); // silence up to the end counts, too
    const sorted = [...took].sort((one, other) => one - other);
    const at = (share) => (sorted.length ? sorted[Math.ceil(share * sorted.length) - 1] : null);
    const link = { sent, lost, median_ms: at(0.5), p95_ms: at(0.95), longest_ms: sorted.length ? Math.round(longest) : null };
    finish({ offset_ms: offset, link: sent >= FEWEST ? link : null });
  }

  const beat = setInterval(next, EVERY);
  next();
  return {
    done,
    stop() {
      if (stopped) return;
      stopped = true;
      clearInterval(beat);
      for (const patience of [...open]) patience.abort();
      if (!open.size) end();
    },
  };
}
