#!/usr/bin/env python3
"""Asks a service for everything a shop asks all day, from 64 connections, and kills it in the middle.

    http-soak.py PROGRAMS [--seconds 600] [--ledger postgres://…] [--callers 64] [--in FOLDER]

PROGRAMS is the folder with tessera and tessera-server. A demo shop is made in a folder of its own,
below FOLDER if one is named. Every caller checks, issues, redeems, puts back, records purchases and
reads lists; who gets no answer sends the same request under the same name until there is one. Half
way the service is killed with SIGKILL and started again.

At the end: no answer was an error; what was answered before the kill is answered again as it was;
every card holds in the book what its answers add up to; the book is sound; and the memory of the
service did not grow. Ends with 0 if all of that holds.
"""
import argparse
import http.client
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

PROGRAMME = """\
programme: soak
assets:
  points: {}
campaigns:
  points:
    number: 1
    title: One point per euro
    terms: One point for each whole euro paid.
    rules:
      - id: earn
        on: purchase
        if: member
        then:
          - { credit: points, units: 1, per: 1.00, of: basket paid }
"""
SCOPES = "check,redeem,reverse,issue,members,events"
FACE = 10_000

parser = argparse.ArgumentParser()
parser.add_argument("programs")
parser.add_argument("--seconds", type=float, default=600)
parser.add_argument("--ledger")
parser.add_argument("--callers", type=int, default=64)
parser.add_argument("--in", dest="parent")
wanted = parser.parse_args()
programs = os.path.abspath(wanted.programs)
folder = tempfile.mkdtemp(prefix="tessera-soak.", dir=wanted.parent)
data = os.path.join(folder, "data")
log = open(os.path.join(folder, "log"), "ab")


def euros(cents):
    return {"amount": cents, "currency": "EUR"}


def tessera(*words):
    said = subprocess.run(
        [os.path.join(programs, "tessera"), *words, "--data", data], capture_output=True, text=True)
    if said.returncode:
        sys.exit(f"tessera {words[0]} {words[1]}: {said.stdout}{said.stderr}")
    return said.stdout


class Service:
    """The service, where it listens and how much memory it holds."""

    def __init__(self):
        self.lives = []
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [os.path.join(programs, "tessera-server"), "--data", data, "--port", "0",
             "--requests-per-minute", "60000"], stderr=log, stdin=subprocess.DEVNULL)
        while True:
            with open(log.name, "rb") as said:
                ready = [line for line in said if b'"message":"ready"' in line]
            if ready:
                break
            if self.process.poll() is not None:
                sys.exit("the service did not come up: " + open(log.name).read()[-2000:])
            time.sleep(0.02)
        # Read and not kept: what is logged in ten minutes is larger than the book.
        self.place = f"127.0.0.1:{json.loads(ready[-1])['port']}"
        self.lives.append([])

    def kill(self, how):
        self.process.send_signal(how)
        status = self.process.wait(timeout=60)
        os.truncate(log.name, 0)
        return status

    def memory(self):
        """What it holds now, in MiB."""
        try:
            with open(f"/proc/{self.process.pid}/status") as status:
                for line in status:
                    if line.startswith("VmRSS"):
                        return int(line.split()[1]) / 1024
        except OSError:
            pass
        return 0


class Tally:
    """What was asked, how long it took, and what went wrong."""

    def __init__(self):
        self.lock = threading.Lock()
        self.took = {}
        self.wrong = []

    def add(self, what, seconds):
        with self.lock:
            self.took.setdefault(what, []).append(seconds)

    def fail(self, text):
        with self.lock:
            self.wrong.append(text)

    def count(self):
        with self.lock:
            return sum(map(len, self.took.values()))


