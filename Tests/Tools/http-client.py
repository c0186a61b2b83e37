#!/usr/bin/env python3
"""A client that knows nothing but /openapi.json: issues a gift card, checks, redeems, reverses it.

    http-client.py BASE-URL KEY

Ends with 0 if everything came out as the document says.
"""
import json
import sys
import urllib.error
import urllib.request
import uuid

base, key = sys.argv[1], sys.argv[2]


def fetch(method, path, body=None, headers=None):
    request = urllib.request.Request(
        base + path, method=method, data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json", **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, dict(answer.headers), json.loads(answer.read() or "null")
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), json.loads(error.read() or "null")


document = fetch("GET", "/openapi.json")[2]
operations = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, item in document["paths"].items()
    for method, operation in item.items()
}


def call(name, body=None, idempotency_key=None, **parameters):
    method, path, operation = operations[name]
    headers = {}
    if operation["security"]:
        headers["Authorization"] = "Bearer " + key
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            path = path.replace("{%s}" % parameter["name"], parameters[parameter["name"]])
        if parameter["name"] == "Idempotency-Key":
            headers["Idempotency-Key"] = idempotency_key or str(uuid.uuid4())
    status, said, value = fetch(method, path, body, headers)
    assert str(status) in operation["responses"], f"{name} answered {status}, not in the document"
    return status, said, value


def expect(what, found, wanted):
    assert found == wanted, f"{what}: {found!r}, not {wanted!r}"
    print(f"{what}: {found!r}")


status, _, issued = call("issue_vouchers", {
    "kind": "gift", "amount": {"amount": 5000, "currency": "EUR"}})
expect("issued", status, 201)
token = issued["vouchers"][0]["token"]

status, _, checked = call("check", {"voucher": token})
expect("worth", (status, checked["balance"]["amount"]), (200, 5000))

wish = {"voucher": token, "amount": {"amount": 1250, "currency": "EUR"}}
name = str(uuid.uuid4())
status, _, taken = call("redeem", wish, idempotency_key=name)
expect("left", (status, taken["balance"]["amount"]), (201, 3750))

status, headers, again = call("redeem", wish, idempotency_key=name)
expect("the same again", (again, headers.get("Idempotent-Replayed")), (taken, "true"))

status, _, problem = call("redeem", {**wish, "all": True}, idempotency_key=str(uuid.uuid4()))
expect("two ways at once", (status, problem["code"]), (400, "request_unfit"))

status, _, back = call(
    "reverse", {"reason": "wrong article"}, redemption=taken["redemption"])
expect("back", (status, back["balance"]["amount"]), (201, 5000))

status, _, problem = call("check", {
    "voucher": token[:-8] + ("0" if token[-8] != "0" else "1") + token[-7:]})
expect("a forgery", status, 422)
