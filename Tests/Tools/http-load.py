#!/usr/bin/env python3
"""Redeems gift cards with eight callers until the service is gone, and writes down what was answered.

    http-load.py BASE-URL KEY FILE            ends when the service does
    http-load.py BASE-URL KEY FILE --again    asks the same again: every answer must be the first
"""
import http.client
import json
import sys
import threading
import urllib.parse

base, key, file = sys.argv[1:4]
place = urllib.parse.urlparse(base).netloc


def ask(connection, path, body, name):
    connection.request(
        "POST", path, json.dumps(body),
        {"Content-Type": "application/json", "Authorization": "Bearer " + key,
         "Idempotency-Key": name})
    answer = connection.getresponse()
    return answer.status, answer.headers.get("Idempotent-Replayed"), answer.read().decode()


def redeeming(caller, tokens, answered):
    connection = http.client.HTTPConnection(place, timeout=20)
    for number in range(100_000):
        body = {"voucher": tokens[caller], "amount": {"amount": 1, "currency": "EUR"}}
        name = f"load-{caller}-{number}"
        try:
            status, _, text = ask(connection, "/v1/redemptions", body, name)
        except (OSError, http.client.HTTPException):
            return
        if status == 201:
            answered[name] = (body, text)


if len(sys.argv) == 4:
    connection = http.client.HTTPConnection(place, timeout=20)
    _, _, issued = ask(connection, "/v1/vouchers", {
        "kind": "gift", "count": 8, "amount": {"amount": 100_000, "currency": "EUR"}}, "load-issue")
    tokens = [voucher["token"] for voucher in json.loads(issued)["vouchers"]]
    answered = {}
    callers = [threading.Thread(target=redeeming, args=(caller, tokens, answered))
               for caller in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    with open(file, "w") as book:
        json.dump(answered, book)
    print(f"{len(answered)} answered")
    sys.exit(0 if len(answered) > 20 else 1)

connection = http.client.HTTPConnection(place, timeout=20)
answered = json.load(open(file))
for name, (body, first) in answered.items():
    status, replayed, text = ask(connection, "/v1/redemptions", body, name)
    assert (status, replayed, text) == (201, "true", first), f"{name}: {status} {replayed} {text}"
print(f"{len(answered)} answered as before")
