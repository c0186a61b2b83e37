// Members: finding them, enrolling one, and the page of one.
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { say } from "../words.js";
import { doing } from "./doing.js";
import { back, button, date, field, list, nothing } from "./pieces.js";

const pageSize = 25;
let last = "";

/** Shows the search, the form for a new member, or the member that `rest` names. */
export async function show(main, session, rest) {
  if (rest[0] === "new") return enrol(main);
  if (rest[0]) {
    const { showMember } = await import("./member.js");
    return showMember(main, session, rest[0]);
  }
  const what = field(say("admin.members.what"), { type: "search", value: last, autocomplete: "off",
    spellcheck: "false", maxlength: 2048 }, { hint: say("admin.members.what.hint") });
  const results = node("div", { class: "results", "aria-live": "polite" });
  const look = (event) => {
    event?.preventDefault();
    last = what.text;
    return find(results, question(last));
  };
  fill(main, node("div", { class: "row apart head" }, node("h1", {}, say("admin.members")),
    node("a", { class: "button", href: "#/members/new" }, say("admin.members.enrol"))),
  node("form", { class: "sheet search two", role: "search", onsubmit: look }, what.element,
    node("button", { class: "button quiet" }, say("admin.find"))), results);
  await look();
}

// A card's code, a voucher's id, or part of what is known.
function question(text) {
  const bare = text.replace(/[\s._-]/g, "");
  const isCode = /^vch_\d+_\d+$/.test(text) || /^TZ/.test(text) || (/^[0-9A-Z]{14,20}$/i.test(bare) && /\d/.test(bare) && /[A-Z]/i.test(bare));
  return isCode ? { voucher: text } : { text };
}

async function next(asked) {
  const items = [];
  while (asked.body && items.length < pageSize) {
    const answer = asked.body.text === "" ? await everybody(asked.body.after)
      : await ask("POST", "/v1/member-searches", { body: { ...asked.body, ...(asked.body.text ? { limit: pageSize } : {}) }, milliseconds: 30_000 });
    items.push(...answer.items);
    asked.body = answer.next ? { ...asked.body, after: answer.next } : null;
  }
  return items;
}

const everybody = (after) => ask("GET", `/v1/members?limit=${pageSize}${after ? `&after=${after}` : ""}`);

async function find(results, body) {
  const asked = { body };
  if (!results.hasChildNodes()) fill(results, nothing(say("admin.looking")));
  const items = await next(asked);
  if (items.length === 0) return fill(results, nothing(say("admin.members.none")));
  const row = (member) => [
    node("a", { href: `#/members/${member.member}` }, member.name || member.member),
    member.contact, member.name ? node("span", { class: "small" }, member.member) : null,
    member.erased ? say("admin.members.erased") : date(member.enrolled_at)];
  const table = list([say("admin.members.member"), say("admin.members.contact"), say("admin.members.number"), say("admin.members.since")],
    items.map(row), say("admin.members"));
  const more = button(say("admin.more"), "quiet", async () => {
    more.disabled = true;
    for (const member of await next(asked)) table.add(row(member));
    more.disabled = false;
    more.hidden = asked.body === null;
  });
  more.hidden = asked.body === null;
  fill(results, table.element, node("p", { class: "row" }, more));
}

function enrol(main) {
  const name = field(say("admin.members.name"), { maxlength: 200, autocomplete: "off" });
  const contact = field(say("admin.members.contact"), { maxlength: 200, autocomplete: "off" }, { hint: say("admin.members.contact.hint") });
  const birthday = field(say("admin.members.birthday"), { maxlength: 10, placeholder: "1990-04-12", autocomplete: "off" }, { hint: say("admin.members.birthday.hint") });
  const filled = () => Object.fromEntries([["name", name], ["contact", contact], ["birthday", birthday]]
    .filter(([, one]) => one.text).map(([key, one]) => [key, one.text]));
  fill(main, back("#/members", say("admin.members")), node("h1", {}, say("admin.members.enrol")),
    node("div", { class: "sheet step" }, doing(say("admin.members.new"), say("admin.members.enrol"), {
      path: "/v1/members", about: say("admin.members.enrol.about"), fields: [name, contact, birthday], body: filled,
    }, (made) => { location.hash = `#/members/${made.member}/enrolled`; })));
  name.input.focus();
}