class Caller(threading.Thread):
    """A till: a connection, a member, and the cards that it sold."""

    def __init__(self, number):
        super().__init__()
        self.number, self.turn, self.connection = number, 0, None
        self.chance = random.Random(number)
        self.key = keys[number % len(keys)]
        self.cards = []         # [voucher, token, what is left]
        self.taken = []         # redemptions that may be put back: (id, card, cents)
        self.answered = []      # the last redemptions before the kill: (name, body, text)
        self.member, self.purchases = None, 0

    def ask(self, what, method, path, body=None, name=None, wanted=(200,)):
        text = None if body is None else json.dumps(body)
        headers = {"Authorization": "Bearer " + self.key, "Content-Type": "application/json"}
        if name:
            headers["Idempotency-Key"] = name
        began, patience = time.monotonic(), time.monotonic() + 60
        while True:
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection(service.place, timeout=30)
                self.connection.request(method, path, text, headers)
                answer = self.connection.getresponse()
                said = answer.read().decode()
                break
            except (OSError, http.client.HTTPException) as error:
                self.connection = None
                if time.monotonic() > patience:
                    raise SystemExit(tally.fail(f"{what}: no answer: {error!r}"))
                time.sleep(0.05)
        tally.add(what, time.monotonic() - began)
        if answer.status not in wanted:
            tally.fail(f"{what} {name or path}: {answer.status} {said[:300]}")
            return None, said
        return json.loads(said), said

    def name(self):
        self.turn += 1
        return f"soak-{self.number}-{self.turn}"

    def issue(self):
        answer, _ = self.ask(
            "issue", "POST", "/v1/vouchers", {"kind": "gift", "amount": euros(FACE)}, self.name(),
            (201,))
        if answer:
            card = answer["vouchers"][0]
            self.cards.append([card["voucher"], card["token"], FACE])

    def check(self):
        card = self.chance.choice(self.cards)
        # A card that is used up is refused, and has to be.
        answer, said = self.ask(
            "check", "POST", "/v1/checks", {"voucher": card[1]},
            wanted=(200,) if card[2] else (409,))
        if answer and (
                answer["balance"]["amount"] != card[2] if card[2]
                else answer["code"] != "already_redeemed"):
            tally.fail(f"{card[0]} holds {said}, not {card[2]}")

    def redeem(self):
        card = self.cards[-1]
        cents = min(card[2], self.chance.randint(1, 200))
        name, body = self.name(), {"voucher": card[1], "amount": euros(cents)}
        answer, said = self.ask("redeem", "POST", "/v1/redemptions", body, name, (201,))
        if answer:
            card[2] -= cents
            self.taken = self.taken[-19:] + [(answer["redemption"], card, cents)]
            self.answered = self.answered[-99:] + [(name, body, said)]
            if card[2] == 0:
                self.issue()

    def put_back(self):
        if not self.taken:
            return
        redemption, card, cents = self.taken.pop(self.chance.randrange(len(self.taken)))
        answer, _ = self.ask(
            "reverse", "POST", f"/v1/redemptions/{redemption}/reversals",
            {"reason": "wrong article"}, self.name(), (201,))
        if answer:
            card[2] += cents

    def purchase(self):
        # Every twentieth purchase somebody new stands at the till.
        self.purchases += 1
        if self.purchases % 20 == 1:
            answer, _ = self.ask(
                "enrol", "POST", "/v1/members", {"name": f"Member {self.number}"}, self.name(),
                (201,))
            self.member = answer["token"] if answer else None
        if self.member is None:
            return
        lines = [{"item": "coffee", "category": "drinks", "price": euros(350)},
                 {"item": "beans", "category": "beans", "price": euros(1_290)}]
        self.ask(
            "event", "POST", "/v1/events",
            {"event": "purchase", "member": self.member, "basket": {"lines": lines}}, self.name(),
            (201,))

    def look(self):
        voucher = self.chance.choice(self.cards)[0]
        self.ask("list", "GET", self.chance.choice([
            f"/v1/vouchers/{voucher}", "/v1/batches?limit=20", "/v1/members?limit=20",
            "/v1/events?limit=20"]))

    def run(self):
        self.issue()
        deeds = [self.check] * 40 + [self.redeem] * 30 + [self.put_back] * 5 \
            + [self.issue] * 2 + [self.purchase] * 15 + [self.look] * 8
        while time.monotonic() < end and len(tally.wrong) < 20:
            self.chance.choice(deeds)()

    def ask_again(self):
        """Whether what was answered last is answered again to the letter."""
        for name, body, first in self.answered:
            _, said = self.ask("again", "POST", "/v1/redemptions", body, name, (201,))
            if said != first:
                tally.fail(f"{name} is now {said}, and was {first}")

    def compare(self):
        """Whether the book has of every card what its answers add up to."""
        for voucher, _, left in self.cards:
            answer, said = self.ask("compare", "GET", f"/v1/vouchers/{voucher}")
            if answer and answer["balance"]["amount"] != left:
                tally.fail(f"{voucher} holds {said[:200]}, not {left}")


