#!/usr/bin/env python3
"""Sends codes, keys and passwords in every way that they can be sent, right and wrong, and prints
everything that came back but the two answers that hand out what they made.

    http-canary.py BASE-URL KEY FILE

FILE gets what must be found nowhere: in what is printed here, or in the service's log.
"""
import http.client
import json
import sys
import urllib.parse

base, key, file = sys.argv[1:4]
place = urllib.parse.urlparse(base).netloc
secret_password = "canary of seven yellow bridges"


def ask(method, path, body=None, name=None, more=None):
    connection = http.client.HTTPConnection(place, timeout=60)
    headers = {"Authorization": "Bearer " + key, "Content-Type": "application/json"}
    if name:
        headers["Idempotency-Key"] = name
    headers.update(more or {})
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    answer = connection.getresponse()
    return str(answer.headers), answer.read().decode()


def show(*words, **more):
    head, body = ask(*words, **more)
    print(head, body, sep="\n")
    return body


def other(code, at):
    """The code with another sign that stands at a place of its tag."""
    sign = "7" if code[at] != "7" else "8"
    return code[:at] + sign + code[at + 1:] if at != -1 else code[:-1] + sign


issued = json.loads(ask("POST", "/v1/vouchers", {
    "kind": "gift", "count": 2, "amount": {"amount": 5000, "currency": "EUR"}}, "canary-1")[1])
voucher = issued["vouchers"][0]
token, typed = voucher["token"], voucher["typed_code"]
made = json.loads(ask("POST", "/v1/access-keys", {"name": "canary", "scopes": ["check"]})[1])
forged = [other(token, at) for at in (20, 40, -9)]
canaries = [
    token, typed, typed.replace("-", ""), key, made["secret"], other(made["secret"], -9), *forged,
    secret_password, "918273", "tss_" + "7" * 52, "op-canary-name-of-mine", "canary-user-agent",
]
with open(file, "w") as out:
    print(*canaries, sep="\n", file=out)

euro = {"amount": 1, "currency": "EUR"}
for code in [token, typed, *forged, token + "." + "7" * 8]:
    # The answer to a good check tells what it is worth and not the code.
    show("POST", "/v1/checks", {"voucher": code, "till": "till-1"})
    show("POST", "/v1/redemptions", {"voucher": code, "amount": euro}, name="n" + str(hash(code)))
    show("POST", "/v1/baskets", {"vouchers": [code], "due": euro}, name="b" + str(hash(code)))
    show("POST", "/v1/checks", {"voucher": 1, "till": code})
    show("POST", "/v1/checks", {"voucher": code, "expect": [code]})
    show("POST", "/v1/checks", [code])
    show("GET", "/v1/vouchers/" + code)
    show("GET", "/v1/members/" + code)
    show("GET", "/" + code)
    show("GET", "/v1/operators?after=" + code)
    show("DELETE", "/v1/checks/" + code)
for secret in [made["secret"], other(made["secret"], -9), token, "tss_" + "7" * 52]:
    show("GET", "/v1/operators", more={"Authorization": "Bearer " + secret})
    show("GET", "/v1/operators", more={"Authorization": "Basic " + secret})
    show("GET", "/v1/sessions/current", more={"Authorization": "", "Cookie": "__Host-tessera=" + secret})
show("POST", "/v1/sessions", {"operator": "ana-7", "password": secret_password})
show("POST", "/v1/sessions", {"operator": "ana-7", "pin": "918273", "device": "till-1"})
show("PUT", "/v1/operators/ana-7/password", {"password": secret_password})
show("POST", "/v1/redemptions", {"voucher": token, "amount": euro}, name="op-canary-name-of-mine",
     more={"User-Agent": "canary-user-agent", "X-Request-Id": token, "traceparent": token,
           "Referer": token, "X-Forwarded-For": token, "Origin": token})
show("GET", "/metrics")
show("GET", "/readyz")
