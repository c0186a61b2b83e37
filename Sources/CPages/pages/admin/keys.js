// The issuer's keys: their states and who uses which; they are changed where their files are.
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { say } from "../words.js";
import { copied } from "./buttons.js";
import { heading, list, part, pill } from "./pieces.js";
import { on } from "./values.js";

const tones = { active: "yes", pending: "less", compromised: "no" };
const soon = 60 * 86_400_000;

const endsSoon = (key) => key.state === "active" && Date.parse(key.signs_to) - Date.now() < soon;

// The command of each step, as it is typed in the data folder.
const steps = [
  ["admin.keys.rotate", "tessera key rotate"], ["admin.keys.activate", "tessera key activate KEY"],
  ["admin.keys.retire", "tessera key retire KEY"],
  ["admin.keys.compromise", "tessera key compromise KEY"],
];

/** Shows all keys there ever were. */
export async function show(main) {
  const { items } = await ask("GET", "/v1/keys");
  const ending = items.filter(endsSoon);
  fill(main, heading(say("admin.keys")),
    ending.length > 0 ? node("p", { class: "wrong" }, say("admin.keys.ending", {
      count: ending.length, keys: ending.map(({ key }) => key).join(", "),
    })) : null,
    list(say("admin.keys"), [
      { head: say("admin.keys.key"), of: (row) => node("strong", {}, String(row.key)) },
      { head: say("admin.keys.kinds"),
        of: (row) => row.kinds.map((kind) => say(`admin.kind.${kind}`)).join(", ") },
      { head: say("admin.keys.state"),
        of: (row) => pill(say(`admin.keys.is.${row.state}`), tones[row.state]) },
      { head: say("admin.keys.signs"), of: (row) => `${on(row.signs_from)} – ${on(row.signs_to)}` },
      { head: say("admin.keys.accepted"), of: (row) => on(row.accepted_until) },
      { head: say("admin.keys.users"), of: (row) => [...row.acceptors, ...row.devices].join(", ") },
    ], items),
    part(say("admin.keys.change"), node("p", {}, say("admin.keys.change.about")),
      steps.map(([word, command]) => node("div", { class: "field" },
        node("div", { class: "label" }, say(word)), copied(say(word), command)))));
}
