// The programme's text with its lines numbered: checked, tried on what happened, published.
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { brand } from "../masthead.js";
import { say } from "../words.js";
import { button } from "./buttons.js";
import { question } from "./dialogs.js";
import { back, heading, list, part } from "./pieces.js";
import { count, percent, worth } from "./values.js";
import { differences, ending, linesOf } from "./programme-text.js";

const beginning = () => "programme: my-shop\ncampaigns:\n";

// The day before today in the shop's zone: what ends on it is over now.
function yesterday() {
  const days = new Intl.DateTimeFormat("en-CA", { timeZone: brand.time_zone });
  return days.format(Date.now() - 86_400_000);
}

/** Shows the text of the version in force to be changed; with a campaign's name, to be stopped. */
export async function showEditor(main, version, stopped) {
  const old = version ? (await ask("GET", `/v1/programmes/${version.version}`)).text : "";
  const area = node("textarea", {
    id: "text", class: "code text", rows: 22, spellcheck: "false", autocapitalize: "none",
    wrap: "off", "aria-describedby": "found",
  });
  const numbers = node("pre", { class: "numbers", "aria-hidden": "true" });
  const found = node("div", { id: "found", role: "status" });
  const changes = node("div", {});
  const results = node("div", {});
  area.value = old || beginning();
  const state = { area, numbers, found, changes, results, old, mistaken: [] };
  area.addEventListener("input", () => changed(state));
  area.addEventListener("scroll", () => { numbers.scrollTop = area.scrollTop; });
  const publish = button(say("admin.campaigns.publish"), () => publishing(state), "");
  publish.id = "publish";
  const check = button(say("admin.campaigns.check"), () => checking(state));
  check.id = "check";
  const replay = button(say("admin.campaigns.replay"), () => replaying(state));
  replay.id = "replay";
  fill(main, back("campaigns"), heading(say("admin.campaigns.edit")),
    node("label", { for: "text" }, say("admin.campaigns.text")),
    node("div", { class: "editor" }, numbers, area), found,
    node("div", { class: "row acts" }, publish, check, replay), changes, results);
  if (stopped) stop(state, stopped);
  changed(state);
  if (stopped) await checking(state);
}

function stop(state, campaign) {
  const text = ending(state.area.value, campaign, yesterday());
  if (text === null) {
    return fill(state.results, node("p", { class: "wrong" }, say("admin.campaigns.stop_by_hand")));
  }
  state.area.value = text;
  fill(state.results, node("p", { id: "stopping" }, say("admin.campaigns.stopping", { campaign })));
}

// Numbers beside the lines, and what differs from the version in force below them.
function changed(state) {
  const { area, numbers, changes, old } = state;
  state.mistaken = [];
  draw(state);
  numbers.scrollTop = area.scrollTop;
  const all = differences(old, area.value);
  fill(state.found);
  fill(changes, all.length === 0 || old === "" ? null : node("section", { class: "sheet" },
    node("h2", {}, say("admin.campaigns.changes", { count: all.length })),
    node("pre", { class: "scroll diff", tabindex: "0" }, all.slice(0, 200).map(difference))));
}

const difference = ({ sign, number, text }) =>
  node("span", { class: sign === "+" ? "new" : "gone" },
    `${sign} ${String(number).padStart(4)}  ${text}\n`);

function draw({ area, numbers, mistaken }) {
  const many = Math.max(linesOf(area.value).length,
    area.value.endsWith("\n") ? area.value.split("\n").length : 1);
  fill(numbers, Array.from({ length: many }, (_, index) => node("span",
    { class: mistaken.includes(index + 1) ? "bad" : null }, String(index + 1))));
}

function goTo(area, line) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  const height = parseFloat(getComputedStyle(area).lineHeight) || 22;
  area.scrollTop = Math.max(0, (line - 4) * height);
  area.scrollLeft = 0;
}

