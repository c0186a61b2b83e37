// Making and finding elements; text goes in as text, never as markup.

/** The element with an id. */
export const one = (id) => document.getElementById(id);

/**
 * An element with attributes and children. Attributes beginning with `on` are listeners, `true` is
 * an empty attribute, `false`, `null` and `undefined` are left away.
 */
export function node(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...present(children));
  return made;
}

/** Puts other children in an element. */
export function fill(element, ...children) {
  element.replaceChildren(...present(children));
}

const present = (children) =>
  children.flat().filter((child) => child !== null && child !== undefined);

/** A sign drawn as lines: the `d` of one path in a box of 24 by 24. */
export function sign(path) {
  const space = "http://www.w3.org/2000/svg";
  const [drawing, line] = ["svg", "path"].map((tag) => document.createElementNS(space, tag));
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.classList.add("sign");
  line.setAttribute("d", path);
  drawing.append(line);
  return drawing;
}

/** Something kept in this browser, `null` if it is not there or the browser keeps nothing. */
export function kept(name) {
  try { return localStorage.getItem(`tessera.${name}`); } catch { return null; }
}

/** Keeps a text in this browser, where it lets us; `null` forgets it. */
export function keep(name, text) {
  try {
    if (text === null) localStorage.removeItem(`tessera.${name}`);
    else localStorage.setItem(`tessera.${name}`, text);
  } catch { /* A private window: it holds for this page alone. */ }
}
