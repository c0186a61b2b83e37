"""What the checks of the cashier's page share: a signed-in page, vouchers, and hands that scan."""
import itertools

EURO = "EUR"
_numbers = itertools.count(1)


class Till:
    """A cashier's page with `ana-7` signed in, and a key that issues what is scanned there."""

    def __init__(self, desk, password, key):
        self.desk, self.key = desk, key
        self.cookie = desk.session("ana-7", password)

    def open(self, **more):
        page = self.desk.open("/cashier", session=self.cookie, **more)
        page.wait_for_selector("#result[data-word=ready]")
        return page

    def issue(self, **wish):
        """Issues one voucher; gives what the service says of it."""
        name = f"check-{next(_numbers)}-{id(self)}"
        return self.desk.ask("POST", "/v1/vouchers", {"count": 1, **wish}, self.key, name)["vouchers"][0]

    def gift(self, cents):
        return self.issue(kind="gift", amount={"amount": cents, "currency": EURO})

    def coffee(self, uses=1):
        return self.issue(kind="entitlement", campaign=9, uses=uses, terms="One coffee.")

    def story(self, voucher):
        return self.desk.ask("GET", f"/v1/vouchers/{voucher}", key=self.key)["story"]

    def redemptions(self, voucher):
        return sum(line["event"] == "redeemed" for line in self.story(voucher))


SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def with_key(token, key):
    """The same token as if a key of another number had made it."""
    bits = "".join(f"{SIGNS.index(sign):05b}" for sign in token[3:])
    bits = bits[:8] + f"{key:016b}" + bits[24:]
    return token[:3] + "".join(SIGNS[int(bits[at:at + 5], 2)] for at in range(0, len(bits), 5))


def us_keys(text):
    """What a hand scanner presses for a text: places of keys on a US keyboard, with shift."""
    for sign in text:
        if sign.isalpha():
            yield f"Key{sign.upper()}", sign.isupper()
        elif sign.isdigit():
            yield f"Digit{sign}", False
        else:
            plain = {"-": ("Minus", False), ":": ("Semicolon", True), "/": ("Slash", False), ".": ("Period", False)}
            yield plain[sign]


# What hosts of other layouts make of the places where theirs differ: (plain, with shift).
LAYOUTS = {
    "us": {},
    "azerty": {"KeyQ": "aA", "KeyA": "qQ", "KeyW": "zZ", "KeyZ": "wW", "KeyM": ",?", "Semicolon": "mM"}
    | {f"Digit{digit}": plain + str(digit) for digit, plain in enumerate("àé&\"'(-è_ç")},
    "qwertz": {"KeyY": "zZ", "KeyZ": "yY", "Minus": "ß?", "Semicolon": "öÖ", "Slash": "-_"},
}


def scan(page, text, layout="us", end="Enter", gap=2):
    """A hand scanner, as the page sees it: places of keys, and what this host's layout makes of them."""
    made = LAYOUTS[layout]
    keys = []
    for code, shift in us_keys(text):
        if code in made:
            key = made[code][1 if shift else 0]
        elif code.startswith("Key"):
            key = code[3] if shift else code[3].lower()
        else:
            key = code[5:] if code.startswith("Digit") else "-"
        keys.append([code, key, shift])
    # On a machine that has much to do a scanner's pause can become as long as the one between two.
    pause = page.evaluate(
        """async ([keys, end, gap]) => {
          let [last, pause] = [performance.now(), 0];
          const press = (code, key, shiftKey) => (document.activeElement ?? document.body).dispatchEvent(
            new KeyboardEvent("keydown", { code, key, shiftKey, bubbles: true, cancelable: true }));
          for (const [code, key, shift] of keys) {
            press(code, key, shift);
            pause = Math.max(pause, performance.now() - last);
            last = performance.now();
            const until = performance.now() + gap;
            while (performance.now() < until) { /* as a scanner waits */ }
          }
          press(end, end, false);
          return pause;
        }""", [keys, end, gap])
    if pause > 250:
        page.wait_for_timeout(2500)
        scan(page, text, layout, end, gap)


def word(page, wanted, timeout=60_000):
    """Waits until the answer is a word."""
    try:
        page.wait_for_selector(f"#result[data-word={wanted}]", timeout=timeout)
    except Exception as error:
        raise AssertionError(f"wanted {wanted}: {page.locator('#result').inner_text()}") from error
    return page.locator("#result").inner_text()
