// The head of every page: the shop's name and colours, language, light and dark, who is signed in.
import { ask } from "./api.js";
import { fill, keep, kept, node, one } from "./dom.js";
import { signOut } from "./session.js";
import { languages, language, say, speak, wantedLanguage } from "./words.js";

/** What the shop looks like, as `/v1/brand` says it; kept for when the service is away. */
export let brand = {
  name: "Tessera", currency: "EUR", time_zone: "UTC", shops: [], default_shop: "",
};

/**
 * Begins a page: words, brand, and the head in `<header id="masthead">`. `<span id="pill">` in it
 * is the page's own; the element with the id `menu` in the document, if there is one, moves into
 * the menu.
 */
export async function begin() {
  document.documentElement.dataset.light = kept("light") ?? "";
  try {
    brand = JSON.parse(kept("brand") ?? "null") ?? brand;
  } catch { /* Something else stood there. */ }
  await Promise.all([speak(wantedLanguage()), refreshBrand()]);
  show();
  draw();
  document.addEventListener("language", draw);
}

/** Shows who is signed in, with a way out. */
export function welcome(session) {
  one("who").textContent = session.operator;
  one("leave").hidden = false;
}

async function refreshBrand() {
  try {
    brand = await ask("GET", "/v1/brand");
    keep("brand", JSON.stringify(brand));
  } catch { /* The last one that was heard of. */ }
}

function show() {
  const { style } = document.documentElement;
  const colours = {
    "--brand": brand.colour, "--on-brand": brand.on_colour,
    "--accent": brand.accent, "--on-accent": brand.on_accent,
  };
  for (const [name, colour] of Object.entries(colours)) {
    if (colour) style.setProperty(name, colour);
  }
  document.body.classList.toggle("training", brand.training === true);
}

function draw() {
  const own = one("menu") ?? one("own-menu");
  if (own) { own.id = "own-menu"; own.hidden = false; }
  const pill = one("pill");
  const lights = ["", "light", "dark"].map((way) => [way, say(`common.light.${way || "auto"}`)]);
  fill(one("masthead"),
    node("a", { class: "skip", href: "#main" }, say("common.skip")),
    node("a", { class: "brand", href: "/" },
      brand.logo ? node("img", { src: "/pages/logo", alt: "" }) : null,
      node("span", {}, brand.name)),
    pill,
    node("details", { class: "menu" }, node("summary", {}, say("common.menu")),
      node("div", {},
        own,
        choice("language", say("common.language"), Object.entries(languages), language,
          (code) => speak(code, true)),
        choice("light", say("common.light"), lights, kept("light") ?? "", chooseLight),
        whoIsIn())),
    brand.training ? node("p", { class: "training-word" }, say("common.training")) : null);
  const title = document.documentElement.dataset.title;
  if (title) document.title = `${say(title)} · ${brand.name}`;
}

function choice(id, label, options, chosen, choose) {
  const option = ([value, text]) => {
    const lang = id === "language" ? value : null;
    return node("option", { value, selected: value === chosen, lang }, text);
  };
  return node("div", { class: "field" }, node("label", { for: id }, label),
    node("select", { id, onchange: (event) => choose(event.target.value) }, options.map(option)));
}

// As it was before the head was drawn anew.
function whoIsIn() {
  const [who, isIn] = [one("who")?.textContent ?? "", one("leave")?.hidden === false];
  const leave = {
    id: "leave", class: "button quiet", type: "button", hidden: !isIn, onclick: signOut,
  };
  return node("div", { class: "row apart" }, node("span", { id: "who", class: "soft" }, who),
    node("button", leave, say("common.sign_out")));
}

function chooseLight(way) {
  keep("light", way || null);
  document.documentElement.dataset.light = way;
}
