// What the office can do with a member: edit, merge, a new card, export, erase.
import { ask } from "../api.js";
import { node } from "../dom.js";
import { complain } from "../session.js";
import { say } from "../words.js";
import { doing } from "./doing.js";
import { field, note, save } from "./pieces.js";

/** What can be done now: `name`, `kind` of its button, and `form(done, cancel)` or `run(place)`. */
export function memberActions(member, tag) {
  const isOver = Boolean(member.erased) || member.standing === "blocked";
  const offered = [];
  if (!isOver) {
    offered.push({ name: "edit", kind: "quiet", form: (done, cancel) => edit(member, tag, done, cancel) },
      { name: "merge", kind: "quiet", form: (done, cancel) => merge(member, done, cancel) },
      { name: "reissue", kind: "quiet", form: (done, cancel) => reissue(member, done, cancel) });
  }
  offered.push({ name: "export_json", kind: "quiet", run: (place) => exportJSON(member, place) },
    { name: "export_csv", kind: "quiet", run: (place) => exportCSV(member, place) });
  if (!member.erased) offered.push({ name: "erase", kind: "danger", form: (done, cancel) => erase(member, done, cancel) });
  return offered;
}

const path = (member) => `/v1/members/${member.member}`;

function edit(member, tag, done, cancel) {
  const name = field(say("admin.members.name"), { maxlength: 200, value: member.name ?? "", autocomplete: "off" });
  const contact = field(say("admin.members.contact"), { maxlength: 200, value: member.contact ?? "", autocomplete: "off" });
  const birthday = field(say("admin.members.birthday"), { maxlength: 10, value: member.birthday ?? "", autocomplete: "off" },
    { hint: say("admin.members.birthday.hint") });
  return doing(say("admin.member_action.edit"), say("admin.save"), {
    fields: [name, contact, birthday], about: say("admin.members.edit.about"),
    body: () => ({ name: name.text, contact: contact.text, birthday: birthday.text }),
    // Under the version that was read: whoever edits at the same time is not overwritten.
    send: (body) => ask("PATCH", path(member), { body, ifMatch: tag }),
  }, () => done(say("admin.members.saved")), cancel);
}

function merge(member, done, cancel) {
  const card = field(say("admin.members.merge.card"), { maxlength: 2048, autocomplete: "off", spellcheck: "false", class: "code" },
    { hint: say("admin.members.merge.hint") });
  return doing(say("admin.member_action.merge"), say("admin.members.merge.go"), {
    path: "/v1/events", fields: [card], needsAgreement: true, about: say("admin.members.merge.about", { name: member.name || member.member }),
    body: () => {
      if (card.text) return { event: "merge", member: member.member, merge: card.text };
      card.wrong(say("admin.fill"));
      return null;
    },
  }, () => done(say("admin.members.merged")), cancel);
}

function reissue(member, done, cancel) {
  return doing(say("admin.member_action.reissue"), say("admin.member_action.reissue"), {
    path: `${path(member)}/reissue`, about: say("admin.members.reissue.about"), body: () => ({}),
  }, () => done(say("admin.members.reissued")), cancel);
}

async function exporting(place, work) {
  try {
    await work();
  } catch (error) {
    place.prepend(note("no", complain(error)));
  }
}

const exportJSON = (member, place) => exporting(place, async () => {
  const all = await ask("GET", `${path(member)}/export`, { milliseconds: 60_000 });
  save(JSON.stringify(all, null, 1), `${member.member}.json`, "application/json");
});

const exportCSV = (member, place) => exporting(place, async () => {
  const answer = await ask("GET", `${path(member)}/export/movements`, { milliseconds: 60_000 });
  save(await answer.blob(), `${member.member}.csv`, "text/csv");
});

// It cannot be taken back, so the number is typed: a slip of the hand does not type it.
function erase(member, done, cancel) {
  const typedNumber = field(say("admin.members.erase.type", { number: member.member }),
    { autocomplete: "off", spellcheck: "false", maxlength: 30, class: "code" });
  return doing(say("admin.member_action.erase"), say("admin.members.erase.go"), {
    path: `${path(member)}/erasure`, kind: "danger", fields: [typedNumber], hasReason: true, about: say("admin.members.erase.about"),
    body: () => {
      if (typedNumber.text === member.member) return {};
      typedNumber.wrong(say("admin.members.erase.differs"));
      return null;
    },
  }, () => done(say("admin.members.erasure")), cancel);
}
