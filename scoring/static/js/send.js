// Speaking to the server from the judge's pages: random names, the page's token and competition, one POST, calm refetching.
// @ts-check

/** A random name for a fact; crypto.randomUUID does not exist on plain http. */
export function newUid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";

/** Which installation this page belongs to: another one may use the same address tomorrow. */
export const home = () => meta("instance");

export const headers = () => ({
  "Content-Type": "application/json",
  Accept: "application/json",
  "X-CSRFToken": meta("csrf-token"),
});

/** The server no longer knows this tablet: whoever shows that is told why (js/ended.js). */
export function tellIfOut(answer, said) {
  if (answer.status === 401) window.dispatchEvent(new CustomEvent("device-ended", { detail: { why: said?.code ?? "" } }));
}

/** Sends something that is no mark, once. Answers what the server said, with `ok`; never throws. */
export async function post(address, body) {
  try {
    const answer = await fetch(address, { method: "POST", headers: headers(), body: JSON.stringify(body) });
    const said = await answer.json();
    tellIfOut(answer, said);
    return { ...said, ok: answer.ok };
  } catch {
    return { ok: false, message: "" };
  }
}

/** Calls `act` once, 1 to 3 s after being asked however often: sixty tablets must not all ask the server at every mark. */
export function later(act) {
  let timer = 0;
  return () => {
    if (timer) return;
    timer = setTimeout(
      () => {
        timer = 0;
        act();
      },
      1000 + Math.random() * 2000,
    );
  };
}
