// Draws QR codes of versions 1 to 10 (ISO/IEC 18004), so that a code is there without a network.

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
// By level, for versions 1 to 10: check bytes of a block, and how many blocks there are.
const levels = {
  L: { bits: 1, checks: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18],
    blocks: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4] },
  M: { bits: 0, checks: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26],
    blocks: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5] },
  Q: { bits: 3, checks: [13, 22, 18, 26, 18, 24, 18, 22, 20, 24],
    blocks: [1, 1, 2, 2, 4, 4, 6, 6, 8, 8] },
  H: { bits: 2, checks: [17, 28, 22, 16, 22, 28, 26, 26, 24, 28],
    blocks: [1, 1, 2, 4, 4, 4, 5, 6, 8, 8] },
};
const masks = [
  (x, y) => (x + y) % 2 === 0, (x, y) => y % 2 === 0, (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

// The field of 256 elements, by powers of 2.
const [powers, logarithms] = [new Uint8Array(255), new Uint8Array(256)];
for (let power = 0, value = 1; power < 255; power += 1) {
  [powers[power], logarithms[value]] = [value, power];
  value = value < 128 ? value << 1 : (value << 1) ^ 0x11d;
}
const times = (left, right) =>
  (left === 0 || right === 0 ? 0 : powers[(logarithms[left] + logarithms[right]) % 255]);

/** How many bytes a symbol of a version has, checks included. */
function capacity(version) {
  const aligned = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const modules = (16 * version + 128) * version + 64
    - (aligned ? (25 * aligned - 10) * aligned - 55 : 0) - (version > 6 ? 36 : 0);
  return Math.floor(modules / 8);
}

/**
 * The modules of a text.
 *
 * Capitals, digits and ` $%*+-./:` alone are written in alphanumeric mode, anything else as bytes
 * of UTF-8.
 *
 * @param {string} text At most what version 10 holds.
 * @param {"L"|"M"|"Q"|"H"} level How much may be unreadable: 7, 15, 25 or 30 hundredths.
 * @returns {{version: number, mask: number, rows: Uint8Array[]}} 1 for a dark module,
 *   without a quiet zone.
 * @throws {RangeError} for a text that is too long.
 */
export function symbol(text, level = "M") {
  const isPlain = [...text].every((sign) => alphabet.includes(sign));
  const bytes = new TextEncoder().encode(text);
  const { checks, blocks, bits } = levels[level];
  for (let version = 1; version <= 10; version += 1) {
    const room = capacity(version) - checks[version - 1] * blocks[version - 1];
    const data = isPlain ? plain(text, version) : binary(bytes, version);
    if (data.length > room * 8) continue;
    const words = interleaved(padded(data, room), checks[version - 1], blocks[version - 1]);
    return best(version, bits, words);
  }
  throw new RangeError("too long for a code");
}

const write = (list, value, count) => {
  for (let bit = count - 1; bit >= 0; bit -= 1) list.push((value >>> bit) & 1);
};

function plain(text, version) {
  const list = [];
  write(list, 2, 4);
  write(list, text.length, version < 10 ? 9 : 11);
  for (let at = 0; at < text.length; at += 2) {
    const first = alphabet.indexOf(text[at]);
    if (at + 1 < text.length) write(list, first * 45 + alphabet.indexOf(text[at + 1]), 11);
    else write(list, first, 6);
  }
  return list;
}

function binary(bytes, version) {
  const list = [];
  write(list, 4, 4);
  write(list, bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) write(list, byte, 8);
  return list;
}

function padded(list, room) {
  write(list, 0, Math.min(4, room * 8 - list.length));
  write(list, 0, (8 - (list.length % 8)) % 8);
  const words = [];
  for (let at = 0; at < list.length; at += 8) {
    words.push(parseInt(list.slice(at, at + 8).join(""), 2));
  }
  for (let pad = 0xec; words.length < room; pad ^= 0xfd) words.push(pad);
  return words;
}

function interleaved(words, checkCount, blockCount) {
  // The product of (x − 2⁰)…(x − 2ⁿ⁻¹), without its leading 1.
  let divisor = [1];
  for (let power = 0; power < checkCount; power += 1) {
    divisor = [...divisor, 0].map((value, at) =>
      value ^ times(at > 0 ? divisor[at - 1] : 0, powers[power]));
  }
  const short = Math.floor(words.length / blockCount);
  const longs = words.length % blockCount;
  const [parts, rests] = [[], []];
  for (let block = 0, at = 0; block < blockCount; block += 1) {
    const count = short + (block >= blockCount - longs ? 1 : 0);
    const part = words.slice(at, at + count);
    at += count;
    const rest = new Uint8Array(checkCount);
    for (const word of part) {
      const factor = word ^ rest[0];
      rest.copyWithin(0, 1);
      rest[checkCount - 1] = 0;
      for (let check = 0; check < checkCount; check += 1) {
        rest[check] ^= times(divisor[check + 1], factor);
      }
    }
    parts.push(part);
    rests.push(rest);
  }
  const all = [];
  for (let at = 0; at <= short; at += 1) {
    for (const part of parts) if (at < part.length) all.push(part[at]);
  }
  for (let at = 0; at < checkCount; at += 1) for (const rest of rests) all.push(rest[at]);
  return all;
}

// What stands in a symbol whatever it says: `fixed` tells where.
function frame(version) {
  const size = 17 + 4 * version;
  const [rows, fixed] = [0, 1].map(() => Array.from({ length: size }, () => new Uint8Array(size)));
  const set = (x, y, dark) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    [rows[y][x], fixed[y][x]] = [dark ? 1 : 0, 1];
  };
  for (let at = 0; at < size; at += 1) { set(6, at, at % 2 === 0); set(at, 6, at % 2 === 0); }
  for (const [left, top] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    for (let y = -4; y <= 4; y += 1) for (let x = -4; x <= 4; x += 1) {
      const ring = Math.max(Math.abs(x), Math.abs(y));
      set(left + x, top + y, ring !== 2 && ring !== 4);
    }
  }
  const count = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const middles = count === 2 ? [6, size - 7] : count === 3 ? [6, (size - 1) / 2, size - 7] : [];
  middles.forEach((top, row) => middles.forEach((left, column) => {
    // The three corners have their own marks.
    const last = count - 1;
    const isCorner = (row === 0 && column === 0) || (row === 0 && column === last)
      || (row === last && column === 0);
    if (isCorner) return;
    for (let y = -2; y <= 2; y += 1) for (let x = -2; x <= 2; x += 1) {
      set(left + x, top + y, Math.max(Math.abs(x), Math.abs(y)) !== 1);
    }
  }));
  if (version > 6) {
    let rest = version;
    for (let bit = 0; bit < 12; bit += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const word = (version << 12) | rest;
    for (let bit = 0; bit < 18; bit += 1) {
      const [far, near] = [size - 11 + (bit % 3), Math.floor(bit / 3)];
      set(far, near, (word >>> bit) & 1);
      set(near, far, (word >>> bit) & 1);
    }
  }
  return { size, rows, fixed, set };
}

function written(version, bits, words, mask) {
  const { size, rows, fixed, set } = frame(version);
  const data = (bits << 3) | mask;
  let rest = data;
  for (let bit = 0; bit < 10; bit += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const word = ((data << 10) | rest) ^ 0x5412;
  for (let bit = 0; bit < 15; bit += 1) {
    const dark = (word >>> bit) & 1;
    // Around the corner at the top left, then split over the two others.
    if (bit < 6) set(8, bit, dark);
    else if (bit < 8) set(8, bit + 1, dark);
    else if (bit === 8) set(7, 8, dark);
    else set(14 - bit, 8, dark);
    if (bit < 8) set(size - 1 - bit, 8, dark);
    else set(8, size - 15 + bit, dark);
  }
  set(8, size - 8, 1);
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) for (const x of [right, right - 1]) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
      if (fixed[y][x]) continue;
      const bit = at < words.length * 8 ? (words[at >>> 3] >>> (7 - (at & 7))) & 1 : 0;
      at += 1;
      rows[y][x] = bit ^ (masks[mask](x, y) ? 1 : 0);
    }
  }
  return rows;
}

