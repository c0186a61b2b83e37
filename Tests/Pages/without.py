"""A paired till while nobody answers: it looks, takes, puts back, is loaded anew, and tells the book.

ARGUMENTS: the password of all, an access key for everything. Tills at harbour take 50 euro of one
card without a network, 90 a day, and 6 uses.
"""
import time

from desk import kept
from line import Line
from till import Till, scan, word

# What the browser says of a line that is cut, and of a worker that cannot ask for what is new.
AWAY = ("Failed to load resource: net::ERR", "Failed to load resource: the server responded with a status of 5")


class Beside:
    """The service itself, whatever becomes of the till's line to it."""

    def __init__(self, desk):
        self._desk, self._base = desk, desk.base

    def __getattr__(self, name):
        return getattr(self._desk, name)

    def ask(self, *arguments, **more):
        usual, self._desk.base = self._desk.base, self._base
        try:
            return self._desk.ask(*arguments, **more)
        finally:
            self._desk.base = usual


def check(desk):
    password, key = desk.arguments
    till = Till(Beside(desk), password, key)
    line = Line(desk.base)
    desk.base = line.base
    try:
        Day(desk, till, line).work()
    finally:
        desk.end(line)


class Day:
    def __init__(self, desk, till, line):
        self.desk, self.till, self.line = desk, till, line
        self.coffees = {name: till.coffee(uses) for name, uses in {
            "before": 1, "just": 1, "lost": 1, "first": 1, "again": 1, "both": 1, "more": 3, "waits": 1}.items()}
        self.card = till.gift(8000)
        self.unpaid = till.gift(3000)
        self.tenth = till.issue(kind="discount", campaign=7, percent=1000)

    def work(self):
        self.unpaired()
        self.page = self.till.open(expected=AWAY)
        self.pair()
        self.before()
        self.lose()
        self.take()
        self.refuse()
        self.reload()
        self.tell()

    def unpaired(self):
        """Nobody's till opens without the service as well, and waits for it."""
        page = self.till.open(expected=AWAY)
        kept(page, "cashier")
        self.line.cut()
        page.reload()
        page.wait_for_selector("#result[data-word=ready]")
        scan(page, self.coffees["waits"]["token"])
        assert "asked again by itself" in word(page, "waiting")
        page.click("[data-tab=sell]")
        scan(page, self.unpaid["token"])
        assert "Selling and topping up need the network." in word(page, "network")
        page.click("[data-tab=take]")
        scan(page, self.coffees["waits"]["token"])
        word(page, "waiting")
        self.line.mend()
        word(page, "accepted")
        assert self.takings(self.coffees["waits"]) == 1
        page.context.close()

    def scan(self, name):
        scan(self.page, self.coffees[name]["token"])

    def pill(self, *parts):
        """Waits until the pill says some parts, and nothing else between them."""
        self.page.wait_for_function(
            """(parts) => {
              const said = document.getElementById("pill").textContent.split(" · ");
              return said.length === parts.length && parts.every((part, i) => said[i].startsWith(part));
            }""", arg=list(parts), timeout=60_000)

    def pair(self):
        """The menu offers it; a text that is no pairing is refused, and the right one is kept nowhere."""
        page = self.page
        page.click(".menu summary")
        page.click("#pairing-box summary")
        self.desk.look(page, "cashier-pairing", widths=(320, 412))
        # The menu is in sight on the smallest screen, too.
        page.set_viewport_size({"width": 320, "height": 880})
        assert page.locator(".menu > div").bounding_box()["x"] >= 0
        page.set_viewport_size({"width": 412, "height": 880})
        page.fill("#pairing", "TZPAIR:0000")
        page.click("#pair form button")
        page.wait_for_function("() => document.getElementById('pairing-wrong').textContent !== ''")
        pairing = self.till.desk.ask(
            "POST", "/v1/devices", {"device": "till-9", "at": "harbour"}, self.till.key, "pair-9")["pairing"]
        # A hand scanner brings it, with the menu open or not.
        scan(page, pairing)
        assert "TZPAIR" not in page.locator("body").inner_text()
        page.wait_for_function("() => document.getElementById('pair').innerText.includes('Number')")
        assert page.locator("#till").input_value() == "till-9" and page.locator("#till").is_disabled()
        self.desk.look(page, "cashier-paired", widths=(412,))
        page.click(".menu summary")
        self.pill("Online")
        # From here on the page opens without the service.
        kept(page, "cashier")

    def before(self):
        """What the book took just now, the till knows as well, whatever its kit says."""
        for name in ("before", "just"):
            self.scan(name)
            word(self.page, "accepted")
            self.page.evaluate("() => { document.getElementById('result').dataset.word = ''; }")

    def lose(self):
        """A request is under way when the network goes: it waits, and is not taken a second time."""
        page = self.page

        def lose(route):
            route.fetch()
            self.line.cut()
            route.abort()

        page.route("**/v1/redemptions", lose, times=1)
        self.scan("lost")
        assert "counts once" in word(page, "waiting")
        self.pill("Offline", "1 waiting", "as of ")
        page.evaluate("() => { document.getElementById('result').dataset.word = ''; }")
        self.scan("lost")
        assert "counts once" in word(page, "waiting")
        self.scan("just")
        assert word(page, "used").split("\n\n")[1].startswith("That was this till ")

    def take(self):
        page = self.page
        self.scan("first")
        said = word(page, "accepted")
        assert "Taken without the network. Not yet checked against the book." in said, said
        self.pill("Offline", "2 waiting", "as of ")
        standing = page.locator("#standing").inner_text()
        assert standing.startswith("No network. This till takes vouchers by what it knows, until "), standing
        assert "Left today: €90.00, at most €50.00 of one card." in standing, standing
        assert "5 other vouchers left today." in standing, standing
        self.desk.look(page, "without-accepted")
        page.wait_for_timeout(2100)
        self.scan("first")
        assert "That was this till" in word(page, "used")
        # A gift card: as much as the kit allows, back again within the minute, and once more.
        scan(page, self.card["token"])
        said = word(page, "card")
        assert "€80.00" in said and "At most €50.00 of it can be taken here." in said, said
        self.desk.look(page, "without-card", widths=(412,))
        page.fill("#amount", "50.01")
        page.keyboard.press("Enter")
        said = word(page, "limit")
        assert "Without the network at most €50.00 of one card." in said, said
        self.desk.look(page, "without-limit")
        scan(page, self.card["token"])
        word(page, "card")
        page.click("#all")
        said = word(page, "accepted")
        assert "€50.00" in said and "€30.00" in said, said
        page.click("#undo")
        assert "on the voucher again" in word(page, "undone")
        self.desk.look(page, "without-undone", widths=(412,))
        # A discount of the price.
        page.fill("#due", "20.00")
        scan(page, self.tenth["token"])
        said = word(page, "accepted")
        assert "€2.00" in said and "Left to pay: €18.00" in said, said
        page.click("#next")
        # What is due takes its part.
        page.fill("#due", "12.50")
        scan(page, self.card["token"])
        said = word(page, "accepted")
        assert "€12.50" in said and "€67.50" in said and "Paid in full" in said, said
        page.click("#next")

    def refuse(self):
        """What needs the book says so at once."""
        page, token = self.page, self.coffees["again"]["token"]
        scan(page, token[:-3] + ("0" if token[-3] != "0" else "1") + token[-2:])
        word(page, "not_genuine")
        page.fill("#code", self.coffees["again"]["typed_code"])
        page.keyboard.press("Enter")
        assert "A typed code needs the network" in word(page, "network")
        self.desk.look(page, "without-network")
        page.check("#collect")
        scan(page, self.unpaid["token"])
        assert "Several together need the network." in word(page, "network")
        page.uncheck("#collect")
        page.click("[data-tab=sell]")
        scan(page, self.unpaid["token"])
        assert "Selling and topping up need the network." in word(page, "network")
        page.click("[data-tab=today]")
        rows = page.locator("#day .rows li").all_inner_texts()
        assert sum("Not yet checked against the book." in row for row in rows) == 4, rows
        assert any("Not taken" not in row and self.card["token"][-4:] in row for row in rows), rows
        self.desk.look(page, "without-today")
        page.locator("#day li", has_text="€12.50").locator("button").click()
        page.fill("#reason", "wrong article")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelector('#day .wrong').textContent.includes('needs the network')")
        page.click("[data-tab=take]")

    def reload(self):
        """Loaded anew with the service away, everything is as it was."""
        page = self.page
        page.reload()
        page.wait_for_selector("#result[data-word=ready]")
        self.pill("Offline", "6 waiting", "as of ")
        assert page.evaluate("() => document.getElementById('who').textContent") == "ana-7"
        assert page.locator("#masthead .brand").inner_text() != ""
        self.scan("first")
        assert "Already used" in word(page, "used")
        for name in ("again", "both", "more"):
            page.evaluate("() => { document.getElementById('result').dataset.word = ''; }")
            self.scan(name)
            word(page, "accepted")
        # All languages are kept with the page.
        for language in ("sv", "en"):
            page.click(".menu summary")
            page.select_option("#language", language)
            page.wait_for_function(f"() => document.documentElement.lang === '{language}'")

    def tell(self):
        """The network is back: everything is told by itself, each thing once, and a conflict is shown."""
        page = self.page
        both = self.coffees["both"]
        self.till.desk.ask("POST", "/v1/redemptions", {
            "voucher": both["token"], "uses": 1, "shop": "harbour", "till": "till-2"}, self.till.key, "elsewhere")
        self.line.mend()
        self.pill("Online")
        page.wait_for_selector("#conflicts li")
        page.wait_for_function("() => document.getElementById('conflicts').innerText.includes('Used: ')")
        said = page.locator("#conflicts").inner_text()
        assert "1 voucher was not covered" in said, said
        assert "till-9, by ana-7" in said and "It had been used elsewhere meanwhile." in said, said
        assert "till-2" in said, said
        self.desk.look(page, "without-conflict")
        page.click("#seen")
        page.wait_for_selector("#conflicts", state="hidden")
        for name, count in {"before": 1, "just": 1, "lost": 1, "first": 1, "again": 1, "more": 1}.items():
            assert self.takings(self.coffees[name]) == count, (name, self.till.story(self.coffees[name]["voucher"]))
        assert self.till.story(self.card["voucher"])[-1]["balance"] == 6750
        page.click("[data-tab=today]")
        rows = page.locator("#day .rows li").all_inner_texts()
        assert not any("Not yet checked" in row for row in rows), rows
        assert any("€50.00" in row and "Checked with the issuer: put back." in row for row in rows), rows
        assert any(self.coffees["lost"]["token"][-4:] in row for row in rows), rows
        self.desk.look(page, "without-told", widths=(412, 1280))
        # Online again: the same card is one balance for both.
        page.click("[data-tab=take]")
        scan(page, self.card["token"])
        assert "€67.50" in word(page, "card")

    def takings(self, card):
        return sum(line["event"] in ("redeemed", "claimed") for line in self.till.story(card["voucher"]))
