"""The partner's page: paired by pasting, with every answer that a till without a network gives.

ARGUMENTS: an access key for everything.
"""
from desk import kept
from tablet import AWAY, Cafe, day, euro, pill, said, show
from till import scan, word

LANGUAGES = ("id", "vi", "sv", "ro", "nl")


def check(desk):
    cafe = Cafe(desk, desk.base, desk.arguments[0])
    door(desk, cafe)
    page = unpaired(desk, cafe)
    vouchers(desk, cafe, page)
    refusals(desk, cafe, page)
    limits(desk, cafe, page)
    update(desk, page)
    languages(desk, cafe, page)
    revoked(desk, cafe, page)


def door(desk, cafe):
    """The front door leads here, and so does signing in as one of the partner's people."""
    page = desk.open("/")
    page.click(".door[href='/partner']")
    word(page, "unpaired")
    cafe.ask("POST", "/v1/operators", {"operator": "pia-1", "role": "partner", "at": cafe.name})
    cafe.ask("PUT", "/v1/operators/pia-1/password", {"password": "harbour lights at noon"})
    page = desk.open("/sign-in")
    page.fill("#operator", "pia-1")
    page.fill("#password", "harbour lights at noon")
    page.keyboard.press("Enter")
    page.wait_for_url("**/partner")
    word(page, "unpaired")


def unpaired(desk, cafe):
    page = desk.open("/partner", expected=AWAY)
    page.wait_for_selector("#result[data-word=unpaired]")
    desk.look(page, "partner-unpaired")
    order = desk.walk(page, "partner-unpaired")
    assert order.index("camera") > 0 and "pairing" in order, order
    scan(page, cafe.gift(100)["token"])
    page.wait_for_selector("#result[data-word=unpaired]")
    # What is no pairing, and one that is cut.
    text = cafe.pairing()
    for wrong in ("TZPAIR:NONSENSE", text[:-4], cafe.gift(100)["token"]):
        page.fill("#pairing", wrong)
        page.keyboard.press("Enter")
        said(page, "no pairing code", "pairing-wrong")
        assert page.input_value("#pairing") == "", "the code stays to be read"
    desk.look(page, "partner-no-pairing", widths=(412,))
    # A hand scanner does it, too.
    page.evaluate("() => document.activeElement.blur()")
    scan(page, text)
    page.wait_for_selector("#result[data-word=ready]")
    said(page, "Valid until", "standing")
    pill(page, "Online")
    desk.look(page, "partner-ready")
    assert "€200.00" in page.inner_text("#standing") and "20 vouchers" in page.inner_text("#standing")
    seen = page.evaluate("() => document.body.innerHTML + JSON.stringify(localStorage)")
    assert text[20:60] not in seen, "the till's key can be read"
    return page


def vouchers(desk, cafe, page):
    # A gift card: a part, before and after, and back.
    card = cafe.gift(5000)
    scan(page, card["token"])
    assert "€50.00" in word(page, "card")
    desk.look(page, "partner-card")
    page.keyboard.type("12,5")
    page.keyboard.press("Enter")
    said(page, "not an amount", "amount-wrong")
    page.fill("#amount", "12.50")
    page.keyboard.press("Enter")
    text = word(page, "accepted")
    assert "€12.50" in text and "€50.00" in text and "€37.50" in text, text
    said(page, "Checked with the issuer: paid.")
    desk.look(page, "partner-accepted")
    assert cafe.taken(card) == 1, cafe.story(card)
    page.click("#undo")
    assert "€12.50" in word(page, "undone")
    desk.look(page, "partner-undone", widths=(412,))
    # A coffee is taken at once; the second time it is said mildly.
    coffee = cafe.coffee(2)
    scan(page, coffee["token"])
    assert "1 use left" in word(page, "accepted")
    said(page, "Checked with")
    scan(page, coffee["token"])
    page.wait_for_function("() => !document.getElementById('result').innerText.includes('use left')")
    text = page.inner_text("#result")
    # Once the book was heard, others may have used the rest as well.
    assert "Accepted" in text or "Needs the network" in text, text
    # A discount on a price.
    coupon = cafe.issue(kind="discount", campaign=9, percent=1500)
    scan(page, coupon["token"])
    assert "15 %" in word(page, "card")
    page.fill("#amount", "20")
    page.keyboard.press("Enter")
    text = word(page, "accepted")
    assert "€3.00" in text and "€17.00" in text, text
    desk.look(page, "partner-discount", widths=(412,))
    # The same once more.
    scan(page, coupon["token"])
    assert "it counted" in word(page, "used")
    desk.look(page, "partner-used")
    kept(page, "partner")
    # It can be put on the home screen; only a window without a memory of its own says no here.
    browser = page.context.new_cdp_session(page)
    assert browser.send("Page.getAppManifest")["errors"] == []
    missing = browser.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {each["errorId"] for each in missing} <= {"in-incognito"}, missing


