// What is heard and felt: yes, look, no.
import { keep, kept } from "./dom.js";

// Hertz, and after how many seconds.
const tones = { yes: [[880, 0], [1320, 0.09]], look: [[660, 0]], no: [[220, 0], [165, 0.16]] };
// Milliseconds of shaking and of rest.
const shakes = { yes: 40, look: [40, 60, 40], no: [160, 80, 160] };
let speaker = null;

/** Returns whether it is mute. */
export const isMute = () => kept("mute") === "yes";

/** Makes it mute or not. */
export const setMute = (mute) => keep("mute", mute ? "yes" : null);

/**
 * Gives a signal: `yes`, `look` or `no`. A browser lets a page be heard only after something on it
 * was touched.
 */
export function signal(kind) {
  if (isMute() || !navigator.userActivation?.hasBeenActive) return;
  navigator.vibrate?.(shakes[kind]);
  speaker ??= new AudioContext();
  for (const [hertz, delay] of tones[kind]) {
    const [tone, volume] = [speaker.createOscillator(), speaker.createGain()];
    const at = speaker.currentTime + delay;
    tone.type = kind === "no" ? "square" : "sine";
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.15, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.14);
    tone.connect(volume).connect(speaker.destination);
    tone.start(at);
    tone.stop(at + 0.15);
  }
}

/** Keeps the screen on while the page is seen, where the device lets it. */
export function stayAwake() {
  const ask = () => {
    if (document.visibilityState !== "visible") return;
    navigator.wakeLock?.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
