/** Bytes, numbers and tags as the formats spell them: big-endian, one spelling for everything. */

/** A "no" or a fault: `code` is stable (docs/errors.md), `facts` are for the page's own words. */
export class Refusal extends Error {
  constructor(code, facts = {}) {
    super(code);
    Object.assign(this, { code, facts });
  }
}

/** The bytes of a text. */
export const utf8 = (text) => new TextEncoder().encode(text);
/** Two small digits a byte. */
export const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
/** Whether a text may name a device or a place. */
export const isName = (text) => /^[\w.-]{1,64}$/.test(text);
/** The largest amount that anything carries, in minor units. */
export const largest = 1e12;

/** Bytes behind each other, as new ones. */
export function join(...parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Compares without telling by its time where two runs of bytes differ. */
export function isSame(left, right) {
  let difference = left.length ^ right.length;
  for (let i = 0; i < left.length; i++) difference |= left[i] ^ right[i];
  return difference === 0;
}

/** Reads numbers and bytes one after the other; `fault` makes the error for anything unfit. */
export class Reader {
  constructor(bytes, fault) {
    Object.assign(this, { bytes, fault, at: 0 });
  }
  get isAtEnd() {
    return this.at === this.bytes.length;
  }
  need(holds) {
    if (!holds) throw this.fault();
  }
  take(count) {
    this.need(count <= this.bytes.length - this.at);
    return this.bytes.subarray(this.at, (this.at += count));
  }
  /** A number of at most six bytes, never negative. */
  number(count) {
    let value = 0;
    for (const byte of this.take(count)) value = value * 256 + byte;
    return value;
  }
  /** A signed number of `count` bytes, 4 or 8, within a range of safe integers. */
  signed(low = -Number.MAX_SAFE_INTEGER, high = Number.MAX_SAFE_INTEGER, count = 8) {
    let value = 0n;
    for (const byte of this.take(count)) value = (value << 8n) | BigInt(byte);
    const number = Number(BigInt.asIntN(8 * count, value));
    this.need(number >= low && number <= high);
    return number;
  }
  flag() {
    const value = this.number(1);
    this.need(value <= 1);
    return value === 1;
  }
  /** Bytes behind their count, which takes so many bytes itself. */
  part(count) {
    return this.take(this.number(count));
  }
  text(count) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.part(count));
    } catch {
      throw this.fault();
    }
  }
  name() {
    const name = this.text(1);
    this.need(isName(name));
    return name;
  }
  finish() {
    this.need(this.isAtEnd);
  }
}

/** A number of up to eight bytes, big-endian; negative ones as two's complement. */
export function number(value, count) {
  const out = new Uint8Array(count);
  let rest = BigInt(value);
  for (let i = count - 1; i >= 0; i--, rest >>= 8n) out[i] = Number(rest & 255n);
  return out;
}

/** Bytes, or the UTF-8 of a text, behind their count. */
export function counted(content, count = 1) {
  const bytes = typeof content === "string" ? utf8(content) : content;
  return join(number(bytes.length, count), bytes);
}

/** Crockford's signs, by their value. */
export const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The value 0…31 of a character of T2, -1 for any other. */
export const base32Value = (character) => alphabet.indexOf(character);

/** The text of bytes as T2 spells them. */
export function base32Text(bytes) {
  let [text, pending, bits] = ["", 0, 0];
  for (const byte of bytes) {
    pending = ((pending << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; ) text += alphabet[(pending >> (bits -= 5)) & 31];
  }
  return bits ? text + alphabet[(pending << (5 - bits)) & 31] : text;
}

/** The bytes of a text of T2, or a Refusal: bad_character, bad_length, not_canonical. */
export function base32Bytes(text) {
  const bytes = new Uint8Array((text.length * 5) >> 3);
  let [at, pending, bits] = [0, 0, 0];
  for (let index = 0; index < text.length; index++) {
    const value = base32Value(text[index]);
    if (value < 0) throw new Refusal("bad_character", { index });
    pending = ((pending << 5) | value) & 0xfff;
    if ((bits += 5) >= 8) bytes[at++] = pending >> (bits -= 8);
  }
  if ([1, 3, 6].includes(text.length % 8)) throw new Refusal("bad_length");
  if (pending & ((1 << bits) - 1)) throw new Refusal("not_canonical");
  return bytes;
}

/** SHA-256, 32 bytes. */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** A context of ours in front of bytes: `tessera/v1/` and its name, a zero byte. */
export const withContext = (name, ...parts) => join(utf8(`tessera/v1/${name}\0`), ...parts);

/** HMAC-SHA-256. A tag is compared by `isSame`: `subtle.verify` refuses one that was cut. */
export async function hmac(key, bytes) {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes));
}

/** A key that can be used and never read again. */
export const macKey = (bytes) =>
  crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

/** An Ed25519 key to verify with, of its 32 bytes. */
export const publicKey = (bytes) =>
  crypto.subtle.importKey("raw", bytes, { name: "Ed25519" }, true, ["verify"]);

/** Whether an Ed25519 signature is of these bytes and this key. @returns {Promise<boolean>} So. */
export const isSigned = (key, signature, bytes) =>
  crypto.subtle.verify({ name: "Ed25519" }, key, signature, bytes);
