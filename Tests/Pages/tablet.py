"""What the checks of the partner's page share: a partner with a tablet, vouchers, and the book."""
import datetime
import itertools

_numbers = itertools.count(1)
# What the browser itself says of a line that is cut.
AWAY = ("Failed to load resource: net::ERR",)


def euro(cents):
    return {"amount": cents, "currency": "EUR"}


def day(after):
    """The text of a day that is so many days after today."""
    return (datetime.date.today() + datetime.timedelta(after)).isoformat()


class Cafe:
    """A partner, admitted with a key for everything; asked beside the tablet's own line."""

    def __init__(self, desk, base, key, name="cafe-luna", **agreement):
        self._desk, self._base, self.key, self.name = desk, base, key, name
        self.ask("POST", "/v1/partners", {"partner": name, "name": "Café Luna", "agreement": {
            "fee_basis_points": 250, "discount_share_basis_points": 5000, "use_price": euro(150),
            "offline_per_voucher": euro(5000), "offline_per_day": euro(20000), "offline_uses": 20,
            **agreement}})

        self._online = self.ask("POST", "/v1/access-keys", {
            "name": f"{name} online", "scopes": ["check", "redeem"], "acceptor": name})["secret"]

    def ask(self, method, path, body=None, key=None):
        usual, self._desk.base = self._desk.base, self._base
        try:
            name = f"tablet-{next(_numbers)}-{id(self)}"
            return self._desk.ask(method, path, body, key or self.key, name)
        finally:
            self._desk.base = usual

    def pairing(self, device="tablet-1"):
        """The text of a pairing code; each makes the one before an earlier pairing."""
        return self.ask("POST", "/v1/devices", {"device": device, "at": self.name})["pairing"]

    def issue(self, **wish):
        wish = {"count": 1, "for": self.name, **wish}
        return self.ask("POST", "/v1/vouchers", wish)["vouchers"][0]

    def gift(self, cents, **more):
        return self.issue(kind="gift", amount=euro(cents), **more)

    def coffee(self, uses=1, **more):
        return self.issue(kind="entitlement", campaign=9, uses=uses, terms="One coffee.", **more)

    def use(self, voucher, **demand):
        """Uses one at another till of the partner, which asks the book."""
        body = {"voucher": voucher["token"], **demand}
        return self.ask("POST", "/v1/redemptions", body, self._online)

    def story(self, voucher):
        return self.ask("GET", f"/v1/vouchers/{voucher['voucher']}")["story"]

    def taken(self, voucher):
        """How often the book has it as taken."""
        return sum(line["event"] in ("redeemed", "claimed") and line.get("paid", 1) > 0 for line in self.story(voucher))


def pair(page, text):
    """Pairs by the text, as somebody would paste it; waits until there is a kit."""
    page.fill("#pairing", text)
    page.click("#first button")
    page.wait_for_selector("#standing .until")
    page.wait_for_function(
        "() => document.getElementById('standing').innerText.includes('Valid until')")


def show(page, part):
    """Opens a part of the page; the device's own stands in the menu."""
    if part == "device":
        page.click(".menu summary")
    page.click(f"#tab-{part}")


def pill(page, text):
    """Waits for what the head says."""
    page.wait_for_function(
        f"() => document.getElementById('pill').textContent === {text!r}", timeout=90_000)


def said(page, text, place="result"):
    """Waits until a place says something."""
    page.wait_for_function(
        f"() => document.getElementById({place!r}).innerText.includes({text!r})", timeout=90_000)
