// What the pages say, in six languages, from one catalogue each.
import { keep, kept } from "./dom.js";

/** The languages by their codes, each with its own name. */
export const languages = {
  en: "English", id: "Bahasa Indonesia", vi: "Tiếng Việt", sv: "Svenska", ro: "Română",
  nl: "Nederlands",
};

let catalogue = {};
let rules;

/** The code of the language that is spoken now. */
export let language = "en";

/** The language to begin with: the one chosen here, or the first that the browser wants. */
export function wantedLanguage() {
  const wishes = [kept("language"), ...(navigator.languages ?? [navigator.language])];
  return wishes.map((wish) => wish?.slice(0, 2)).find((code) => code in languages) ?? "en";
}

/**
 * Speaks a language from now on, in the whole document.
 *
 * Loaded are the words of the page's part, `data-part` of the document, and those that all pages
 * have.
 * Throws a TypeError if the catalogue cannot be reached.
 */
export async function speak(code, isChoice = false) {
  const part = document.documentElement.dataset.part;
  const answer = await fetch(`/pages/words/${part}/${code}.json`);
  if (!answer.ok) throw new TypeError(`no words in ${code}`);
  catalogue = await answer.json();
  language = code;
  rules = new Intl.PluralRules(code);
  if (isChoice) keep("language", code);
  document.documentElement.lang = code;
  translate(document);
  document.dispatchEvent(new Event("language"));
}

/**
 * What a key says. `{name}` becomes the fact of that name; a fact `count` chooses the plural form.
 * A key that is not there is said as it is, so that a test finds it.
 */
export function say(key, facts = {}) {
  const form = "count" in facts ? `${key}#${rules.select(Number(facts.count))}` : key;
  const text = catalogue[form] ?? catalogue[`${key}#other`] ?? catalogue[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name) => facts[name] ?? place);
}

/** Returns whether the catalogue has a key. */
export const has = (key) => key in catalogue;

/** Says what elements name: `data-word` as text, `data-label` as aria-label. */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-word]")) {
    element.textContent = say(element.dataset.word);
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
  }
}
