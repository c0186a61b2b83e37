// Access: people with their roles, keys of programs, and who did what with them.
import { ask, askAll } from "../api.js";
import { fill, node } from "../dom.js";
import { brand } from "../masthead.js";
import { say } from "../words.js";
import { again, button, copied } from "./buttons.js";
import { question, shown } from "./dialogs.js";
import { field, reason } from "./fields.js";
import { heading, list, pill, tabs } from "./pieces.js";
import { at } from "./values.js";

// As docs/access.md lists them.
const scopes = ["check", "look", "redeem", "hold", "reverse", "approve", "issue", "sell",
  "members", "events", "campaigns", "parties", "devices", "sync", "kits", "settle", "reports",
  "webhooks", "access", "metrics"];
const roles = ["cashier", "supervisor", "partner", "admin", "auditor"];
const acts = ["key_issued", "key_revoked", "password_set", "pin_set", "signed_in",
  "sign_in_refused", "signed_out", "signed_out_everywhere", "agreed", "vouched",
  "agreement_refused"];

const parts = (current) => tabs(say("admin.access"), current, [
  [say("admin.access.people"), "access"], [say("admin.access.keys"), "access", "keys"],
  [say("admin.access.log"), "access", "log"],
]);

/** Shows the people; `keys` or the `log` where `rest` says so. */
export async function show(main, session, [name]) {
  if (name === "keys") return showKeys(main);
  return name === "log" ? showLog(main) : showPeople(main, session);
}

async function places() {
  const [shops, partners] = [await askAll("/v1/shops"), await askAll("/v1/partners")];
  return [["", say("admin.access.everywhere")], ...shops.map(({ shop, name }) => [shop, name]),
    ...partners.map(({ acceptor, name }) => [acceptor, name])];
}

const place = ({ acceptor }) => acceptor ?? say("admin.access.everywhere");

async function showPeople(main, session) {
  const people = await askAll("/v1/operators");
  fill(main, heading(say("admin.access.people"),
    button(say("admin.access.appoint"), () => appoint(), "")), parts("access"),
  list(say("admin.access.people"), [
    { head: say("admin.access.person"), of: (row) => node("strong", {}, row.operator) },
    { head: say("admin.access.role"), of: (row) => say(`admin.role.${row.role}`) },
    { head: say("admin.access.place"), of: place },
    { head: say("admin.access.standing"), of: (row) => (row.ended_at
      ? pill(say("admin.access.dismissed"), "no") : pill(say("admin.access.active"), "yes")) },
    { head: say("admin.access.acts"), of: (row) => personActs(row, session) },
  ], people, { none: say("admin.access.nobody") }));
}

function personActs(row, session) {
  if (row.ended_at) {
    return node("div", { class: "row acts" },
      button(say("admin.access.appoint_again"), () => appoint(row)));
  }
  const path = `/v1/operators/${encodeURIComponent(row.operator)}`;
  return node("details", { class: "acts" }, node("summary", {}, say("admin.access.change"),
    node("span", { class: "unseen" }, ` ${row.operator}`)),
  node("div", { class: "row" },
    button(say("admin.access.new_role"), () => appoint(row)),
    row.operator === session.operator ? null
      : button(say("admin.access.password"), () => setSecret(path, "password")),
    button(say("admin.access.pin"), () => setSecret(path, "pin")),
    button(say("admin.access.sign_out"), () => signOut(path, row)),
    row.operator === session.operator ? null
      : button(say("admin.access.dismiss"), () => dismiss(path, row))));
}

async function appoint(row = {}) {
  const done = await question({
    title: say("admin.access.appoint"), about: say("admin.access.appoint.about"),
    word: say("admin.access.appoint"),
    fields: [
      { name: "operator", label: say("admin.access.person"), value: row.operator, required: true,
        most: 64 },
      { name: "role", label: say("admin.access.role"), value: row.role ?? "cashier",
        options: roles.map((role) => [role, say(`admin.role.${role}`)]) },
      { name: "at", label: say("admin.access.place"), value: row.acceptor,
        options: await places() },
    ],
    send: (body, name) => ask("POST", "/v1/operators", { body, name }),
  });
  if (done) again();
}

async function setSecret(path, kind) {
  const isPIN = kind === "pin";
  await question({
    title: isPIN ? say("admin.access.pin") : say("admin.access.password"),
    about: isPIN ? say("admin.access.pin.about") : say("admin.access.password.about"),
    word: say("admin.access.set"),
    fields: [{ name: kind, label: isPIN ? "PIN" : say("admin.access.password"), type: "password",
      required: true,
      autocomplete: "new-password", most: isPIN ? 12 : 256, inputmode: isPIN ? "numeric" : null }],
    send: (body) => ask("PUT", `${path}/password`, { body }),
  });
}

async function signOut(path, { operator }) {
  await question({
    title: say("admin.access.sign_out_this", { operator }),
    about: say("admin.access.sign_out.about"),
    word: say("admin.access.sign_out"), send: () => ask("POST", `${path}/sign-out`),
  });
}

