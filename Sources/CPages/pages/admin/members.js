// Members: finding them, enrolling one, and the page of one.
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { say } from "../words.js";
import { doing } from "./doing.js";
import { field, filled } from "./fields.js";
import { pageSize, showFound } from "./found.js";
import { back, heading, link } from "./pieces.js";
import { on } from "./values.js";

let last = "";

/** Shows the search, the form for a new member, or the member that `rest` names. */
export async function show(main, session, rest) {
  if (rest[0] === "new") return enrol(main);
  if (rest[0]) {
    const { showMember } = await import("./member.js");
    return showMember(main, session, rest[0]);
  }
  const what = field({
    label: say("admin.members.what"), hint: say("admin.members.what.hint"),
    type: "search", value: last, spellcheck: "false", most: 2_048,
  });
  const results = node("div", { class: "results", "aria-live": "polite" });
  const look = (event) => {
    event?.preventDefault();
    last = what.text;
    return find(results, question(last));
  };
  fill(main, heading(say("admin.members"),
    node("a", { class: "button", href: "#/members/new" }, say("admin.members.enrol"))),
  node("form", { class: "sheet search two", role: "search", onsubmit: look }, what.element,
    node("button", { class: "button quiet" }, say("admin.find"))), results);
  await look();
}

// A card's code, a voucher's id, or part of what is known.
function question(text) {
  const bare = text.replace(/[\s._-]/g, "");
  const isCode = /^vch_\d+_\d+$/.test(text) || /^TZ/.test(text)
    || (/^[0-9A-Z]{14,20}$/i.test(bare) && /\d/.test(bare) && /[A-Z]/i.test(bare));
  return isCode ? { voucher: text } : { text };
}

// Nothing typed asks for everybody.
function page(body) {
  if (body.text === "") {
    const after = body.after ? `&after=${body.after}` : "";
    return ask("GET", `/v1/members?limit=${pageSize}${after}`);
  }
  const wish = body.text ? { ...body, limit: pageSize } : body;
  return ask("POST", "/v1/member-searches", { body: wish, milliseconds: 30_000 });
}

async function next(asked) {
  const items = [];
  while (asked.body && items.length < pageSize) {
    const answer = await page(asked.body);
    items.push(...answer.items);
    asked.body = answer.next ? { ...asked.body, after: answer.next } : null;
  }
  return { items, isLast: asked.body === null };
}

function find(results, body) {
  const asked = { body };
  return showFound(results, say("admin.members"), [
    { head: say("admin.members.member"),
      of: (row) => link(row.name || row.member, "members", row.member) },
    { head: say("admin.members.contact"), of: (row) => row.contact },
    { head: say("admin.members.number"),
      of: (row) => (row.name ? node("span", { class: "small" }, row.member) : null) },
    { head: say("admin.members.since"),
      of: (row) => (row.erased ? say("admin.members.erased") : on(row.enrolled_at)) },
  ], () => next(asked), say("admin.members.none"));
}

function enrol(main) {
  const fields = [
    { name: "name", label: say("admin.members.name") },
    { name: "contact", label: say("admin.members.contact"),
      hint: say("admin.members.contact.hint") },
    { name: "birthday", label: say("admin.members.birthday"), placeholder: "1990-04-12", most: 10,
      hint: say("admin.members.birthday.hint") },
  ].map(field);
  fill(main, back("members"), node("h1", {}, say("admin.members.enrol")),
    node("div", { class: "sheet step" }, doing(
      say("admin.members.new"), say("admin.members.enrol"), {
      path: "/v1/members", about: say("admin.members.enrol.about"), fields,
      body: () => filled(fields),
    }, (made) => { location.hash = `#/members/${made.member}/enrolled`; })));
  fields[0].input.focus();
}