function best(version, bits, words) {
  let found = null;
  for (let mask = 0; mask < 8; mask += 1) {
    const rows = written(version, bits, words, mask);
    const cost = penalty(rows);
    if (!found || cost < found.cost) found = { version, mask, rows, cost };
  }
  return { version: found.version, mask: found.mask, rows: found.rows };
}

// How hard a symbol is to read: runs, blocks, what looks like a corner, and too much of one shade.
function penalty(rows) {
  const size = rows.length;
  let [cost, dark] = [0, 0];
  const lines = [...rows.map((row) => row.join("")),
    ...rows.map((_, x) => rows.map((row) => row[x]).join(""))];
  for (const line of lines) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) cost += run.length - 2;
    for (let at = 0; at + 11 <= size; at += 1) {
      const part = line.slice(at, at + 11);
      if (part === "10111010000" || part === "00001011101") cost += 40;
    }
  }
  for (let y = 0; y < size; y += 1) for (let x = 0; x < size; x += 1) {
    dark += rows[y][x];
    if (x + 1 < size && y + 1 < size) {
      const sum = rows[y][x] + rows[y][x + 1] + rows[y + 1][x] + rows[y + 1][x + 1];
      if (sum === 0 || sum === 4) cost += 3;
    }
  }
  return cost + 10 * Math.floor(Math.abs(dark * 20 - size * size * 10) / (size * size));
}

/** The dark modules as the `d` of one path, one unit each, behind a quiet zone of four. */
export function outline(rows) {
  return rows.map((row, y) => [...row].map((dark, x) =>
    (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : "")).join("")).join("");
}
