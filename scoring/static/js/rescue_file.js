// What a tablet could not send, as a file or as the address of a code to scan; made on the tablet, read at the desk.
//   The file: {"scoring": "rescue", "version": 1, "home", "at", "marks": [whole marks]}, of one competition, `home`
//   The code: /rescue#1. + base64url of [home, person, journal, link before, first number, [[uid, contestant, seat, item,
//   place, value, order, withdraws, known] …]]: entries of one journal without a gap; their links are made again where it is read.
// @ts-check

import { linked } from "./chain.js";

const LONGEST_CODE = 1500; // letters; denser codes do not scan from a tablet's screen
const FIELDS = ["uid", "contestant", "seat", "item", "place", "value", "order", "withdraws", "known"];

export function fileOf(home, marks) {
  return JSON.stringify({ scoring: "rescue", version: 1, home, at: Date.now(), marks });
}

/** @returns {any | null} what fileOf made, or null where the text is something else */
export function readFile(text) {
  const found = JSON.parse(text);
  const ours = found?.scoring === "rescue" && found.version === 1 && Array.isArray(found.marks);
  return ours ? found : null;
}

/** @returns {string} the address to scan, "" where these are too many or not of one piece */
export function addressOf(home, marks) {
  const [first] = marks;
  const whole = marks.every((mark, at) => mark.journal === first.journal && mark.number === first.number + at && mark.person === first.person);
  if (!first?.journal || !whole) return "";
  const rows = marks.map((mark) => FIELDS.map((name) => mark[name]));
  const text = JSON.stringify([home, first.person, first.journal, first.before, first.number, rows]);
  const address = `${location.origin}/rescue#1.${encode(text)}`;
  return address.length <= LONGEST_CODE ? address : "";
}

/** @returns {any | null} the same as readFile, from what stands behind the # of the address */
export function readCode(hash) {
  if (!hash.startsWith("#1.")) return null;
  const [home, person, journal, before, start, rows] = JSON.parse(decode(hash.slice(3)));
  const marks = rows.map((row, at) => ({ ...Object.fromEntries(FIELDS.map((name, column) => [name, row[column]])), number: start + at }));
  return { home, at: null, marks: linked(before, marks).map((mark) => ({ ...mark, home, person, journal })) };
}

function encode(text) {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function decode(text) {
  const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder().decode(Uint8Array.from(bytes, (one) => one.charCodeAt(0)));
}
