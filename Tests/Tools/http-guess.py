#!/usr/bin/env python3
"""Guesses codes at a running service and sees that none is taken and that genuine ones still are.

    http-guess.py BASE-URL KEY[,KEY…] COUNT [SEED]

A guess knows everything but the secret: it names a voucher that was issued and has the right form.
Of four, three are scanned tokens with another tag (one of them with another seal too), sent to be
checked or redeemed, and one is a typed code with another tag and a good check character, at a till
that has not yet seen its ten wrong ones. So every guess is really tried. Once in ten thousand, and
a hundred times at least, a genuine code is shown from the same place, scanned and typed in turn.
Ends with 0 if no guess was taken, the throttle spoke, every genuine code passed, and nothing but
one redemption of ours was booked.
"""
import base64
import http.client
import json
import random
import socket
import sys
import time
import urllib.parse

base, keys, count = sys.argv[1], sys.argv[2].split(","), int(sys.argv[3])
chance = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
host, port = urllib.parse.urlparse(base).netloc.split(":")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PIECE = 64
FROM_OURS = bytes.maketrans(ALPHABET.encode(), b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def bytes_of(text):
    return base64.b32decode(text.encode().translate(FROM_OURS) + b"=" * (-len(text) % 8))


def ask(method, path, body=None, name=None):
    connection = http.client.HTTPConnection(host, int(port), timeout=60)
    headers = {"Authorization": "Bearer " + keys[0], "Content-Type": "application/json"}
    if name:
        headers["Idempotency-Key"] = name
    connection.request(method, path, body and json.dumps(body), headers)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


status, issued = ask("POST", "/v1/vouchers", {
    "kind": "gift", "count": 100, "amount": {"amount": 5000, "currency": "EUR"}}, "guess-issue")
assert status == 201, issued
vouchers = issued["vouchers"]
tokens = {voucher["token"] for voucher in vouchers}
typed = {voucher["typed_code"] for voucher in vouchers}
bodies = [bytes_of(voucher["token"][3:])[:-16] for voucher in vouchers]
heads = [[ALPHABET.index(sign) for sign in voucher["typed_code"].replace("-", "")[:7]]
         for voucher in vouchers]


# Ten bits at a time: spelling is what a guess costs.
PAIRS = [a + b for a in ALPHABET for b in ALPHABET]


def signs_of(number, count):
    """The lowest 5 * count bits of a number in our signs."""
    pairs = [PAIRS[number >> at & 1023] for at in range(5 * (count + count % 2) - 10, -1, -10)]
    text = "".join(pairs)
    return text[count % 2:]


def with_tag(body, tag):
    """A token of a body and a tag of 128 bits."""
    count = (8 * len(body) + 128 + 4) // 5
    spare = 5 * count - 8 * len(body) - 128
    fixed, bits = 8 * len(body) // 5, 8 * len(body) % 5
    head = body_signs(bytes(body), fixed)
    rest = (body[-1] & (1 << bits) - 1) << 128 | tag
    return "TZ1" + head + signs_of(rest << spare, count - fixed)


known = {}


def body_signs(body, count):
    if body not in known:
        if len(known) > 1_000:
            known.clear()
        known[body] = signs_of(int.from_bytes(body, "big") >> 8 * len(body) - 5 * count, count)
    return known[body]


def other_tag():
    """The body of a voucher that was issued, and chance for a tag."""
    while (text := with_tag(chance.choice(bodies), chance.getrandbits(128))) in tokens:
        pass
    return text


def other_seal():
    body = chance.choice(bodies)
    seal = chance.getrandbits(40).to_bytes(5, "big")
    return with_tag(body[:10] + seal + body[15:], chance.getrandbits(128))


def twice(value):
    return value << 1 if value < 16 else (value << 1 & 31) ^ 5


def with_check(signs):
    """The printed code of fifteen values, by Horner's rule in the field of 32 with x^5 + x^2 + 1."""
    check = 0
    for sign in signs:
        check = twice(check) ^ twice(sign)
    text = "".join(ALPHABET[sign] for sign in [*signs, check])
    return "-".join(text[at:at + 4] for at in range(0, 16, 4))


def other_typed_tag():
    while True:
        tag = chance.getrandbits(40)
        text = with_check(
            chance.choice(heads) + [tag >> 35 - 5 * index & 31 for index in range(8)])
        if text not in typed:
            return text


# The forms are right: with their own tags the same functions spell the codes that were issued.
for voucher in vouchers:
    content = bytes_of(voucher["token"][3:])
    assert with_tag(content[:-16], int.from_bytes(content[-16:], "big")) == voucher["token"]
    signs = [ALPHABET.index(sign) for sign in voucher["typed_code"].replace("-", "")]
    assert with_check(signs[:15]) == voucher["typed_code"]

# A till that has seen ten wrong tags is typed at no more, and another one is.
said = [ask("POST", "/v1/checks", {"voucher": other_typed_tag(), "till": "closed"})[1]["code"]
        for _ in range(12)]
assert said[:10] == ["tag_mismatch"] * 10 and said[10:] == ["too_many_attempts"] * 2, said
status, answer = ask("POST", "/v1/checks",
                     {"voucher": vouchers[0]["typed_code"], "till": "closed"})
assert answer["code"] == "too_many_attempts", answer


def request(path, content, name=None):
    """One request as it goes over the wire."""
    more = f"Idempotency-Key: {name}\r\n" if name else ""
    return (f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {chance.choice(keys)}\r\n{more}"
            f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n{content}"
            ).encode()


def guess(number):
    which = number % 4
    if which == 3:
        return request(
            "/v1/checks",
            f'{{"voucher":"{other_typed_tag()}","till":"till-{number // 40}"}}')
    if which == 2:
        return request(
            "/v1/redemptions",
            f'{{"voucher":"{other_tag()}","amount":{{"amount":1,"currency":"EUR"}}}}',
            f"guess-{number}")
    return request("/v1/checks", f'{{"voucher":"{other_seal() if which else other_tag()}"}}')


class Line:
    """A connection that has several requests under way."""

    def __init__(self):
        self.socket = socket.create_connection((host, int(port)), timeout=60)
        self.heard, self.at = b"", 0

    def answers(self, wanted):
        self.heard, self.at = self.heard[self.at:], 0
        for _ in range(wanted):
            end = self.find(b"\r\n\r\n", self.at)
            length = self.heard.index(b"Content-Length: ", self.at) + 16
            last = end + 4 + int(self.heard[length:self.heard.index(b"\r\n", length)])
            while len(self.heard) < last:
                self.more()
            code = self.heard.index(b'"code":"', end) + 8
            first, self.at = self.at, last
            yield (int(self.heard[first + 9:first + 12]),
                   self.heard[code:self.heard.index(b'"', code)].decode())

    def find(self, mark, start):
        while (found := self.heard.find(mark, start)) < 0:
            self.more()
        return found

    def more(self):
        piece = self.socket.recv(1 << 18)
        assert piece, "the service closed a connection"
        self.heard += piece


lines = [Line() for _ in range(4)]
answered, passed, shown = {}, 0, 0
every = max(1, min(10_000, count // 100))
genuine = [request("/v1/checks", json.dumps({"voucher": vouchers[0]["token"]})),
           request("/v1/checks", json.dumps({"voucher": vouchers[1]["typed_code"],
                                             "till": "honest"}))]
began = time.monotonic()
done, millions = 0, 0
while done < count:
    under_way = []
    for line in lines:
        pieces, kinds = [], []
        for _ in range(min(PIECE, count - done)):
            if done % every == 0:
                pieces.append(genuine[shown % 2])
                kinds.append(True)
                shown += 1
            pieces.append(guess(done))
            kinds.append(False)
            done += 1
        line.socket.sendall(b"".join(pieces))
        under_way.append((line, kinds))
    for line, kinds in under_way:
        for is_genuine, answer in zip(kinds, line.answers(len(kinds))):
            if is_genuine:
                passed += answer[0] == 200
            else:
                answered[answer] = answered.get(answer, 0) + 1
    if done // 1_000_000 > millions:
        millions = done // 1_000_000
        print(f"{done} after {time.monotonic() - began:.0f} s: {answered}, genuine {passed} of "
              f"{shown}", flush=True)
took = time.monotonic() - began

told = ", ".join(f"{status} {code} {number}" for (status, code), number in sorted(answered.items()))
print(f"{count} guesses in {took:.0f} s, {count / took:.0f}/s: {told}; "
      f"genuine {passed} of {shown}", flush=True)
assert sum(answered.values()) == count
# Precise answers are as many as the bucket of one place holds and gains; the rest has to wait.
precise = answered.pop((422, "tag_mismatch"), 0)
assert precise <= took / 6 + 2, f"{precise} precise answers in {took} s"
assert set(answered) == {(429, "too_many_wrong_codes")}, answered
assert passed == shown >= 50, f"{shown - passed} genuine codes were refused"
status, answer = ask("POST", "/v1/redemptions", {
    "voucher": vouchers[0]["token"], "amount": {"amount": 1, "currency": "EUR"}}, "guess-genuine")
assert status == 201, answer
for number, voucher in enumerate(vouchers):
    status, answer = ask("POST", "/v1/checks", {"voucher": voucher["token"]})
    assert (status, answer["balance"]["amount"]) == (200, 5000 - (number == 0)), answer
print("nothing but our own redemption was booked")
