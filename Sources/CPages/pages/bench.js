// Where codes come in: the camera, a hand scanner, and what is typed. Every page that takes
// vouchers has this one.
import { Camera } from "./camera.js";
import { keep, kept, node, one } from "./dom.js";
import { listen } from "./hand-scanner.js";
import { Presentations } from "./presentation.js";
import { say } from "./words.js";

let camera = null;
let isClosed = false;

/**
 * Takes codes in from now on.
 *
 * It stands in `<section id="codes">`; `<details id="scanner">`, if the page's menu has one,
 * becomes the check of a hand scanner. The words are those of `till`, so `begin()` of masthead.js
 * comes first. The camera goes on by itself where it was on when the page was seen last.
 *
 * @param {(text: string) => void} present Is told of each presentation of a code, once, with no
 *   spaces around it; never of an empty text.
 */
export function receive(present) {
  one("codes").append(view(), typing());
  one("scanner")?.append(
    node("summary", { class: "plain", "data-word": "till.scanner" }, say("till.scanner")),
    node("p", { class: "small", "data-word": "till.scanner.about" }, say("till.scanner.about")),
    node("p", { id: "scanned", class: "small code", role: "status" }));
  const given = (text) => { if (text.trim()) present(text.trim()); };
  const views = new Presentations();
  camera = new Camera(one("video"), (text) => {
    if (views.begins(text, performance.now())) given(text);
  });
  hear(given);
  see();
  one("typing").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = one("code").value;
    one("code").value = "";
    given(text);
  });
  document.addEventListener("language", draw);
  draw();
  if (kept("camera") === "on") start();
}

/** Closes it, and the camera with it, while something else is looked at; or opens it again. */
export function close(is) {
  isClosed = is;
  if (!is) return;
  camera.stop();
  draw();
}

function view() {
  const button = (id, more = {}) =>
    node("button", { id, type: "button", class: "button quiet", ...more });
  return node("div", {},
    node("div", { id: "view", class: "view", hidden: true },
      node("video", { id: "video", muted: true, playsinline: true }),
      node("div", { class: "frame" })),
    node("p", { id: "camera-wrong", class: "wrong", role: "alert" }),
    node("div", { class: "row" },
      button("camera", { class: "button quiet grow" }),
      button("other", { hidden: true }),
      button("torch", { hidden: true, "aria-pressed": "false" })));
}

function typing() {
  return node("form", { id: "typing", class: "row", novalidate: true },
    node("div", { class: "grow" },
      node("label", { for: "code", "data-word": "till.code" }, say("till.code")),
      node("input", { id: "code", class: "code", autocomplete: "off", spellcheck: "false",
        autocapitalize: "characters", maxlength: "2000" })),
    node("button", { class: "button", "data-word": "till.enter" }, say("till.enter")));
}

// MARK: The camera

function see() {
  one("camera").addEventListener("click", () => {
    if (!camera.isOn) { start(); return; }
    camera.stop();
    keep("camera", null);
    draw();
  });
  one("other").addEventListener("click", () => camera.next().then(draw));
  one("torch").addEventListener("click", async () => {
    one("torch").setAttribute("aria-pressed", String(await camera.light()));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") camera.stop();
    else if (kept("camera") === "on" && !isClosed && !camera.isOn) start();
    draw();
  });
}

async function start() {
  one("camera-wrong").textContent = "";
  one("view").hidden = false;
  try {
    await camera.start();
    keep("camera", "on");
  } catch (error) {
    camera.stop();
    keep("camera", null);
    const isForbidden = error.name === "NotAllowedError";
    one("camera-wrong").textContent = say(`till.camera.${isForbidden ? "forbidden" : "none"}`);
  }
  draw();
}

function draw() {
  one("view").hidden = !camera.isOn;
  one("camera").textContent = say(`till.camera.${camera.isOn ? "stop" : "start"}`);
  one("other").hidden = !camera.isOn || !camera.hasOther;
  one("other").textContent = say("till.camera.other");
  one("torch").hidden = !camera.isOn || !camera.hasTorch;
  one("torch").textContent = say("till.camera.light");
}

// MARK: The hand scanner

function hear(given) {
  listen((text, { count, milliseconds, end, host }) => {
    // Whoever reads a pairing's text has the till's key: it is shown nowhere.
    if (/^TZPAIR/i.test(text)) { given(text); return; }
    if (one("scanned")) {
      const facts = { text, count, milliseconds, end, host };
      one("scanned").textContent = say("till.scanner.read", facts);
    }
    // In the open menu a scan is a try of the scanner, or what a field of it asked for.
    const isInMenu = one("own-menu")?.contains(document.activeElement);
    if (!isInMenu && !document.querySelector(".menu").open) given(text);
  });
}
