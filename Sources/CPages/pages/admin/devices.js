// Devices: tills that work without a network, what they could lose, and what they took in vain.
import { ask, askAll, Refusal } from "../api.js";
import { fill, node } from "../dom.js";
import { brand } from "../masthead.js";
import { say } from "../words.js";
import { again, button, drawn } from "./buttons.js";
import { question, shown } from "./dialogs.js";
import { reason } from "./fields.js";
import { back, facts, heading, link, list, pill, tabs } from "./pieces.js";
import { at, count, minorOf, worth } from "./values.js";

const tones = { active: "yes", revoked: "no", quarantined: "less" };
const standing = (row) => pill(say(`admin.devices.is.${row.standing}`), tones[row.standing]);
const missing = ({ gaps }) => gaps.reduce((sum, [from, to]) => sum + to - from + 1, 0);

const heard = ({ heard_at: time }) => at(time) || say("admin.devices.never");

const parts = (current) => tabs(say("admin.devices"), current, [
  [say("admin.devices"), "devices"], [say("admin.devices.conflicts"), "devices", "conflicts"],
]);

/** Shows all devices, the conflicts, or the device that `rest` names. */
export async function show(main, session, [name]) {
  if (name === "conflicts") return showConflicts(main);
  const mayAct = session.role === "admin";
  if (name) return showDevice(main, name, mayAct);
  const devices = await askAll("/v1/devices");
  fill(main, heading(say("admin.devices"),
    mayAct ? button(say("admin.devices.pair"), pair, "") : null),
    parts("devices"),
    list(say("admin.devices"), [
      { head: say("admin.devices.device"), of: (row) => link(row.device, "devices", row.device) },
      { head: say("admin.devices.place"), of: (row) => row.acceptor },
      { head: say("admin.devices.standing"), of: standing },
      { head: say("admin.devices.heard"), of: heard },
      { head: say("admin.devices.unsent"), of: (row) => count(missing(row)), number: true },
      { head: say("admin.devices.kit_ends"), of: (row) => at(row.exposure?.kit_ends) },
      { head: say("admin.devices.at_risk"), of: (row) => worth(row.exposure?.now), number: true },
    ], devices, { none: say("admin.devices.none") }),
    devices.length > 0
      ? node("p", { class: "soft small" }, say("admin.devices.at_risk.about")) : null);
}

async function places() {
  const [shops, partners] = [await askAll("/v1/shops"), await askAll("/v1/partners")];
  return [...shops.filter(({ agreement }) => agreement).map(({ shop, name }) => [shop, name]),
    ...partners.filter(({ ended_at: ended }) => !ended)
      .map(({ acceptor, name }) => [acceptor, name])];
}

async function pair() {
  const known = await places();
  if (known.length === 0) throw new Refusal({ message: say("admin.devices.no_place") }, 409);
  const paired = await question({
    title: say("admin.devices.pair"), about: say("admin.devices.pair.about"),
    word: say("admin.devices.pair"),
    fields: [
      { name: "device", label: say("admin.devices.device"), hint: say("admin.devices.device.hint"),
        required: true, most: 64 },
      { name: "at", label: say("admin.devices.place"), options: known, value: known[0][0] },
    ],
    send: (body, name) => ask("POST", "/v1/devices", { body, name }),
  });
  if (!paired) return;
  await shown(say("admin.devices.paired", { device: paired.device }),
    node("p", {}, say("admin.devices.paired.about")),
    node("div", { class: "symbol" }, await drawn(paired.pairing,
      { alt: say("admin.devices.symbol"), width: 320, height: 320 })),
    facts([[say("admin.devices.kit_key"), node("code", {}, paired.kit_key)]]),
    node("details", {}, node("summary", {}, say("admin.devices.pairing_text")),
      node("p", { class: "code small", id: "pairing" }, paired.pairing)));
  again();
}

async function revoke({ device }) {
  const done = await question({
    title: say("admin.devices.revoke_this", { device }), about: say("admin.devices.revoke.about"),
    danger: true, word: say("admin.devices.revoke"),
    fields: [reason()],
    send: (body, name) => ask("POST", `/v1/devices/${encodeURIComponent(device)}/revoke`,
      { body, name }),
  });
  if (done) again();
}

async function lease({ device }) {
  await question({
    title: say("admin.devices.lease"), about: say("admin.devices.lease.about"),
    word: say("admin.devices.lease"),
    fields: [
      { name: "voucher", label: say("admin.devices.voucher"), required: true, most: 2_048 },
      { name: "amount", label: `${say("admin.devices.amount")} (${brand.currency})`,
        inputmode: "decimal" },
      { name: "uses", label: say("admin.devices.uses"), type: "number", least: 1, largest: 65_535 },
      { name: "hours", label: say("admin.devices.hours"), type: "number", least: 1, largest: 2_160,
        value: 24 },
    ],
    send: ({ amount, uses, hours, voucher }, name) => {
      const minor = amount ? minorOf(amount) : null;
      return ask("POST", `/v1/devices/${encodeURIComponent(device)}/leases`, { name, body: {
        voucher, ...(minor && { amount: { amount: minor, currency: brand.currency } }),
        ...(uses && { uses: Number(uses) }), ...(hours && { hours: Number(hours) }),
      } });
    },
  });
}

async function showDevice(main, name, mayAct) {
  const device = await ask("GET", `/v1/devices/${encodeURIComponent(name)}`);
  const { exposure } = device;
  const acts = mayAct && device.standing === "active" ? [
    button(say("admin.devices.lease"), () => lease(device)),
    button(say("admin.devices.revoke"), () => revoke(device)),
  ] : [];
  fill(main, back("devices"), heading(device.device, ...acts),
    node("div", { class: "sheet" }, facts([
    [say("admin.devices.standing"), standing(device)],
    [say("admin.devices.place"), device.acceptor],
    [say("admin.devices.paired_at"), `${at(device.paired_at)} (${count(device.epoch)})`],
    [say("admin.devices.heard"), heard(device)],
    [say("admin.devices.records"), count(device.records_through)],
    [say("admin.devices.unsent"), count(missing(device))],
    [say("admin.devices.kit_ends"), at(exposure?.kit_ends)],
    [say("admin.devices.at_risk"), worth(exposure?.now)],
    [say("admin.devices.until_kit_ends"), worth(exposure?.until_kit_ends)],
    [say("admin.devices.bearer"), exposure ? say(`admin.agreement.bearer.${exposure.bearer}`) : ""],
    [say("admin.devices.keys"), device.keys.join(", ")],
  ])), node("p", { class: "soft small" }, say("admin.devices.keys.about")));
}

async function showConflicts(main) {
  const conflicts = (await askAll("/v1/conflicts")).reverse();
  fill(main, heading(say("admin.devices.conflicts")), parts("devices/conflicts"),
    list(say("admin.devices.conflicts"), [
      { head: say("admin.devices.taken_at"), of: (row) => at(row.occurred_at) },
      { head: say("admin.devices.device"), of: (row) => link(row.device, "devices", row.device) },
      { head: say("admin.devices.voucher"),
        of: (row) => (row.voucher ? link(row.voucher, "vouchers", row.voucher) : "") },
      { head: say("admin.devices.ruling"), of: (row) => say(`admin.ruling.${row.ruling}`) },
      { head: say("admin.devices.lost_by_us"), of: (row) => count(row.lost_by_issuer),
        number: true },
      { head: say("admin.devices.lost_by_them"), of: (row) => count(row.lost_by_acceptor),
        number: true },
    ], conflicts, { none: say("admin.devices.no_conflicts") }));
}
