// Signing in: with a password, or with a PIN at a paired device.
import { ask, Refusal } from "./api.js";
import { fill, keep, kept, node, one } from "./dom.js";
import { begin, brand } from "./masthead.js";
import { complain, homes } from "./session.js";
import { say } from "./words.js";

const form = one("form");

function show() {
  const isPIN = one("how").value === "pin";
  one("by-pin").hidden = !isPIN;
  one("by-password").hidden = isPIN;
}

function drawShops() {
  const chosen = one("shop").value || kept("shop") || "";
  const own = node("option", { value: "" }, say("door.shop.own"));
  fill(one("shop"), own, brand.shops.map(({ shop, name }) =>
    node("option", { value: shop, selected: shop === chosen }, name)));
}

// The first empty field, marked and focused; null where all are filled.
function firstEmpty(names) {
  const empty = names.filter((name) => one(name).value.trim() === "");
  for (const name of names) {
    one(name).setAttribute("aria-invalid", String(empty.includes(name)));
    one(`${name}-wrong`).textContent = empty.includes(name) ? say("door.fill") : "";
  }
  if (empty.length) one(empty[0]).focus();
  return empty[0] ?? null;
}

// Only an address of ours, so that nobody is sent elsewhere by a link.
function destination(role) {
  const wanted = new URLSearchParams(location.search).get("to") ?? "";
  return Object.values(homes).includes(wanted) ? wanted : homes[role];
}

async function signIn(event) {
  event.preventDefault();
  const isPIN = one("how").value === "pin";
  if (firstEmpty(["operator", ...(isPIN ? ["device", "pin"] : ["password"])])) return;
  const body = { operator: one("operator").value.trim() };
  if (isPIN) Object.assign(body, { device: one("device").value.trim(), pin: one("pin").value });
  else {
    body.password = one("password").value;
    if (one("shop").value) body.shop = one("shop").value;
  }
  const button = form.querySelector("button");
  button.disabled = true;
  one("wrong").textContent = "";
  try {
    const session = await ask("POST", "/v1/sessions", { body, milliseconds: 30_000 });
    keep("how", one("how").value);
    keep("shop", body.shop ?? null);
    if (isPIN) keep("device", body.device);
    location.assign(destination(session.role));
  } catch (error) {
    one("wrong").textContent = complain(error);
    button.textContent = say(error instanceof Refusal ? "common.sign_in" : "common.try_again");
    const secret = one(isPIN ? "pin" : "password");
    if (error instanceof Refusal) secret.value = "";
    secret.focus();
  } finally {
    button.disabled = false;
  }
}

await begin();
one("how").value = kept("how") ?? "password";
one("device").value = kept("device") ?? "";
drawShops();
show();
document.addEventListener("language", drawShops);
one("how").addEventListener("change", show);
form.addEventListener("submit", signIn);
one("operator").focus();
