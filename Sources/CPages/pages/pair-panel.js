// Makes this browser a till, and nobody's again: by one QR code, which comes from the camera, a
// hand scanner or as text.
import { fill, node, one } from "./dom.js";
import { Refusal } from "./offline/bytes.js";
import { sentenceOf, timeAt } from "./till-words.js";
import { say } from "./words.js";

/** Whether a text that was scanned is meant for this panel; it is shown and kept nowhere. */
export const isPairing = (text) => /^TZPAIR/i.test(text.trim());

/** The panel in one place of a page. */
export class PairPanel {
  /** What it stands in. */
  place;
  #device; #paired; #isAsked = false; #wrong = "";

  /**
   * @param {Element} place what it stands in
   * @param {Device} device of device.js
   * @param {() => void} paired is called when this browser has become a till
   */
  constructor(place, device, paired = () => {}) {
    [this.place, this.#device, this.#paired] = [place, device, paired];
    device.addEventListener("change", () => this.draw());
    document.addEventListener("language", () => this.draw());
    this.draw();
  }

  /**
   * Pairs by what was scanned or pasted.
   * @returns {Promise<?string>} what keeps it from that, as a sentence; null if it is paired now
   */
  async take(text) {
    try {
      await this.#device.pair(text);
      this.#wrong = "";
      this.#paired();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#wrong = wordsOf(error);
    }
    this.draw();
    return this.#wrong || null;
  }

  /** Draws it as the device stands; what somebody types there stays. */
  draw() {
    const { isPaired } = this.#device;
    const typed = one("pairing")?.value;
    const focus = this.place.contains(document.activeElement) ? document.activeElement.id : null;
    fill(this.place, isPaired ? this.#held() : this.#form());
    if (typed && one("pairing")) one("pairing").value = typed;
    if (focus) one(focus)?.focus();
  }

  #form() {
    return node("form", { class: "sheet", novalidate: true, onsubmit: (event) => {
      event.preventDefault();
      const text = one("pairing").value;
      one("pairing").value = "";
      this.take(text);
    } },
    node("h2", {}, say("till.pair")), node("p", {}, say("till.pair.about")),
    node("div", { class: "field" },
      node("label", { for: "pairing" }, say("till.pair.text")),
      // Whoever reads the text has the till's key.
      node("input", { id: "pairing", type: "password", autocomplete: "off", spellcheck: "false",
        maxlength: "2000", "aria-describedby": "pairing-wrong" }),
      node("p", { id: "pairing-wrong", class: "wrong", role: "alert" }, this.#wrong)),
    node("button", { class: "button" }, say("till.pair.do")));
  }

  #held() {
    const { till, fault } = this.#device;
    return node("section", { class: "sheet" }, node("h2", {}, say("till.paired")),
      till ? this.#facts(till) : node("p", { class: "wrong" }, sentenceOf(fault.code)),
      node("p", { id: "pairing-wrong", class: "wrong", role: "alert" }, this.#wrong),
      this.#isAsked ? this.#question()
        : node("button", { id: "forget", class: "button quiet", type: "button",
          onclick: () => this.#ask(true) }, say("till.forget")));
  }

  #facts(till) {
    const { pairing, kit } = till;
    const rows = [
      [say("till.paired.as"), pairing.device], [say("till.paired.at"), pairing.acceptor],
      [say("till.paired.by"), pairing.issuer],
      [say("till.kit"), kit ? say("till.kit.number", {
        number: kit.number, when: timeAt(kit.issuedAt, till) }) : say("till.kit.none")],
    ];
    return node("dl", { class: "facts" }, rows.map(([name, value]) =>
      node("div", {}, node("dt", {}, name), node("dd", {}, value))));
  }

  #ask(is) {
    [this.#isAsked, this.#wrong] = [is, ""];
    this.draw();
    one(is ? "forget-no" : "forget")?.focus();
  }

  // With what cannot be read goes what was not sent; everything else is refused while it waits.
  #question() {
    const question = say(this.#device.fault ? "till.forget.damaged" : "till.forget.sure");
    const button = (id, style, word, onclick) =>
      node("button", { id, class: `button ${style}`, type: "button", onclick }, say(word));
    return node("div", { role: "group", "aria-label": question }, node("p", {}, question),
      node("div", { class: "row" },
        button("forget-yes", "danger", "till.forget.do", () => this.#forget()),
        button("forget-no", "quiet", "common.cancel", () => this.#ask(false))));
  }

  async #forget() {
    try {
      await this.#device.forget();
      this.#wrong = "";
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#wrong = wordsOf(error);
    }
    this.#isAsked = false;
    this.draw();
    one("pairing")?.focus();
  }
}

function wordsOf({ code, facts }) {
  if (code === "claims_unsent") return say("till.claims_unsent", { count: facts.count });
  return sentenceOf(code);
}