def all_of(what):
    threads = [threading.Thread(target=getattr(caller, what)) for caller in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


try:
    tessera("init", "--demo", *(["--ledger", wanted.ledger] if wanted.ledger else []))
    with open(os.path.join(folder, "soak.yaml"), "w") as programme:
        programme.write(PROGRAMME)
    tessera("campaign", "publish", programme.name)
    # As many keys as tills of eight shops would have: one key may not ask for all of it.
    keys = [
        json.loads(tessera("access", "add", "--name", f"soak-{n}", "--scope", SCOPES, "--json"))["secret"]
        for n in range(8)]
    service, tally = Service(), Tally()
    began = time.monotonic()
    end, middle = began + wanted.seconds, began + wanted.seconds / 2
    callers = [Caller(number) for number in range(wanted.callers)]
    for caller in callers:
        caller.start()
    next_line, known, was_killed = began, 0, False
    while any(caller.is_alive() for caller in callers):
        time.sleep(min(1, wanted.seconds / 60))
        now = time.monotonic()
        if not was_killed and now > middle:
            service.kill(signal.SIGKILL)
            kept = {caller.number: list(caller.answered) for caller in callers}
            service.start()
            was_killed = True
            print(f"{now - began:6.0f} s  killed, and started again", flush=True)
        service.lives[-1].append(service.memory())
        if now > next_line:
            count = tally.count()
            print(f"{now - began:6.0f} s  {count:8} answers  {service.lives[-1][-1]:6.1f} MiB  "
                  f"{len(tally.wrong)} wrong", flush=True)
            next_line += max(1, wanted.seconds / 20)
    took = time.monotonic() - began
    count = tally.count()
    for caller in callers:
        caller.answered = kept.get(caller.number, []) + caller.answered
    all_of("ask_again")
    all_of("compare")
    if service.kill(signal.SIGTERM) != 0:
        tally.fail("SIGTERM did not end it well")
    verified = tessera("ledger", "verify")
    print(verified.strip())
    print(f"{count} answers in {took:.0f} s, {count / took:.0f} a second")
    for what, found in sorted(tally.took.items()):
        found.sort()
        half, most = (found[int(part * (len(found) - 1))] * 1e3 for part in (0.5, 0.99))
        print(f"  {what:8} {len(found):8}  half within {half:.1f} ms, 99 % within {most:.1f} ms")
    for number, life in enumerate(service.lives):
        # What is loaded and cached at first is no growth.
        early, late = max(life[:len(life) // 3] or [0]), max(life[-len(life) // 3:] or [0])
        print(f"  life {number + 1}: {early:.1f} MiB at most in its first third, {late:.1f} in its last")
        if late > early * 1.2 + 8:
            tally.fail(f"memory grew from {early:.1f} to {late:.1f} MiB")
    for line in tally.wrong[:20]:
        print("wrong:", line)
    print(f"{len(tally.wrong)} wrong")
    sys.exit(1 if tally.wrong else 0)
finally:
    if "service" in globals() and service.process.poll() is None:
        service.process.kill()
    shutil.rmtree(folder, ignore_errors=True)
