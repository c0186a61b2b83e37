// What the office can do with a voucher, each with what it changes.
import { typed } from "../amounts.js";
import { language, say } from "../words.js";
import { doing } from "./doing.js";
import { badAmount, field } from "./fields.js";
import { on } from "./values.js";
import { balance, left, units } from "./voucher-words.js";

/** What can be done now: `name`, `kind` of its button, and `form(done, cancel)`. */
export function actions(voucher) {
  const { state, kind } = voucher;
  const isMoney = kind === "gift";
  const isCard = kind === "member";
  const offered = [];
  if (state === "inactive" && !isCard) {
    offered.push(["activate", plain("activate", "admin.state.active")]);
  }
  if (isMoney && ["active", "early", "spent"].includes(state)) offered.push(["top_up", topUp]);
  if (state !== "blocked" && !isCard) offered.push(["extend", extend]);
  if (isMoney && state !== "inactive") offered.push(["adjust", adjust]);
  if (isMoney && state === "active" && balance(voucher) > 0) offered.push(["cash_out", cashOut]);
  if (["active", "early"].includes(state) && !isCard) offered.push(["reissue", reissue]);
  if (state === "blocked") offered.unshift(["unblock",
    plain("unblock", "admin.state.active", true)]);
  else offered.push(["block", plain("block", "admin.state.blocked", true, "danger")]);
  return offered.map(([name, form]) => ({
    name, kind: name === "block" ? "danger" : "quiet",
    form: (done, cancel) => form(voucher, done, cancel),
  }));
}

const changes = (voucher) => `/v1/vouchers/${voucher.voucher}/changes`;
const told = (name, done) => () => done(say(`admin.done.${name}`));

function plain(action, after, hasReason = false, kind = "") {
  const name = say(`admin.action.${action}`);
  return (voucher, done, cancel) => doing(name, name, {
    path: changes(voucher), hasReason, kind, body: () => ({ action }),
    change: () => [say(`admin.state.${voucher.state}`), say(after)],
  }, told(action, done), cancel);
}

function extend(voucher, done, cancel) {
  const last = field({
    label: say("admin.vouchers.last_day"), type: "date", least: voucher.last_day,
    value: voucher.last_day,
  });
  return doing(say("admin.action.extend"), say("admin.action.extend"), {
    path: changes(voucher), hasReason: true, fields: [last],
    change: () => (last.text ? [on(voucher.last_day), on(last.text)] : null),
    body: () => {
      if (last.text > voucher.last_day) return { action: "extend", last_day: last.text };
      last.wrong(say("admin.voucher.later"));
      return null;
    },
  }, told("extend", done), cancel);
}

// An amount that the office types, in the voucher's currency.
const amountField = (voucher, label) => field({
  label: say(label, { currency: voucher.currency }), inputmode: "decimal", most: 24,
});

const typedAmount = (voucher, input) => typed(input.text, voucher.currency, language);

function topUp(voucher, done, cancel) {
  const more = amountField(voucher, "admin.amount_in");
  return doing(say("admin.action.top_up"), say("admin.action.top_up"), {
    path: changes(voucher), fields: [more], needsAgreement: true,
    change: () => {
      const minor = typedAmount(voucher, more);
      return minor > 0 ? [left(voucher), units(voucher, balance(voucher) + minor)] : null;
    },
    body: () => {
      const minor = typedAmount(voucher, more);
      if (minor > 0) return { action: "top_up", amount: minor };
      more.wrong(badAmount());
      return null;
    },
  }, told("top_up", done), cancel);
}

// What it should hold is typed, and not a difference with a sign: nobody has to reckon.
function adjust(voucher, done, cancel) {
  const wanted = amountField(voucher, "admin.voucher.new_balance");
  return doing(say("admin.action.adjust"), say("admin.action.adjust"), {
    path: changes(voucher), hasReason: true, fields: [wanted], needsAgreement: true,
    change: () => {
      const minor = typedAmount(voucher, wanted);
      return Number.isNaN(minor) ? null : [left(voucher), units(voucher, minor)];
    },
    body: () => {
      const minor = typedAmount(voucher, wanted);
      if (Number.isNaN(minor)) wanted.wrong(badAmount());
      else if (minor === balance(voucher)) wanted.wrong(say("admin.voucher.same_balance"));
      else return { action: "adjust", amount: minor - balance(voucher) };
      return null;
    },
  }, told("adjust", done), cancel);
}

function cashOut(voucher, done, cancel) {
  const word = say("admin.voucher.pay_out", { amount: left(voucher) });
  return doing(say("admin.action.cash_out"), word, {
    path: `/v1/vouchers/${voucher.voucher}/cash-out`, needsAgreement: true, body: () => ({}),
    about: say("admin.voucher.cash_out.about"), change: () => [left(voucher), units(voucher, 0)],
  }, told("cash_out", done), cancel);
}

function reissue(voucher, done, cancel) {
  return doing(say("admin.action.reissue"), say("admin.action.reissue"), {
    path: `/v1/vouchers/${voucher.voucher}/reissue`, body: () => ({}),
    about: say("admin.voucher.reissue.about"),
  }, (made) => { location.hash = `#/issue/${made.voucher}`; }, cancel);
}
