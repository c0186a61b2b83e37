"""The partner's page without a network, with two tabs, and what the book says afterwards.

ARGUMENTS: an access key for everything.
"""
import json

from desk import kept
from line import Line
from tablet import AWAY, Cafe, day, euro, pair, pill, said, show
from till import scan, word

HOUR = 3_600_000


def check(desk):
    key = desk.arguments[0]
    cafe = Cafe(desk, desk.base, key)
    line = Line(desk.base)
    desk.base = line.base
    try:
        page = days(desk, cafe, line)
        conflict(desk, cafe, line, page)
        tabs(desk, cafe, page)
        settlement(desk, cafe, page)
        late(desk, cafe, line)
    finally:
        desk.end(line)


def days(desk, cafe, line):
    """Sold with and without the network; what was meant once is in the book once."""
    cards = [cafe.gift(5000), cafe.gift(3000), cafe.gift(2000)]
    coffee, other = cafe.coffee(), cafe.coffee()
    page = desk.open("/partner", expected=AWAY)
    pair(page, cafe.pairing())
    pill(page, "Online")
    scan(page, coffee["token"])
    word(page, "accepted")
    said(page, "Checked with the issuer: paid.")
    kept(page, "partner")
    line.cut()
    page.reload()
    word(page, "ready")
    pill(page, "Offline")
    # The page knows of what it took, and that it cannot know more.
    scan(page, coffee["token"])
    assert "it counted" in word(page, "used") or "cafe-luna" in page.inner_text("#result")
    scan(page, other["token"])
    assert "Not yet checked against other shops." in word(page, "accepted")
    pill(page, "Offline · 1 waiting")
    desk.look(page, "partner-offline")
    for card, amount in zip(cards, ("12.50", "30", "5")):
        scan(page, card["token"])
        word(page, "card")
        page.fill("#amount", amount)
        page.keyboard.press("Enter")
        word(page, "accepted")
    page.click("#undo")
    word(page, "undone")
    pill(page, "Offline · 5 waiting")
    # A reload in between forgets nothing.
    page.reload()
    word(page, "ready")
    scan(page, other["token"])
    word(page, "used")
    scan(page, cards[0]["token"])
    assert "€37.50" in word(page, "card")
    desk.look(page, "partner-offline-card", widths=(412,))
    assert "€157.50" in page.inner_text("#standing"), page.inner_text("#standing")
    show(page, "day")
    said(page, "Not yet checked", "day")
    desk.look(page, "partner-offline-day", widths=(320, 412, 1280))
    show(page, "device")
    page.click("#forget")
    page.click("#forget-yes")
    said(page, "5 entries were not sent yet", "pairing-wrong")
    desk.look(page, "partner-unsent", widths=(412,))
    show(page, "take")
    assert all(cafe.taken(voucher) == 0 for voucher in [*cards, other])
    line.mend()
    pill(page, "Online")
    assert [cafe.taken(card) for card in cards[:2]] == [1, 1]
    assert cafe.taken(other) == 1
    # What was put back is as if it had not been.
    assert [line.get("balance", 2000) for line in cafe.story(cards[2])][-1] == 2000
    show(page, "day")
    page.wait_for_function(
        "() => !document.getElementById('day').innerText.includes('Not yet checked')")
    desk.look(page, "partner-sent-day", widths=(412, 1280))
    show(page, "take")
    return page


def conflict(desk, cafe, line, page):
    """The same voucher is used elsewhere meanwhile: the till says yes, and later what became of it."""
    card, coffee = cafe.gift(4000), cafe.coffee()
    # The tablet has to have heard of them.
    page.reload()
    pill(page, "Online")
    line.cut()
    cafe.use(card, amount=euro(3000))
    cafe.use(coffee, uses=1)
    scan(page, card["token"])
    assert "€40.00" in word(page, "card")
    page.click("#all")
    word(page, "accepted")
    scan(page, coffee["token"])
    assert "Not yet checked" in word(page, "accepted")
    line.mend()
    page.evaluate("() => dispatchEvent(new Event('online'))")
    said(page, "It had been used elsewhere meanwhile.")
    desk.look(page, "partner-conflict")
    page.click("#look")
    text = page.inner_text("#conflicts")
    assert "€40.00" in text and "cafe-luna · tablet-1" in text and "bears" in text.lower(), text
    assert page.locator("#conflicts li").count() == 2
    desk.look(page, "partner-conflicts")
    assert page.locator("#look").count() == 0
    show(page, "take")


