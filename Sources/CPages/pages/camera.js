// The camera as a scanner: frames to texts.

/** A camera that is looked through; `found(text)` is told of every code in every frame. */
export class Camera {
  #video; #found; #stream = null; #reader = null; #isLit = false; #round = 0;
  // The cameras by their ids, and which of them it is.
  #devices = []; #index = 0;

  constructor(video, found) { [this.#video, this.#found] = [video, found]; }

  /** Returns whether it is running. */
  get isOn() { return this.#stream !== null; }

  /** Returns whether there is another camera to switch to. */
  get hasOther() { return this.#devices.length > 1; }

  /** Returns whether the device has a light for it. */
  get hasTorch() { return this.#track?.getCapabilities?.().torch === true; }

  get #track() { return this.#stream?.getVideoTracks()[0]; }

  /** Begins. Throws a DOMException where there is no camera or nobody may use it. */
  async start() {
    if (!navigator.mediaDevices) throw new DOMException("no camera", "NotFoundError");
    const which = this.#devices.length > 1
      ? { deviceId: { exact: this.#devices[this.#index] } } : { facingMode: "environment" };
    const video = { ...which, width: { ideal: 1280 }, height: { ideal: 720 } };
    this.#stream = await navigator.mediaDevices.getUserMedia({ video });
    this.#video.srcObject = this.#stream;
    await this.#video.play();
    const all = await navigator.mediaDevices.enumerateDevices();
    this.#devices = all.filter(({ kind }) => kind === "videoinput").map(({ deviceId }) => deviceId);
    this.#index = Math.max(0, this.#devices.indexOf(this.#track.getSettings().deviceId));
    this.#reader ??= await makeReader();
    this.#watch(this.#round += 1);
  }

  /** Ends, and gives the camera back. */
  stop() {
    this.#round += 1;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    [this.#stream, this.#video.srcObject, this.#isLit] = [null, null, false];
  }

  /** Goes on with the next camera. */
  async next() {
    this.stop();
    this.#index = (this.#index + 1) % Math.max(1, this.#devices.length);
    await this.start();
  }

  /** Switches the light on or off; gives whether it is on. */
  async light() {
    await this.#track.applyConstraints({ advanced: [{ torch: !this.#isLit }] });
    this.#isLit = !this.#isLit;
    return this.#isLit;
  }

  // A frame after the other until it is stopped; some rest between, for the battery.
  async #watch(round) {
    while (round === this.#round) {
      if (this.#video.readyState >= 2) {
        const text = await this.#reader(this.#video).catch(() => null);
        if (text && round === this.#round) this.#found(text);
      }
      await new Promise((resolve) => { setTimeout(resolve, 60); });
    }
  }
}

// The browser's own reader where it has one, ours where not.
async function makeReader() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats?.().catch(() => []) ?? [];
  if (formats.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  // Below the page's own address, so that whatever keeps the page keeps it too.
  const worker = new Worker(`${location.pathname}/scanner-worker.js`);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return (video) => new Promise((resolve) => {
    const scale = Math.min(1, 800 / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height);
    worker.onmessage = (answer) => resolve(answer.data.text);
    worker.postMessage({ width, height, data }, [data.buffer]);
  });
}
