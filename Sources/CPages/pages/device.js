// The one till of a page that works without a network (docs/offline-page.md): opened, kept up to
// date by itself, and telling by events how it stands.
import { keep, kept } from "./dom.js";
import { Refusal } from "./offline/bytes.js";
import { forget, pair } from "./offline/pairing.js";
import { openStore } from "./offline/store.js";
import { ask, sync } from "./offline/sync.js";
import { Till } from "./offline/till.js";

const minute = 60_000;
// After something was taken, what else is done at once goes with it.
const gathering = 1_500;
// Twice as long after each try that nobody answered, up to a minute.
const firstRest = 4_000;

/**
 * The till of this browser. `change` is told whenever anything of `standing()` is another.
 *
 * Every tab has one of its own; they tell each other, and only one at a time sends.
 */
export class Device extends EventTarget {
  /** @type {?Till} Nothing where this browser is not paired, or cannot read what it kept. */
  till = null;
  /** @type {?Refusal} Why it cannot read it: log_damaged, log_rolled_back, kit_damaged. */
  fault = null;
  /** @type {?boolean} Whether the service answered last; null before anybody asked. */
  isReached = null;
  /** @type {?Refusal} The service's last "no", such as device_revoked; null after a yes. */
  trouble = null;
  /** @type {boolean} Whether something is on its way now. */
  isBusy = false;
  #store; #now; #tabs = null; #timer = 0; #due = Infinity; #rest = firstRest; #triedAt = -Infinity;

  /** Opens what this browser keeps. @param {{now: function(): number}=} by the clock, for tests */
  static async open({ now = Date.now } = {}) {
    const device = new Device();
    device.#now = now;
    device.#store = await openStore();
    await device.#reopen();
    return device;
  }

  async #reopen() {
    [this.till, this.fault] = [null, null];
    try {
      this.till = await Till.open(this.#store);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code !== "not_paired") this.fault = error;
    }
  }

  /** Whether this browser is somebody's till, readable or not. */
  get isPaired() { return this.till !== null || this.fault !== null; }

  /** Whether it can take vouchers: paired, with a kit, and not given up by the office. */
  get isReady() { return Boolean(this.till?.kit) && !this.isRevoked; }

  /** Whether the office has given this pairing up; remembered until it is paired anew. */
  get isRevoked() { return this.till !== null && kept("revoked") === this.till.pairing.mark; }

  /**
   * How it stands: as `Till.status` has it, and `conflicts`, the answers that want somebody to
   * look. Null where there is no till.
   */
  standing() {
    if (!this.till) return null;
    const conflicts = this.till.answers().filter(({ answer }) => answer?.isConflict);
    return { ...this.till.status(this.#now()), conflicts };
  }

  /**
   * Begins to fetch and send by itself: now, when the network comes back, each minute while the
   * page is seen, and after `noteTaken`.
   */
  begin() {
    this.#tabs = globalThis.BroadcastChannel ? new BroadcastChannel("tessera-till") : null;
    this.#tabs?.addEventListener("message", () => this.#hear());
    addEventListener("online", () => this.sync());
    addEventListener("offline", () => { this.isReached = false; this.#tell(); });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible") return;
      if (this.#now() - this.#triedAt > minute) this.sync();
      else this.#plan(this.#isWell ? minute : this.#rest);
    });
    this.sync();
  }

  /** Makes this browser a till. @param {string} text what the QR code says
   * @throws {Refusal} as `pair` of pairing.js */
  async pair(text) {
    await pair(this.#store, text, this.#now());
    await this.#reopen();
    this.trouble = null;
    this.#announce();
    await this.sync();
  }

  /** Makes it nobody's till again; what cannot be read goes with what was not sent.
   * @throws {Refusal} claims_unsent */
  async forget() {
    await forget(this.#store, this.#now(), this.fault !== null);
    keep("revoked", null);
    await this.#reopen();
    [this.trouble, this.isReached] = [null, null];
    this.#announce();
  }

  /** Something was taken or put back: it is told, and sent as soon as somebody answers. */
  noteTaken() {
    this.#announce();
    if (this.#isWell) this.#plan(gathering);
  }

  get #isWell() { return this.isReached !== false; }

  /**
   * Sends and fetches now, unless it is being done.
   * @returns {Promise<boolean>} whether the service answered
   */
  async sync() {
    if (!this.till || this.isBusy) return this.isReached === true;
    this.isBusy = true;
    this.#triedAt = this.#now();
    this.#tell();
    try {
      // Another tab that is at it does the same for both.
      if (await alone(() => sync(this.till, { now: this.#now, request }))) {
        [this.isReached, this.trouble] = [true, null];
        keep("revoked", null);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#note(error);
    } finally {
      this.isBusy = false;
      this.#rest = this.#isWell ? firstRest : Math.min(minute, this.#rest * 2);
      this.#plan(this.#isWell ? minute : this.#rest);
      this.#announce();
    }
    return this.isReached === true;
  }

  #note(error) {
    const { code, facts } = error;
    this.isReached = code !== "ledger_unavailable" && !(facts.status >= 500);
    if (!this.isReached) return;
    // Whoever was given up may tell what it did, and is given nothing.
    const isGivenUp = ["device_revoked", "scope_missing"].includes(code);
    if (isGivenUp) keep("revoked", this.till.pairing.mark);
    // The kit that is held is as new as any that there is; given up is said elsewhere.
    this.trouble = isGivenUp || code === "kit_rolled_back" ? null : error;
  }

  /** Reads something of the service, as this till. @param {string} path with its query
   * @throws {Refusal} as `ask` of sync.js */
  async read(path) {
    return (await ask(this.till, { now: this.#now, request }, path)).json();
  }

  // The earliest of what was planned counts.
  #plan(milliseconds) {
    const due = this.#now() + milliseconds;
    const isPlanned = this.#due <= due && this.#due > this.#now();
    if (document.visibilityState !== "visible" || isPlanned) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => { this.#due = Infinity; this.sync(); }, milliseconds);
  }

  // Another tab has done something.
  async #hear() {
    try {
      if (this.till) await this.till.refresh();
      else await this.#reopen();
    } catch {
      await this.#reopen();
    }
    this.#tell();
  }

  #announce() {
    this.#tabs?.postMessage("change");
    this.#tell();
  }

  #tell() { this.dispatchEvent(new Event("change")); }
}

// A network that says nothing is as good as none.
const request = (path, init) => fetch(path, { ...init, signal: AbortSignal.timeout(minute) });

// Does something unless another tab does it now; gives whether it was done.
async function alone(work) {
  if (!navigator.locks) { await work(); return true; }
  return navigator.locks.request("tessera-till-sync", { ifAvailable: true }, async (lock) => {
    if (!lock) return false;
    await work();
    return true;
  });
}
