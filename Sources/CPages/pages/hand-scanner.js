// A hand scanner types like a keyboard, wherever the focus is and whatever layout the host has.

// What the other keys of a US keyboard write, plain and with shift.
const signs = {
  Minus: "-_", Equal: "=+", Period: ".>", Comma: ",<", Slash: "/?", Semicolon: ";:", Space: "  ",
  Quote: "'\"",
};
const shifted = ")!@#$%^&*(";
// Longer than between two keys of a slow scanner, shorter than somebody needs for the next one.
const silence = 300;

// What the key at a place writes on a US keyboard, which is what a scanner believes to be.
function usSign({ code, shiftKey }) {
  if (code.startsWith("Key")) return shiftKey ? code[3] : code[3].toLowerCase();
  if (code.startsWith("Digit")) return shiftKey ? shifted[Number(code[5])] : code[5];
  if (/^Numpad\d$/.test(code)) return code[6];
  return signs[code]?.[shiftKey ? 1 : 0] ?? null;
}

/**
 * Listens to hand scanners.
 *
 * @param {(text: string, facts: object) => void} scanned Is given the text and
 *   `{count, milliseconds, end, host}`: how many keys in what time, which key ended it, and what
 *   the host's own layout made of them.
 */
export function listen(scanned) {
  let keys = [], host = "", begin = 0, last = 0, field = null, before = "";

  function reset() { [keys, host, field] = [[], "", null]; }

  // In a field somebody may be typing: only what comes as fast as a machine is a scan there.
  function isScan(now) {
    if (keys.length < 4) return false;
    return field === null || (keys.length >= 8 && (now - begin) / keys.length < 40);
  }

  addEventListener("keydown", (event) => {
    const now = event.timeStamp;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Shift") return;
    if (now - last > silence) reset();
    last = now;
    if (event.key === "Enter" || event.key === "Tab") {
      if (!isScan(now)) { reset(); return; }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (field) field.value = before;
      const us = keys.join("");
      const milliseconds = Math.round(now - begin);
      const facts = { count: keys.length, milliseconds, end: event.key, host };
      reset();
      // A scanner that knows the host's layout writes the right signs itself.
      scanned(!/^TZ/i.test(us) && /^TZ/i.test(facts.host) ? facts.host : us, facts);
      return;
    }
    const sign = usSign(event);
    if (sign === null) return;
    if (keys.length === 0) {
      begin = now;
      const here = document.activeElement;
      field = here?.matches("input, textarea, select") ? here : null;
      before = field?.value ?? "";
    }
    keys.push(sign);
    if (event.key.length === 1) host += event.key;
    // What has the focus by chance is not pressed by the blank in a text.
    if (field === null && sign === " ") event.preventDefault();
  }, { capture: true });
}
