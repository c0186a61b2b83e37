// Webhooks: addresses that are told what happens, and what came of telling them.
import { ask, askAll } from "../api.js";
import { fill, node } from "../dom.js";
import { say } from "../words.js";
import { again, button, copied } from "./buttons.js";
import { question, shown } from "./dialogs.js";
import { back, facts, heading, link, list, part, pill } from "./pieces.js";
import { at } from "./values.js";

// As docs/webhooks.md lists them.
const types = ["voucher.issued", "voucher.redeemed", "voucher.reversed", "voucher.changed",
  "voucher.replaced", "basket.covered", "hold.placed", "hold.released", "claim.refused",
  "member.enrolled", "member.erased", "account.changed", "event.recorded", "programme.published",
  "limit.set", "limit.ended", "acceptor.agreed", "acceptor.ended", "device.paired",
  "device.revoked", "kit.made", "operator.appointed", "operator.dismissed", "settlement.made",
  "settlement.corrected"];
const tones = { sending: "yes", paused: "less", gone: "no", failing: "no",
  delivered: "yes", pending: "less", failed: "no" };
const state = (row) => pill(say(`admin.webhooks.is.${row.state}`), tones[row.state]);
const told = ({ types: names }) => (names.length > 0 ? names.join(", ")
  : say("admin.webhooks.everything"));

const fields = (endpoint = {}) => [
  { name: "url", label: say("admin.webhooks.address"), type: "url", value: endpoint.url,
    required: true, hint: say("admin.webhooks.address.hint"), most: 2_000 },
  { name: "label", label: say("admin.webhooks.label"), value: endpoint.label, most: 100 },
  { name: "types", label: say("admin.webhooks.types"), value: endpoint.types,
    checks: types.map((type) => [type, type]) },
];

/** Shows all addresses, or the one that `rest` names with its deliveries. */
export async function show(main, session, [id]) {
  if (id) return showEndpoint(main, id);
  const endpoints = await askAll("/v1/webhook-endpoints");
  fill(main, heading(say("admin.webhooks"), button(say("admin.webhooks.add"), add, "")),
    list(say("admin.webhooks"), [
      { head: say("admin.webhooks.address"),
        of: (row) => link(row.label || row.url, "webhooks", row.endpoint) },
      { head: say("admin.webhooks.types"), of: told },
      { head: say("admin.webhooks.state"), of: state },
      { head: say("admin.webhooks.made"), of: (row) => at(row.created_at) },
    ], endpoints, { none: say("admin.webhooks.none") }));
}

const secret = (endpoint) => shown(endpoint.label || endpoint.url,
  node("p", {}, say("admin.webhooks.secret.about")),
  copied(say("admin.webhooks.secret"), endpoint.secret));

async function add() {
  const made = await question({
    title: say("admin.webhooks.add"), about: say("admin.webhooks.add.about"),
    word: say("admin.webhooks.add"),
    fields: fields(), send: (body, name) => ask("POST", "/v1/webhook-endpoints", { body, name }),
  });
  if (!made) return;
  await secret(made);
  location.hash = `#/webhooks/${made.endpoint}`;
}

async function showEndpoint(main, id) {
  const path = `/v1/webhook-endpoints/${encodeURIComponent(id)}`;
  const endpoint = await ask("GET", path);
  const { items } = await ask("GET", `${path}/deliveries?limit=100`);
  const change = (body) => ask("PATCH", path, { body, ifMatch: `"v${endpoint.version}"` });
  const isSending = endpoint.state === "sending";
  fill(main, back("webhooks"), heading(endpoint.label || endpoint.url,
    button(say("admin.webhooks.test"), async () => {
      await ask("POST", `${path}/test`);
      setTimeout(again, 700);
    }, ""),
    button(say("admin.webhooks.change"), () => changing(endpoint, change))),
  node("div", { class: "sheet" }, facts([
    [say("admin.webhooks.address"), endpoint.url], [say("admin.webhooks.state"), state(endpoint)],
    [say("admin.webhooks.types"), told(endpoint)],
    [say("admin.webhooks.made"), at(endpoint.created_at)],
  ]), node("div", { class: "row acts" },
    button(isSending ? say("admin.webhooks.pause") : say("admin.webhooks.resume"),
      async () => { await change({ sending: !isSending }); again(); }),
    button(say("admin.webhooks.new_secret"), () => renew(change)),
    button(say("admin.webhooks.remove"), () => remove(path, endpoint)))),
  part(say("admin.webhooks.deliveries"), list(say("admin.webhooks.deliveries"), [
    { head: say("admin.webhooks.what"), of: (row) => row.type },
    { head: say("admin.webhooks.made"), of: (row) => at(row.created_at) },
    { head: say("admin.webhooks.state"), of: state },
    { head: say("admin.webhooks.tries"),
      of: (row) => row.attempts.map(({ status, fault }) => status ?? fault).join(", ") },
    { head: say("admin.webhooks.next"), of: (row) => at(row.next_try) },
    { head: say("admin.access.acts"), of: (row) => (row.state === "pending" ? "" : node("div", {},
      button(say("admin.webhooks.resend"), async () => {
        await ask("POST", `${path}/deliveries/${row.delivery}/resend`);
        setTimeout(again, 700);
      }))) },
  ], items, { none: say("admin.webhooks.no_deliveries") })));
}

async function changing(endpoint, change) {
  const done = await question({
    title: say("admin.webhooks.change"), word: say("admin.webhooks.change"),
    fields: fields(endpoint),
    send: ({ url, label, types: wanted }) =>
      change({ url, ...(label && { label }), types: wanted ?? [] }),
  });
  if (done) again();
}

async function renew(change) {
  const done = await question({
    title: say("admin.webhooks.new_secret"), about: say("admin.webhooks.new_secret.about"),
    word: say("admin.webhooks.new_secret"), send: () => change({ new_secret: true }),
  });
  if (!done) return;
  await secret(done);
  again();
}

async function remove(path, { url }) {
  const done = await question({
    title: say("admin.webhooks.remove"), about: url, danger: true,
    word: say("admin.webhooks.remove"),
    send: () => ask("DELETE", path),
  });
  if (done) location.hash = "#/webhooks";
}
