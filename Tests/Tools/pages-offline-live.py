#!/usr/bin/env python3
"""Pairs a browser with a running service, takes vouchers there without a network, tells the service,
and holds its settlement against what the browser knows.

    pages-offline-live.py BASE-URL KEY

Ends with 0 if everything came out as it should.
"""
import itertools
import json
import os
import sys
import urllib.request

from playwright.sync_api import sync_playwright

base, key = sys.argv[1:3]
names = (f"offline-live-{number}" for number in itertools.count())


def ask(path, body):
    request = urllib.request.Request(base + path, json.dumps(body).encode(), {
        "Authorization": "Bearer " + key, "Content-Type": "application/json",
        "Idempotency-Key": next(names)})
    return json.load(urllib.request.urlopen(request))


def money(amount):
    return {"amount": amount, "currency": "EUR"}


WORK = """async ({ pairing, tokens }) => {
  const load = (name) => import(`/pages/offline/${name}.js`);
  const [{ openStore }, { pair }, { pull, push, sync }, { newOperation }] = await Promise.all(
    ["store", "pairing", "sync", "claims"].map(load));
  const now = Date.now;
  const how = { now };
  const code = (promise) => promise.then(() => "done", (error) => error.code ?? `${error.stack}`);
  const till = await pair(await openStore(), pairing, now());
  const said = [await code(till.check(tokens[0], { now: now() }))];
  said.push(await pull(till, how), await pull(till, how));
  const away = { ...how, request: () => Promise.reject(new TypeError("Failed to fetch")) };
  const take = (token, amount) => till.redeem(
    token, { amount, currency: 978 }, { operation: newOperation(now()), now: now() });
  said.push((await take(tokens[0], 1200)).left, (await take(tokens[1], 700)).left);
  said.push((await till.undo({ operation: newOperation(now()), now: now() })).returned);
  said.push(await code(take(tokens[0], 3801)), await code(push(till, away)));
  const { items, isNewKit } = await sync(till, how);
  said.push(items.map(({ ruling }) => ruling).join(), isNewKit, till.status(now()).unsent);
  // The kit knows that others may have used the rest as well.
  said.push(await code(till.check(tokens[0], { now: now() })));
  said.push((await till.check(tokens[1], { now: now() })).left);
  window.till = till;
  return said;
}"""

CHECK = """async (statement) => {
  const { recompute, settle } = await import("/pages/offline/settlement.js");
  const answers = window.till.answers();
  const { agreement, currency } = window.till.kit;
  const [own] = settle(answers, agreement, currency).totals;
  return [recompute(statement, answers, ["till-7"]).length, own.honoured, own.fee, own.net];
}"""

ask("/v1/partners", {
    "partner": "cafe-luna", "name": "Café Luna",
    "agreement": {"fee_basis_points": 250, "offline_per_voucher": money(5000),
                  "offline_per_day": money(50000)}})
issued = ask("/v1/vouchers", {"kind": "gift", "count": 2, "amount": money(5000),
                              "for": "cafe-luna"})
pairing = ask("/v1/devices", {"device": "till-7", "at": "cafe-luna"})["pairing"]
tokens = [voucher["token"] for voucher in issued["vouchers"]]
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        args=["--no-sandbox", "--disable-gpu"])
    page = browser.new_page()
    page.goto(base + "/")
    said = page.evaluate(WORK, {"pairing": pairing, "tokens": tokens})
    print(said)
    statement = ask("/v1/settlements", {"partner": "cafe-luna"})
    settled = page.evaluate(CHECK, statement)
    print(settled, statement["totals"])
    browser.close()
assert said == [
    "no_kit", True, False, 3800, 4300, 700, "insufficient_balance", "ledger_unavailable",
    "accepted,accepted,undone", True, 0, "balance_check_required", 5000], said
total = statement["totals"][0]
assert settled == [0, 1900, 30, 1170], settled
assert [total["honoured"], total["fee"], total["net"]] == [1900, 30, 1170], total
