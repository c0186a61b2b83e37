// What the office can do with a member: edit, merge, a new card, export, erase.
import { ask } from "../api.js";
import { say } from "../words.js";
import { download } from "./buttons.js";
import { doing } from "./doing.js";
import { field, filled } from "./fields.js";

/** What can be done now: `name`, `kind` of its button, and `form(done, cancel)` or `run()`. */
export function memberActions(member, tag) {
  const isOver = Boolean(member.erased) || member.standing === "blocked";
  const file = (what, ending) => () =>
    download(`${path(member)}/export${what}`, `${member.member}.${ending}`);
  return [
    ...(isOver ? [] : [
      { name: "edit", kind: "quiet", form: (done, cancel) => edit(member, tag, done, cancel) },
      { name: "merge", kind: "quiet", form: (done, cancel) => merge(member, done, cancel) },
      { name: "reissue", kind: "quiet", form: (done, cancel) => reissue(member, done, cancel) },
    ]),
    { name: "export_json", kind: "quiet", run: file("", "json") },
    { name: "export_csv", kind: "quiet", run: file("/movements", "csv") },
    ...(member.erased ? [] : [
      { name: "erase", kind: "danger", form: (done, cancel) => erase(member, done, cancel) },
    ]),
  ];
}

const path = (member) => `/v1/members/${member.member}`;

function edit(member, tag, done, cancel) {
  const fields = [
    { name: "name", label: say("admin.members.name"), value: member.name },
    { name: "contact", label: say("admin.members.contact"), value: member.contact },
    { name: "birthday", label: say("admin.members.birthday"), value: member.birthday, most: 10,
      hint: say("admin.members.birthday.hint") },
  ].map(field);
  return doing(say("admin.member_action.edit"), say("admin.save"), {
    fields, about: say("admin.members.edit.about"),
    // What is emptied is said too: it is to be forgotten.
    body: () => ({ name: "", contact: "", birthday: "", ...filled(fields) }),
    // Under the version that was read: whoever edits at the same time is not overwritten.
    send: (body) => ask("PATCH", path(member), { body, ifMatch: tag }),
  }, () => done(say("admin.members.saved")), cancel);
}

function merge(member, done, cancel) {
  const card = field({
    label: say("admin.members.merge.card"), hint: say("admin.members.merge.hint"), most: 2_048,
    class: "code", required: true,
  });
  return doing(say("admin.member_action.merge"), say("admin.members.merge.go"), {
    path: "/v1/events", fields: [card], needsAgreement: true,
    about: say("admin.members.merge.about", { name: member.name || member.member }),
    body: () => ({ event: "merge", member: member.member, merge: card.text }),
  }, () => done(say("admin.members.merged")), cancel);
}

function reissue(member, done, cancel) {
  return doing(say("admin.member_action.reissue"), say("admin.member_action.reissue"), {
    path: `${path(member)}/reissue`, about: say("admin.members.reissue.about"), body: () => ({}),
  }, () => done(say("admin.members.reissued")), cancel);
}

// It cannot be taken back, so the number is typed: a slip of the hand does not type it.
function erase(member, done, cancel) {
  const number = field({
    label: say("admin.members.erase.type", { number: member.member }), most: 30, class: "code",
  });
  return doing(say("admin.member_action.erase"), say("admin.members.erase.go"), {
    path: `${path(member)}/erasure`, kind: "danger", fields: [number], hasReason: true,
    about: say("admin.members.erase.about"),
    body: () => {
      if (number.text === member.member) return {};
      number.wrong(say("admin.members.erase.differs"));
      return null;
    },
  }, () => done(say("admin.members.erasure")), cancel);
}
