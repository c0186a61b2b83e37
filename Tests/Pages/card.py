"""The member's card and the voucher on a telephone: ARGUMENTS are an access key for everything."""
import hashlib
import hmac
import io
import json
import time

import numpy
import zxingcpp
from PIL import Image

from desk import kept
from line import Line

LANGUAGES = ("id", "vi", "sv", "ro", "nl")
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# What the browser itself says of a line that is cut, and of a worker that cannot ask for what is new.
AWAY = ("Failed to load resource: net::ERR",)


def check(desk):
    shop = Shop(desk, desk.base, desk.arguments[0])
    line = Line(desk.base)
    desk.base = line.base
    try:
        member(desk, shop, line)
        clocks(desk, shop)
        giving(desk, shop, line)
        ends(desk, shop)
        languages(desk, shop)
    finally:
        desk.end(line)


class Shop:
    """What the office and the till do meanwhile, beside the telephone's line."""

    def __init__(self, desk, base, key):
        self._desk, self._base, self._key, self._count = desk, base, key, 0

    def ask(self, method, path, body=None, key=True):
        """Asks; gives the value of an answer, or the code of a "no"."""
        self._count += 1
        usual, self._desk.base = self._desk.base, self._base
        try:
            return self._desk.ask(method, path, body, self._key if key else None, f"shop-{self._count}")
        except AssertionError as refusal:
            return json.loads(str(refusal).split(": ", 1)[1])["code"]
        finally:
            self._desk.base = usual

    def member(self, name="Ana Maria Pop"):
        number = self.ask("POST", "/v1/members", {"name": name, "contact": "ana@example.org"})["member"]
        self.ask("POST", f"/v1/members/{number}/credits",
                 {"asset": "points", "amount": 1240, "reason": "welcome", "last_day": "2029-12-31"})
        self.ask("POST", f"/v1/members/{number}/debits", {"asset": "points", "amount": 40, "reason": "a mug"})
        return number, self.ask("POST", f"/v1/members/{number}/card-links", {})["link"]

    def voucher(self, cents=5000, **more):
        made = self.ask("POST", "/v1/vouchers", {"kind": "gift", "amount": {"amount": cents, "currency": "EUR"}, "count": 1})
        issued = made["vouchers"][0]
        return issued, self.ask("POST", f"/v1/vouchers/{issued['voucher']}/card-links", more)["link"]

    def live(self, link, seconds):
        """The live code at a time, made by other means than the page's."""
        seen = self.ask("POST", "/v1/cards", {"secret": link.split("#")[1]}, key=False)
        message = b"tessera/v1/live\0" + (int(seconds) // 30).to_bytes(8, "big")
        tag = hmac.new(bytes.fromhex(seen["live_key"]), message, hashlib.sha256).digest()
        bits = int.from_bytes(tag[:5], "big")
        return seen["token"] + "." + "".join(SIGNS[bits >> shift & 31] for shift in range(35, -1, -5))


def read(page, selector="#symbol"):
    """Reads the code off the screen, as a till's camera would."""
    page.wait_for_selector(f"{selector} svg")
    shot = Image.open(io.BytesIO(page.locator(selector).screenshot())).convert("L")
    found = zxingcpp.read_barcodes(numpy.array(shot))
    assert len(found) == 1, f"{len(found)} codes are seen"
    corners = found[0].position
    assert corners.top_right.x - corners.top_left.x > 200, "the code is small"
    return found[0].text


def member(desk, shop, line):
    number, link = shop.member()
    page = desk.open(link, expected=AWAY)
    live = read(page)
    assert page.url == f"{desk.base}/card", "the secret stays in the address"
    assert "tcl_" not in page.evaluate("() => JSON.stringify(localStorage) + document.cookie + document.referrer")
    assert page.locator("h1").inner_text() == "Hello, Ana"
    assert "Pop" not in page.inner_text("body") and "example.org" not in page.inner_text("body")
    assert "1,200" in page.inner_text("#story") and "31 Dec 2029" in page.inner_text("#story")
    assert "a mug" in page.inner_text("#story") and "as of" in page.inner_text("#story")
    assert page.locator("#symbol svg").get_attribute("aria-label").startswith("The code of this card")
    assert shop.ask("POST", "/v1/admissions", {"card": live})["entry"] == "live"
    assert shop.ask("POST", "/v1/admissions", {"card": live}) == "live_code_used"
    desk.look(page, "card-member")
    order = desk.walk(page, "card-member")
    assert "other-code" in order, order
    page.click("#other-code")
    still = read(page)
    assert "." not in still and shop.ask("POST", "/v1/checks", {"voucher": still})["kind"] == "member"
    assert page.evaluate("() => document.activeElement.id") == "other-code"
    desk.look(page, "card-static", widths=(412,))
    typed = page.locator(".typed").inner_text().split(":")[-1].strip()
    assert shop.ask("POST", "/v1/checks", {"voucher": typed})["kind"] == "member", typed

    # The service is out of reach: the card opens all the same, with a code that is good now.
    kept(page, "card")
    line.cut()
    page.reload()
    page.wait_for_selector("#pill:not([hidden])")
    assert page.inner_text("#pill") == "Offline"
    assert shop.ask("POST", "/v1/checks", {"voucher": read(page)})["kind"] == "member"
    desk.look(page, "card-offline", widths=(412,))
    for language in ("vi", "en"):
        page.evaluate("() => { document.querySelector('.menu').open = true; }")
        page.select_option("#language", language)
        page.wait_for_function(f"() => document.documentElement.lang === '{language}'")

    # Half a minute later it is another one.
    page.clock.install()
    page.reload()
    first = read(page)
    page.clock.fast_forward(30_000)
    page.wait_for_timeout(200)
    second = read(page)
    assert first != second and first.split(".")[0] == second.split(".")[0]
    there = page.evaluate("() => Date.now()") / 1000
    assert second in (shop.live(link, there), shop.live(link, there - 2), shop.live(link, there + 2)), "another code than the book makes"
    page.clock.fast_forward(14 * 3_600_000)
    page.wait_for_selector(".note.less")
    assert "14 hours" in page.inner_text(".note.less")
    desk.look(page, "card-old", widths=(412,))

    # And as soon as it is back, so is what changed meanwhile.
    shop.ask("POST", f"/v1/members/{number}/credits", {"asset": "points", "amount": 34, "reason": "cake"})
    line.mend()
    page.reload()
    page.wait_for_selector("#pill", state="hidden")
    page.wait_for_function("() => document.getElementById('story').innerText.includes('1,234')")
    page.close()


def clocks(desk, shop):
    """A telephone whose clock is wrong shows a good code all the same, and says so."""
    _, link = shop.member()
    page = desk.open("/card")
    page.clock.install(time=time.time() - 420)
    page.goto(desk.base + link)
    page.reload()
    page.wait_for_selector(".note")
    assert "7 minutes behind" in page.inner_text(".note"), page.inner_text(".note")
    assert shop.ask("POST", "/v1/admissions", {"card": read(page)})["entry"] == "live"
    desk.look(page, "card-clock", widths=(412,))
    page.close()


def giving(desk, shop, line):
    issued, link = shop.voucher()
    shop.ask("POST", "/v1/redemptions", {"voucher": issued["token"], "amount": {"amount": 1200, "currency": "EUR"}})
    giver = desk.open(link, expected=AWAY)
    assert read(giver) == issued["token"]
    assert giver.inner_text("#worth") == "€38.00"
    desk.look(giver, "card-gift")
    giver.click("#give")
    giver.fill("#give-words", "Happy birthday, dear Ion!")
    desk.look(giver, "card-give", widths=(320, 412))
    # The answer is lost: nothing is given twice.
    line.cut()
    giver.click("#give-sure")
    giver.wait_for_function("() => document.querySelector('dialog .wrong').textContent !== ''")
    desk.look(giver, "card-give-away", widths=(412,))
    line.mend()
    giver.click("#give-sure")
    giver.wait_for_selector("#given")
    desk.look(giver, "card-given", widths=(320, 412))
    given = giver.inner_text("#given-link")
    assert given.startswith(f"{desk.base}/card#tcl_"), given
    giver.reload()
    assert giver.inner_text("#given-link") == given, "the link is lost with the page"
    assert shop.ask("POST", "/v1/checks", {"voucher": issued["token"]}) == "revoked"

    page = desk.open(given.removeprefix(desk.base))
    page.wait_for_selector("#own")
    assert "Happy birthday, dear Ion!" in page.inner_text("#notes")
    passing = read(page)
    desk.look(page, "card-present", widths=(320, 412))
    page.click("#own")
    page.wait_for_selector(".note.yes")
    own = read(page)
    desk.look(page, "card-own", widths=(412,))
    assert shop.ask("POST", "/v1/checks", {"voucher": passing}) == "revoked"
    assert shop.ask("POST", "/v1/checks", {"voucher": own})["balance"]["amount"] == 3800
    page.reload()
    assert read(page) == own

    # Neither the giver's first link nor the one that was sent opens anything.
    for old in (link, given.removeprefix(desk.base)):
        late = desk.open(old)
        late.wait_for_selector("#link")
        assert late.inner_text("h1") == "This link opens no card any more"
        late.close()
    shop.ask("POST", "/v1/redemptions", {"voucher": own, "all": True})
    page.reload()
    page.wait_for_selector(".stopped")
    assert page.inner_text(".stopped h2") == "Used up"
    desk.look(page, "card-used", widths=(412,))


def ends(desk, shop):
    """A link that is ended, and a member who is erased, while the card is on the screen."""
    for end in ("ended", "erased"):
        number, link = shop.member()
        page = desk.open(link)
        read(page)
        if end == "ended":
            shop.ask("DELETE", f"/v1/members/{number}/card-links")
        else:
            shop.ask("POST", f"/v1/members/{number}/erasure", {"reason": "asked"})
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        page.wait_for_selector("#link")
        assert page.locator("#symbol").count() == 0
        page.reload()
        page.wait_for_selector("#link")
        assert page.inner_text("h1") == "No card here yet", "what has ended is still kept"
        page.close()
    page = desk.open("/card")
    page.fill("#link", "https://elsewhere.example/")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.getElementById('link-wrong').textContent !== ''")
    desk.look(page, "card-none", widths=(320, 412))
    _, link = shop.member()
    page.fill("#link", desk.base + link)
    page.keyboard.press("Enter")
    read(page)
    # Several cards in one browser, and one that is removed from it.
    _, other = shop.voucher(message="For you")
    page.goto(desk.base + "/")
    page.goto(desk.base + other)
    page.wait_for_selector("#own")
    page.evaluate("() => { document.querySelector('.menu').open = true; }")
    assert page.locator("#which option").count() == 2
    desk.look(page, "card-menu", widths=(320, 412))
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("#forget")
    page.wait_for_selector("#other-code")
    assert page.locator("#which").count() == 0


def languages(desk, shop):
    _, link = shop.member()
    for language in LANGUAGES:
        page = desk.open(link, width=320, language=language)
        read(page)
        desk.look(page, f"card-{language}", widths=(320,))
        page.close()
