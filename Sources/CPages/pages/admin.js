// The office: a frame with a list of sections beside it, one of which is open.
import { Refusal, Unreachable } from "./api.js";
import { sections } from "./admin/sections.js";
import { fill, node, one } from "./dom.js";
import { begin, brand, welcome } from "./masthead.js";
import { complain, homes, signedIn } from "./session.js";
import { say } from "./words.js";

let session;

// What stands behind the sign of the address: the section's name, and what is its own.
function wanted() {
  const parts = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return { name: parts[0], rest: parts.slice(1) };
}

const open = () => sections.filter(({ roles }) => roles.includes(session.role));

function drawSections(name) {
  fill(one("sections"), node("ul", {}, open().map((section) => node("li", {},
    node("a", { href: `#/${section.name}`, "aria-current": section.name === name ? "page" : null },
      say(`admin.${section.name}`))))));
  // On a phone the list is a line that is pushed; what is open stands in sight.
  const current = one("sections").querySelector("[aria-current]");
  current?.parentElement.parentElement.scrollTo({ left: current.offsetLeft - 24 });
}

function drawTrouble(place, error) {
  if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
  fill(place, node("div", { class: "sheet" }, node("p", { role: "alert" }, complain(error)),
    node("button", { class: "button quiet", type: "button", onclick: () => show(false) },
      say("common.try_again"))));
}

// Every showing has a place of its own, so that a slow one writes nothing over the one after it.
async function show(isMove) {
  const { name, rest } = wanted();
  const section = open().find((known) => known.name === name) ?? open()[0];
  drawSections(section?.name);
  const place = node("div", { class: "section" });
  fill(one("main"), place);
  if (!section) {
    fill(place, node("h1", {}, say("admin.title")), node("p", {}, say("admin.not_yours")),
      node("a", { class: "button", href: homes[session.role] }, say("admin.to_yours")));
    return;
  }
  try {
    const module = await section.load();
    await module.show(place, session, section.name === name ? rest : []);
  } catch (error) {
    drawTrouble(place, error);
  }
  const title = place.querySelector("h1")?.textContent ?? say("admin.title");
  document.title = `${title} · ${brand.name}`;
  if (isMove && place.isConnected && !place.contains(document.activeElement)) {
    one("main").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
}

await begin();
session = await signedIn();
welcome(session);
window.addEventListener("hashchange", () => show(true));
document.addEventListener("language", () => show(false));
await show(false);