async function dismiss(path, { operator }) {
  const done = await question({
    title: say("admin.access.dismiss_this", { operator }), danger: true,
    about: say("admin.access.dismiss.about"),
    word: say("admin.access.dismiss"), fields: [reason()],
    send: (body, name) => ask("POST", `${path}/dismiss`, { body, name }),
  });
  if (done) again();
}

async function showKeys(main) {
  const { items } = await ask("GET", "/v1/access-keys");
  const state = (key) => (key.revoked_at ? pill(say("admin.access.revoked"), "no")
    : key.expires_at && Date.parse(key.expires_at) < Date.now()
      ? pill(say("admin.access.over"), "less")
      : pill(say("admin.access.active"), "yes"));
  fill(main, heading(say("admin.access.keys"), button(say("admin.access.add_key"), addKey, "")),
    parts("access/keys"),
    list(say("admin.access.keys"), [
      { head: say("admin.access.name"), of: (row) => node("strong", {}, row.name) },
      { head: say("admin.access.scopes"), of: (row) => row.scopes.join(", ") },
      { head: say("admin.access.place"), of: place },
      { head: say("admin.access.made"), of: (row) => at(row.created_at) },
      { head: say("admin.access.ends"), of: (row) => at(row.expires_at) },
      { head: say("admin.access.standing"), of: state },
      { head: say("admin.access.acts"),
        of: (row) => (row.revoked_at ? row.reason ?? "" : node("div", {},
        button(say("admin.access.revoke"), () => revokeKey(row)))) },
    ], items, { none: say("admin.access.no_keys") }));
}

// The last second of a day in the shop's zone. What a clock there shows says how far it is off;
// asked twice, because the clocks may change on that day.
function endOf(day) {
  const clock = new Intl.DateTimeFormat("sv-SE", {
    timeZone: brand.time_zone, dateStyle: "short", timeStyle: "medium",
  });
  const wanted = Date.parse(`${day}T23:59:59Z`);
  const ahead = (time) => Date.parse(`${clock.format(time).replace(" ", "T")}Z`) - time;
  const near = wanted - ahead(wanted);
  return `${new Date(wanted - ahead(near)).toISOString().slice(0, 19)}Z`;
}

async function addKey() {
  const made = await question({
    title: say("admin.access.add_key"), about: say("admin.access.add_key.about"),
    word: say("admin.access.add_key"),
    fields: [
      { name: "name", label: say("admin.access.name"), required: true, most: 100 },
      { name: "scopes", label: say("admin.access.scopes"),
        checks: scopes.map((scope) => [scope, scope]) },
      { name: "acceptor", label: say("admin.access.place"), options: await places() },
      { name: "expires_at", label: say("admin.access.ends"), type: "date" },
    ],
    send: ({ expires_at: last, ...body }) => ask("POST", "/v1/access-keys",
      { body: { scopes: [], ...body, ...(last && { expires_at: endOf(last) }) } }),
  });
  if (!made) return;
  await shown(made.name, node("p", {}, say("admin.access.secret.about", { shop: brand.name })),
    copied(say("admin.access.secret"), made.secret));
  again();
}

async function revokeKey(key) {
  const done = await question({
    title: say("admin.access.revoke_this", { name: key.name }),
    about: say("admin.access.revoke.about"),
    danger: true, word: say("admin.access.revoke"), fields: [reason()],
    send: (body) => ask("POST", `/v1/access-keys/${key.key}/revoke`, { body }),
  });
  if (done) again();
}

async function showLog(main) {
  const lines = (await askAll("/v1/access-log?limit=1000", 20)).reverse();
  const place = node("div", { id: "log", "aria-live": "polite" });
  const act = field({
    id: "log-act", label: say("admin.access.act"),
    options: [["", say("admin.access.all")],
      ...acts.map((name) => [name, say(`admin.act.${name}`)])],
  });
  const text = field({ id: "log-text", label: say("admin.access.of") });
  const form = node("form", { class: "sheet filters" }, act.element, text.element);
  const holds = (line) => (!act.text || line.act === act.text)
    && [line.actor, line.subject, line.source].some((part) =>
      part?.toLowerCase().includes(text.text.toLowerCase()));
  const draw = () => {
    fill(place, list(say("admin.access.log"), [
      { head: say("admin.access.time"), of: (row) => at(row.at) },
      { head: say("admin.access.act"), of: (row) => say(`admin.act.${row.act}`) },
      { head: say("admin.access.by"), of: (row) => row.actor },
      { head: say("admin.access.whom"), of: (row) => row.subject ?? "" },
      { head: say("admin.access.source"), of: (row) => row.source ?? "" },
      { head: say("admin.reason"), of: (row) => row.reason ?? "" },
    ], lines.filter(holds).slice(0, 200)));
  };
  form.addEventListener("input", draw);
  form.addEventListener("submit", (event) => event.preventDefault());
  draw();
  fill(main, heading(say("admin.access.log")), parts("access/log"), form, place);
}
