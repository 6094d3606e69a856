// A short sound and a short trembling, where the device has them. Nothing relies on either: a muted tablet shows all it has to say.
// @ts-check

const TONES = [880, 660]; // Hz, one after the other
const LONG = 0.22; // seconds each

/** @type {AudioContext | null} */
let sound = null;
let touched = false;

// Browsers let a page sound or tremble only once it was touched; the first tap's own work is done before.
window.addEventListener(
  "click",
  () => {
    touched = true;
    try {
      sound = new AudioContext();
      sound.resume();
    } catch {
      // no sound here
    }
  },
  { once: true },
);

export function beep() {
  if (touched) navigator.vibrate?.([200, 120, 200]);
  if (sound?.state !== "running") return;
  for (const [turn, tone] of TONES.entries()) {
    const voice = sound.createOscillator();
    const volume = sound.createGain();
    const begin = sound.currentTime + turn * LONG;
    voice.frequency.value = tone;
    volume.gain.setValueAtTime(0.0001, begin);
    volume.gain.exponentialRampToValueAtTime(0.4, begin + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + LONG);
    voice.connect(volume).connect(sound.destination);
    voice.start(begin);
    voice.stop(begin + LONG);
  }
}
