// Reads QR codes in grey pictures, beside the page, so that it never stutters.
const ready = WebAssembly.instantiateStreaming(fetch("/pages/scanner.wasm"), {});

function read({ memory, picture, decode, text }, { width, height, data }) {
  const room = picture(width, height);
  if (room === 0) return null;
  const grey = new Uint8Array(memory.buffer, room, width * height);
  for (let to = 0, from = 0; to < grey.length; to += 1, from += 4) {
    grey[to] = (data[from] * 77 + data[from + 1] * 150 + data[from + 2] * 29) >> 8;
  }
  const count = decode(width, height);
  // Either call may have moved the memory.
  if (count === 0) return null;
  return new TextDecoder().decode(new Uint8Array(memory.buffer, text(), count));
}

addEventListener("message", async ({ data }) => {
  try {
    postMessage({ text: read((await ready).instance.exports, data) });
  } catch (error) {
    postMessage({ text: null, fault: String(error) });
  }
});