def refusals(desk, cafe, page):
    card = cafe.gift(5000)
    forged = card["token"][:-3] + ("0" if card["token"][-3] != "0" else "1") + card["token"][-2:]
    scan(page, forged)
    word(page, "not_genuine")
    desk.look(page, "partner-not-genuine")
    scan(page, "HTTPS://EXAMPLE.COM/MENU")
    word(page, "not_ours")
    scan(page, card["token"][:20])
    word(page, "not_read")
    # Of our own shop, whose keys this tablet does not have.
    scan(page, cafe.ask("POST", "/v1/vouchers", {
        "kind": "gift", "count": 1, "amount": euro(500)})["vouchers"][0]["token"])
    assert "other shops" in word(page, "not_genuine")
    page.fill("#code", card["typed_code"])
    page.keyboard.press("Enter")
    assert "needs the network" in word(page, "network").lower()
    desk.look(page, "partner-network")
    later = cafe.gift(700, first_day=day(30), last_day=day(60))
    scan(page, later["token"])
    assert "Good from" in word(page, "refused")


def limits(desk, cafe, page):
    card = cafe.gift(9000)
    scan(page, card["token"])
    assert "At most €50.00" in word(page, "card")
    assert page.locator("#all").count() == 0
    page.fill("#amount", "50.01")
    page.keyboard.press("Enter")
    assert "at most €50.00 of one card" in word(page, "limit")
    desk.look(page, "partner-limit")


def update(desk, page):
    """A newer version is offered and not forced."""
    page.evaluate("""async () => {
      await (await caches.open("tessera-partner")).put("/pages/kept", new Response("an older one"));
      (await navigator.serviceWorker.ready).active.postMessage("look");
    }""")
    page.wait_for_selector("#update")
    assert page.locator("#result[data-word=limit]").count() == 1, "the page was loaded anew"
    desk.look(page, "partner-update", widths=(320, 412))
    page.click("#update button")
    page.wait_for_selector("#result[data-word=ready]")
    page.wait_for_timeout(1500)
    assert page.locator("#update").count() == 0


def languages(desk, cafe, page):
    for tab in ("day", "accounts", "device"):
        show(page, tab)
        desk.look(page, f"partner-{tab}")
    page.click("#tab-take")
    order = desk.walk(page, "partner")
    for stop in ("tab-day", "camera", "code"):
        assert stop in order, (stop, order)
    for language in LANGUAGES:
        page.evaluate("() => { document.querySelector('.menu').open = true; }")
        page.select_option("#language", language)
        page.wait_for_function(f"() => document.documentElement.lang === '{language}'")
        page.evaluate("() => { document.querySelector('.menu').open = false; }")
        for tab in ("take", "accounts", "device"):
            show(page, tab)
            desk.look(page, f"partner-{tab}-{language}", widths=(320,))
    page.evaluate("() => { document.querySelector('.menu').open = true; }")
    page.select_option("#language", "en")
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    page.evaluate("() => { document.querySelector('.menu').open = false; }")


def revoked(desk, cafe, page):
    """The office gives the tablet up: it takes nothing more, and can be paired anew."""
    page.click("#tab-take")
    card = cafe.gift(1000)
    cafe.ask("POST", "/v1/devices/tablet-1/revoke", {"reason": "lost"})
    page.reload()
    assert "given up" in word(page, "stopped")
    scan(page, card["token"])
    assert "given up" in word(page, "stopped")
    assert cafe.taken(card) == 0
    desk.look(page, "partner-revoked")
    # A pairing of another till is refused, one of the same renews it.
    scan(page, cafe.pairing("tablet-2"))
    said(page, "another till already", "pairing-wrong")
    desk.look(page, "partner-paired-already", widths=(412,))
    scan(page, cafe.pairing())
    page.wait_for_selector("#result[data-word=ready]")
    show(page, "device")
    page.click("#forget")
    assert page.evaluate("() => document.activeElement.id") == "forget-no"
    desk.look(page, "partner-forget", widths=(320, 412))
    page.click("#forget-yes")
    page.wait_for_selector("#result[data-word=unpaired]")
