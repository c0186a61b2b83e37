// Campaigns: the programme in force in words, its versions, and how it is changed.
import { ask, askAll, Refusal } from "../api.js";
import { fill, node } from "../dom.js";
import { brand } from "../masthead.js";
import { say } from "../words.js";
import { back, facts, heading, link, list, part, pill } from "./pieces.js";
import { at, count, on, percent } from "./values.js";
import { reportTable } from "./report-table.js";
import { showEditor } from "./programme.js";

const tones = { running: "yes", not_yet: "less", ended: "" };

/** Shows the programme in force; `versions/3`, `edit`, `stop/spring` or `campaign/spring` of it. */
export async function show(main, session, [name, what]) {
  const versions = await published();
  const mayAct = session.role === "admin";
  if (mayAct && (name === "edit" || name === "stop")) {
    return showEditor(main, versions[0], name === "stop" ? what : null);
  }
  if (name === "versions") return showVersion(main, Number(what));
  if (versions.length === 0) return showNone(main, mayAct);
  const programme = await ask("GET", `/v1/programmes/${versions[0].version}`);
  if (name === "campaign") return showCampaign(main, programme, what, mayAct);
  fill(main, heading(say("admin.campaigns"), mayAct ? toEdit(say("admin.campaigns.edit")) : null),
  node("p", { class: "soft" }, say("admin.campaigns.in_force", {
    name: programme.programme, version: programme.version, time: at(programme.published_at),
  })),
  list(say("admin.campaigns"), [
    { head: say("admin.campaigns.campaign"),
      of: (row) => link(row.title, "campaigns", "campaign", row.campaign) },
    { head: say("admin.campaigns.state"), of: state },
    { head: say("admin.campaigns.when"), of: days },
    { head: say("admin.campaigns.rules"), of: (row) => count(row.rules.length), number: true },
  ], programme.in_words),
  part(say("admin.campaigns.versions"), list(say("admin.campaigns.versions"), [
    { head: say("admin.campaigns.version"),
      of: (row) => link(String(row.version), "campaigns", "versions", row.version) },
    { head: say("admin.campaigns.published"), of: (row) => at(row.published_at) },
    { head: say("admin.campaigns"), of: (row) => count(row.campaigns), number: true },
  ], versions)));
}

// That there is none is no trouble here: somebody has to write the first one.
async function published() {
  try {
    return (await askAll("/v1/programmes")).reverse();
  } catch (error) {
    if (error instanceof Refusal && error.code === "no_programme") return [];
    throw error;
  }
}

const toEdit = (word) => node("a", { class: "button", href: "#/campaigns/edit" }, word);

function showNone(main, mayAct) {
  fill(main, heading(say("admin.campaigns"), mayAct ? toEdit(say("admin.campaigns.begin")) : null),
    node("p", {}, say("admin.campaigns.none")));
}

const state = (campaign) => pill(say(`admin.campaigns.is.${campaign.state}`),
  tones[campaign.state]);

function days({ first_day: first, last_day: last }) {
  if (first && last) return `${on(first)} – ${on(last)}`;
  if (first) return say("admin.campaigns.from", { day: on(first) });
  return last ? say("admin.campaigns.until", { day: on(last) }) : say("admin.campaigns.endless");
}

function rule(one) {
  return node("div", { class: "rule" }, node("h3", {}, one.rule),
    node("p", {}, one.on, one.if ? ` · ${one.if}` : ""),
    node("ul", {}, [...one.then, ...(one.else ?? []), ...one.limits]
      .map((text) => node("li", {}, text))));
}

// What it brought and cost is a report of the book, not reckoned here.
async function figures(name) {
  try {
    const report = await ask("GET", `/v1/reports/campaign?campaign=${encodeURIComponent(name)}`,
      { milliseconds: 60_000 });
    return reportTable(report);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return node("p", { class: "soft" }, error.message);
  }
}

async function showCampaign(main, programme, name, mayAct) {
  const campaign = programme.in_words.find((one) => one.campaign === name);
  if (!campaign) return fill(main, back("campaigns"), node("p", {}, say("admin.work.gone")));
  const stop = campaign.state === "ended" || !mayAct ? null : node("a",
    { class: "button quiet", id: "stop", href: `#/campaigns/stop/${encodeURIComponent(name)}` },
    say("admin.campaigns.stop"));
  fill(main, back("campaigns"), heading(campaign.title, stop),
    node("div", { class: "sheet" }, facts([
      [say("admin.campaigns.state"), state(campaign)],
      [say("admin.campaigns.when"), days(campaign)],
      [say("admin.campaigns.number"), String(campaign.number)],
      [say("admin.campaigns.version"), String(campaign.version)],
      [say("admin.campaigns.held_out"),
        campaign.hold_out_basis_points ? percent(campaign.hold_out_basis_points) : ""],
      [say("admin.campaigns.limits"), campaign.limits.join(" ")],
      [say("admin.campaigns.terms"), node("span", { class: "terms" }, campaign.terms)],
    ])),
    part(say("admin.campaigns.figures"), await figures(name)),
    part(say("admin.campaigns.rules"), campaign.rules.map(rule)));
}

async function showVersion(main, number) {
  const version = await ask("GET", `/v1/programmes/${number}`);
  const area = node("textarea", {
    class: "code text", readonly: true, rows: 24, "aria-label": say("admin.campaigns.text"),
  });
  area.value = version.text;
  fill(main, back("campaigns"), heading(say("admin.campaigns.version_of", {
    name: version.programme, version: version.version,
  })), node("p", { class: "soft" }, `${at(version.published_at)} · ${brand.name}`), area);
}
