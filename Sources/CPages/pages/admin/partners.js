// Partners and shops: who takes our vouchers, on what terms, until when.
import { ask, askAll } from "../api.js";
import { fill, node } from "../dom.js";
import { say } from "../words.js";
import { again, button } from "./buttons.js";
import { question } from "./dialogs.js";
import { reason } from "./fields.js";
import { back, facts, heading, link, list, part, pill, tabs } from "./pieces.js";
import { at, count } from "./values.js";
import { agreementFields, agreementOf, agreementWish } from "./agreement.js";

const standing = ({ ended_at: ended }) => (ended
  ? pill(say("admin.partners.ended"), "no") : pill(say("admin.partners.agreed"), "yes"));

/** Links between partners, shops and settlements. */
export const partnerTabs = (current) => tabs(say("admin.partners"), current, [
  [say("admin.partners"), "partners"], [say("admin.partners.shops"), "partners", "shops"],
]);

/** Shows all partners, the shops, or the partner that `rest` names. */
export async function show(main, session, [name]) {
  if (name === "shops") return showShops(main);
  const mayAct = session.role === "admin";
  if (name) return showPartner(main, name, mayAct);
  const partners = await askAll("/v1/partners");
  fill(main, heading(say("admin.partners"),
    mayAct ? button(say("admin.partners.add"), add, "") : null),
    partnerTabs("partners"),
    list(say("admin.partners"), [
      { head: say("admin.partners.name"), of: (row) => link(row.name, "partners", row.acceptor) },
      { head: say("admin.partners.id"), of: (row) => row.acceptor },
      { head: say("admin.partners.standing"), of: standing },
      { head: say("admin.partners.devices"), of: (row) => count(row.devices.length), number: true },
      { head: say("admin.partners.kit"), of: (row) => count(row.kit), number: true },
      { head: say("admin.partners.settlements"), of: (row) => count(row.settlements),
        number: true },
    ], partners, { none: say("admin.partners.none") }));
}

async function showShops(main) {
  const shops = await askAll("/v1/shops");
  fill(main, heading(say("admin.partners.shops")), partnerTabs("partners/shops"),
    list(say("admin.partners.shops"), [
      { head: say("admin.partners.name"), of: (row) => row.name },
      { head: say("admin.partners.id"), of: (row) => row.shop },
      { head: say("admin.partners.offline"), of: ({ agreement }) => (agreement
        ? agreementOf(agreement, "offline") : say("admin.partners.not_offline")) },
    ], shops), node("p", { class: "soft" }, say("admin.partners.shops.about"), " ",
      node("code", {}, "tessera shop add")));
}

async function add() {
  const made = await question({
    title: say("admin.partners.add"), word: say("admin.partners.agree"),
    fields: [
      { name: "partner", label: say("admin.partners.id"), hint: say("admin.partners.id.hint"),
        required: true, most: 64 },
      { name: "name", label: say("admin.partners.name"), most: 100 },
      { name: "groups", label: say("admin.partners.groups"),
        hint: say("admin.partners.groups.hint") },
      ...agreementFields({}),
    ],
    send: ({ partner, name: called, groups, ...terms }, name) => ask("POST", "/v1/partners", {
      body: { partner, ...(called && { name: called }),
        ...(groups && { groups: groups.split(/[\s,]+/) }),
        agreement: agreementWish(terms) }, name,
    }),
  });
  if (made) location.hash = `#/partners/${encodeURIComponent(made.acceptor)}`;
}

// The version that is read goes with the change, so that nobody undoes what somebody else agreed.
async function agreeAnew(party) {
  const path = `/v1/partners/${encodeURIComponent(party.acceptor)}`;
  const done = await question({
    title: say("admin.partners.agree_anew"), about: say("admin.partners.agree_anew.about"),
    word: say("admin.partners.agree"),
    fields: [
      { name: "name", label: say("admin.partners.name"), value: party.name, most: 100 },
      { name: "groups", label: say("admin.partners.groups"),
        hint: say("admin.partners.groups.hint"),
        value: party.groups.join(" ") },
      ...agreementFields(party.agreement),
    ],
    send: ({ name: called, groups, ...terms }, name) => ask("PUT", path, {
      body: { name: called ?? party.acceptor, groups: groups ? groups.split(/[\s,]+/) : [],
        agreement: agreementWish(terms) }, name, ifMatch: `"v${party.version}"`,
    }),
  });
  if (done) again();
}

async function end({ acceptor, name }) {
  const done = await question({
    title: say("admin.partners.end_with", { name }), about: say("admin.partners.end.about"),
    danger: true, word: say("admin.partners.end"), fields: [reason()],
    send: (body, intended) => ask("POST", `/v1/partners/${encodeURIComponent(acceptor)}/end`,
      { body, name: intended }),
  });
  if (done) again();
}

async function showPartner(main, id, mayAct) {
  const party = await ask("GET", `/v1/partners/${encodeURIComponent(id)}`);
  const acts = mayAct ? [button(say("admin.partners.agree_anew"), () => agreeAnew(party)),
    party.ended_at ? null : button(say("admin.partners.end"), () => end(party))] : [];
  fill(main, back("partners"), heading(party.name, ...acts),
  node("div", { class: "sheet" }, facts([
    [say("admin.partners.standing"), standing(party)],
    [say("admin.partners.ended_at"), at(party.ended_at)],
    [say("admin.reason"), party.ended_because],
    [say("admin.partners.id"), party.acceptor],
    [say("admin.partners.version"), count(party.version)],
    [say("admin.partners.groups"), party.groups.join(", ")],
    [say("admin.partners.kit"), party.kit ? count(party.kit) : say("admin.partners.no_kit")],
    [say("admin.partners.devices"), party.devices.length === 0 ? "" : node("span", { class: "row" },
      party.devices.map((device) => link(device, "devices", device)))],
    [say("admin.settlements"), link(count(party.settlements), "settlements", party.acceptor)],
  ])), part(say("admin.partners.agreement"), agreementOf(party.agreement)));
}