def tabs(desk, cafe, page):
    """Two tabs are one till."""
    coffee = cafe.coffee()
    page.reload()
    pill(page, "Online")
    other = page.context.new_page()
    desk.watch(other, AWAY)
    other.goto(desk.base + "/partner")
    word(other, "ready")
    scan(page, coffee["token"])
    word(page, "accepted")
    scan(other, coffee["token"])
    assert "it counted" in word(other, "used")
    other.wait_for_function("() => document.getElementById('last').innerText.includes('1 use')")
    other.close()
    said(page, "Checked with the issuer")
    assert cafe.taken(coffee) == 1


def settlement(desk, cafe, page):
    """The own reckoning beside the issuer's statement, and what differs in it."""
    show(page, "accounts")
    desk.look(page, "partner-own-reckoning", widths=(320, 412, 1280))
    own = page.locator(".sumtable .total td").first.inner_text()
    page.click("#fetch")
    said(page, "no statement", "statement-wrong")
    statement = cafe.ask("POST", "/v1/settlements", {"partner": cafe.name})
    page.click("#fetch")
    said(page, "right to the cent", "accounts")
    desk.look(page, "partner-statement")
    rows = page.locator("#claims tbody tr")
    assert rows.count() == sum(
        each.get("till") == "tablet-1" and bool(each.get("ruling")) for each in statement["lines"])
    assert page.locator(".differs").count() == 0
    print("own", own, "statement", statement["totals"][0]["net"])
    # Somebody changed a line on its way.
    changed = dict(statement)
    changed["lines"] = [dict(each) for each in statement["lines"]]
    line = next(each for each in changed["lines"] if each["honoured"] and each.get("ruling"))
    line["honoured"] -= 100
    page.set_input_files("#statement", {
        "name": "statement.json", "mimeType": "application/json",
        "buffer": json.dumps(changed).encode()})
    said(page, "differences", "accounts")
    assert page.locator("#claims .differs").count() == 1
    desk.look(page, "partner-differs")
    with page.expect_download() as saved:
        page.click("#csv")
    text = open(saved.value.path(), encoding="utf-8-sig").read()
    assert text.count("\n") == rows.count() + 1 and ",yes" in text, text
    page.set_input_files("#statement", {
        "name": "x.json", "mimeType": "application/json", "buffer": b"{}"})
    said(page, "no statement", "statement-wrong")
    page.click("#away")
    show(page, "take")


def late(desk, cafe, line):
    """Days later: a voucher is over, then the till itself."""
    page = desk.open("/partner", expected=AWAY)
    page.clock.install()
    page.reload()
    pair(page, cafe.pairing("tablet-9"))
    short, card = cafe.gift(1000, last_day=day(0)), cafe.gift(1000)
    page.reload()
    pill(page, "Online")
    kept(page, "partner")
    line.cut()
    page.clock.fast_forward(30 * HOUR)
    page.reload()
    # A code that comes before the page listens is nobody's.
    word(page, "ready")
    scan(page, short["token"])
    assert "Good until" in word(page, "expired")
    desk.look(page, "partner-expired")
    scan(page, card["token"])
    word(page, "card")
    page.clock.fast_forward(50 * HOUR)
    page.reload()
    assert "away for too long" in word(page, "network")
    scan(page, card["token"])
    word(page, "network")
    assert page.get_attribute("#standing", "data-tone") == "no"
    desk.look(page, "partner-too-old")
    line.mend()
