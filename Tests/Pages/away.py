"""The service goes away and comes back: said at once, nothing is lost, nothing is booked twice.

ARGUMENTS: the password of all, an access key for everything.
"""
import time

from till import Till, scan, word

FAILED = "Failed to load resource: "
# What the browser says of a line that is cut, a service that ends, and a session that is over.
AWAY = (FAILED + "net::ERR_", FAILED + "the server responded with a status of 503",
        FAILED + "the server responded with a status of 401")


def check(desk):
    password, key = desk.arguments
    till = Till(desk, password, key)
    page = till.open(expected=AWAY)
    coffee, other = till.coffee(3), till.coffee()
    # No camera: said, and everything else works.
    page.click("#camera")
    page.wait_for_function("() => document.getElementById('camera-wrong').textContent !== ''")
    assert "no camera" in page.locator("#camera-wrong").inner_text()
    desk.look(page, "cashier-no-camera", widths=(412,))
    # The answer of a redemption is lost on its way, as often as it takes.
    lost = []

    def lose(route):
        route.fetch()
        lost.append(route.request.headers["idempotency-key"])
        route.abort() if len(lost) < 3 else route.continue_()

    page.route("**/v1/redemptions", lose)
    scan(page, coffee["token"])
    assert "counts once" in word(page, "waiting")
    assert "1 waiting" in page.locator("#pill").inner_text()
    desk.look(page, "cashier-waiting", widths=(412,))
    assert "2 uses left" in word(page, "accepted", 60_000)
    assert len(lost) >= 3 and len(set(lost)) == 1, lost
    assert till.redemptions(coffee["voucher"]) == 1
    page.unroute("**/v1/redemptions")
    ends(desk, till, page, password)
    # The whole service is away: the page says so by itself.
    page.context.set_offline(True)
    page.wait_for_function("() => document.getElementById('pill').textContent === 'Offline'", timeout=30_000)
    scan(page, other["token"])
    word(page, "waiting")
    desk.look(page, "cashier-offline", widths=(412,))
    page.context.set_offline(False)
    word(page, "accepted", 60_000)
    page.wait_for_function("() => document.getElementById('pill').textContent === 'Online'")
    assert till.redemptions(other["voucher"]) == 1
    # Two scans back to back are two answers, the later one shown.
    pair = [till.coffee(), till.coffee()]
    for card in pair:
        scan(page, card["token"])
    page.wait_for_function("(last) => document.querySelector('#last li').innerText.includes(last)",
                           arg=pair[1]["token"][-4:])
    word(page, "accepted")
    listed = page.locator("#last li").all_inner_texts()[:2]
    assert all("Accepted" in line for line in listed), listed
    assert {card["token"][-4:] for card in pair} == {line.split("…")[1][:4] for line in listed}, listed
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and any(till.redemptions(card["voucher"]) == 0 for card in pair):
        page.wait_for_timeout(100)
    assert [till.redemptions(card["voucher"]) for card in pair] == [1, 1]


def ends(desk, till, page, password):
    """The session ends while an answer is lost: it stays the cashier's own, and is booked once."""
    card = till.gift(5000)
    page.route("**/v1/redemptions", lambda route: (route.fetch(), route.abort()))
    scan(page, card["token"])
    word(page, "card")
    page.fill("#amount", "10")
    page.keyboard.press("Enter")
    word(page, "waiting")
    page.context.clear_cookies()
    page.unroute("**/v1/redemptions")
    page.wait_for_url("**/sign-in?to=*", timeout=30_000)
    # A supervisor works here meanwhile: the pill says that something waits, and it is not sent.
    page.context.add_cookies([desk.session("sam-1", password)])
    page.goto(desk.base + "/cashier")
    page.wait_for_function("() => document.getElementById('pill').textContent.includes('1 waiting')")
    scan(page, till.coffee()["token"])
    word(page, "accepted")
    assert till.redemptions(card["voucher"]) == 1
    page.context.clear_cookies()
    page.context.add_cookies([desk.session("ana-7", password)])
    page.goto(desk.base + "/cashier")
    page.wait_for_function("() => document.getElementById('pill').textContent === 'Online'")
    assert till.redemptions(card["voucher"]) == 1
