#!/usr/bin/env python3
"""Redeems gift cards with eight callers, and writes down what was answered.

    http-load.py BASE-URL KEY FILE              until the service is gone
    http-load.py URL,URL KEY FILE --seconds N   so long, at whichever service answers: who gets no
                                                answer sends the same request to the next one
    http-load.py BASE-URL KEY FILE --again      asks the same again: every answer must be the first
"""
import http.client
import json
import sys
import threading
import time
import urllib.parse

bases, key, file = sys.argv[1:4]
places = [urllib.parse.urlparse(base).netloc for base in bases.split(",")]
mode = sys.argv[4] if len(sys.argv) > 4 else None
end = time.monotonic() + float(sys.argv[5]) if mode == "--seconds" else None


class Caller:
    """Somebody with a connection, who goes to the next place if one does not answer."""

    def __init__(self, number):
        self.place = number % len(places)
        self.connection = None

    def ask(self, path, body, name):
        last = None
        for _ in range(1 if end is None else 2 * len(places)):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection(places[self.place], timeout=20)
                self.connection.request(
                    "POST", path, json.dumps(body),
                    {"Content-Type": "application/json", "Authorization": "Bearer " + key,
                     "Idempotency-Key": name})
                answer = self.connection.getresponse()
                return (answer.status, answer.headers.get("Idempotent-Replayed"),
                        answer.read().decode())
            except (OSError, http.client.HTTPException) as error:
                last = error
                self.connection = None
                self.place = (self.place + 1) % len(places)
        raise last


failures = []


def redeeming(number, tokens, answered):
    caller = Caller(number)
    for turn in range(100_000):
        if end is not None and time.monotonic() > end:
            return
        body = {"voucher": tokens[number], "amount": {"amount": 1, "currency": "EUR"}}
        name = f"load-{number}-{turn}"
        try:
            status, _, text = caller.ask("/v1/redemptions", body, name)
        except (OSError, http.client.HTTPException) as error:
            if end is not None:
                failures.append(f"{name}: {error}")
            return
        if status == 201:
            answered[name] = (body, text)
        elif end is not None:
            failures.append(f"{name}: {status} {text}")


if mode == "--again":
    caller = Caller(0)
    answered = json.load(open(file))
    for name, (body, first) in answered.items():
        status, replayed, text = caller.ask("/v1/redemptions", body, name)
        assert (status, replayed, text) == (201, "true", first), f"{name}: {status} {text}"
    print(f"{len(answered)} answered as before")
    sys.exit(0)

_, _, issued = Caller(0).ask("/v1/vouchers", {
    "kind": "gift", "count": 8, "amount": {"amount": 100_000, "currency": "EUR"}}, "load-issue")
tokens = [voucher["token"] for voucher in json.loads(issued)["vouchers"]]
answered = {}
callers = [threading.Thread(target=redeeming, args=(number, tokens, answered))
           for number in range(8)]
for caller in callers:
    caller.start()
for caller in callers:
    caller.join()
with open(file, "w") as book:
    json.dump(answered, book)
print(f"{len(answered)} answered", *failures[:5], sep="\n")
sys.exit(0 if len(answered) > 20 and not failures else 1)
