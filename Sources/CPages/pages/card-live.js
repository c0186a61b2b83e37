// The code that lives for half a minute, made in this browser: docs/token-format.md, T23.

/** How long a code lives, in seconds. */
export const stepSeconds = 30;

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * What live codes are made with, so that nobody can read it back out of this browser.
 *
 * @param {string} digits 64 hexadecimal digits.
 * @returns {Promise<CryptoKey>}
 */
export function sealed(digits) {
  const bytes = Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16));
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

/**
 * The text of the QR code at a time.
 *
 * @param {string} token What the code on paper holds.
 * @param {CryptoKey} key The card's own.
 * @param {number} milliseconds Since 1970, by the service's clock.
 * @returns {Promise<string>} The token, a full stop and eight signs.
 */
export async function liveText(token, key, milliseconds) {
  const message = new Uint8Array(24);
  message.set(new TextEncoder().encode("tessera/v1/live"));
  new DataView(message.buffer).setBigUint64(16, BigInt(stepAt(milliseconds)));
  const tag = new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
  const forty = tag.slice(0, 5).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let code = "";
  for (let shift = 35n; shift >= 0n; shift -= 5n) code += alphabet[Number((forty >> shift) & 31n)];
  return `${token}.${code}`;
}

/** Which half minute it is. */
export const stepAt = (milliseconds) => Math.floor(milliseconds / 1000 / stepSeconds);

/** How many seconds the code of now has left, above 0 and at most 30. */
export const secondsLeft = (milliseconds) => stepSeconds - ((milliseconds / 1000) % stepSeconds);