function tellMistakes(state, mistakes) {
  state.mistaken = mistakes.map(({ line }) => line);
  draw(state);
  state.area.setAttribute("aria-invalid", "true");
  fill(state.found, node("p", { class: "wrong" },
    say("admin.campaigns.mistakes", { count: mistakes.length })),
    node("ul", { class: "rows mistakes" }, mistakes.map(({ line, message, hint }) => node("li", {},
      button(say("admin.campaigns.line", { line }), () => goTo(state.area, line), "quiet small"),
      node("span", { class: "grow" }, message.replace(/^programme:\d+: /, ""),
        hint ? node("span", { class: "hint" }, ` ${hint}`) : null)))));
  if (mistakes.length > 0) goTo(state.area, mistakes[0].line);
}

async function checking(state) {
  const answer = await ask("POST", "/v1/programme-checks", { body: { text: state.area.value } });
  if (answer.code === "mistaken") return tellMistakes(state, answer.mistakes);
  state.area.removeAttribute("aria-invalid");
  state.mistaken = [];
  draw(state);
  fill(state.found, node("p", { class: answer.code === "checked" ? "good" : "wrong" },
    answer.code === "checked" ? say("admin.campaigns.well", { count: answer.rules })
      : say("admin.campaigns.gives_everything")),
  findings(answer.worst ?? []));
}

function findings(worst) {
  if (worst.length === 0) return null;
  return node("details", {}, node("summary", {}, say("admin.campaigns.worst")),
    list(say("admin.campaigns.worst"), [
      { head: say("admin.campaigns.rules"), of: (row) => row.rules.join(", ") },
      { head: say("admin.campaigns.basket"), of: (row) => worth(row.total), number: true },
      { head: say("admin.campaigns.off"), of: (row) => worth(row.discount), number: true },
      { head: say("admin.campaigns.share"), of: (row) => percent(row.basis_points), number: true },
    ], worst));
}

async function replaying(state) {
  const answer = await ask("POST", "/v1/programme-replays",
    { body: { text: state.area.value }, milliseconds: 120_000 })
    .catch((error) => refused(state, error));
  if (!answer) return;
  const { recorded, draft } = answer;
  fill(state.results, part(say("admin.campaigns.replayed"),
    node("p", { class: "soft" }, say("admin.campaigns.replayed.about")),
    list(say("admin.campaigns.replayed"), [
      { head: "", of: (row) => row[0] },
      { head: say("admin.campaigns.was"), of: (row) => row[1], number: true },
      { head: say("admin.campaigns.would"), of: (row) => row[2], number: true },
    ], [
      [say("admin.campaigns.accepted"), count(recorded.accepted), count(draft.accepted)],
      [say("admin.campaigns.refused"), count(recorded.refused), count(draft.refused)],
      [say("admin.campaigns.paid"), worth(recorded.paid), worth(draft.paid)],
      [say("admin.campaigns.cost"), worth(recorded.cost), worth(draft.cost)],
      [say("admin.campaigns.events_differ"), "", count(answer.differences.length)],
    ])));
}

// Several mistakes are refused with all of them, each with its line.
function refused(state, error) {
  const mistakes = (error.problem?.reasons ?? [error.problem ?? {}]).map((reason) => ({
    line: Number(reason.line ?? /:(\d+)\b/.exec(reason.message ?? "")?.[1] ?? 0),
    message: reason.message, hint: reason.hint,
  }));
  if (mistakes.some(({ line, message }) => !message || line === 0)) throw error;
  tellMistakes(state, mistakes);
}

async function publishing(state) {
  await checking(state);
  if (state.mistaken.length > 0) return;
  const done = await question({
    title: say("admin.campaigns.publish_this"), about: say("admin.campaigns.publish.about"),
    word: say("admin.campaigns.publish"),
    send: (_, name) => ask("POST", "/v1/programmes", { body: { text: state.area.value }, name }),
  });
  if (done) location.hash = "#/campaigns";
}
