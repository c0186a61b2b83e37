"""The cashier's page without a camera: hand scanner, typing, amounts, undo, the day.

ARGUMENTS: the password of all, the PIN of all, an access key for everything.
"""
from till import Till, scan, with_key, word


def check(desk):
    password, pin, key = desk.arguments
    till = Till(desk, password, key)
    page = till.open()
    desk.look(page, "cashier-ready")

    # A right is taken at once; the second time it is said mildly, since it was this till a moment ago.
    coffee = till.coffee()
    scan(page, coffee["token"])
    assert "Accepted" in word(page, "accepted")
    desk.look(page, "cashier-accepted")
    page.wait_for_timeout(2100)
    scan(page, coffee["token"])
    assert "Already used" in word(page, "used")
    assert "it counted" in page.locator("#result").inner_text(), page.locator("#result").inner_text()
    desk.look(page, "cashier-used")
    assert till.redemptions(coffee["voucher"]) == 1

    # Whatever the host's layout, wherever the focus; the next scan is the next answer.
    for layout, end, focus in (("azerty", "Enter", "due"), ("qwertz", "Tab", "code"), ("us", "Enter", None)):
        card = till.gift(5000)
        page.focus(f"#{focus}") if focus else page.evaluate("() => document.activeElement.blur()")
        scan(page, card["token"], layout, end)
        said = word(page, "card")
        assert "€50.00" in said, said
        assert page.locator("#due").input_value() == "" and page.locator("#code").input_value() == ""
        page.click("#next")
        word(page, "ready")

    # A part of a gift card, with what was and what is.
    scan(page, card["token"])
    word(page, "card")
    desk.look(page, "cashier-card")
    assert page.evaluate("() => document.activeElement.id") == "amount"
    page.keyboard.type("12,5")
    page.keyboard.press("Enter")
    assert page.locator("#steps .wrong").inner_text() == "This is not an amount."
    page.fill("#amount", "12.50")
    page.keyboard.press("Enter")
    said = word(page, "accepted")
    assert "€12.50" in said and "€50.00" in said and "€37.50" in said, said
    desk.look(page, "cashier-partial")
    page.click("#undo")
    word(page, "undone")
    assert till.story(card["voucher"])[-1]["balance"] == 5000
    desk.look(page, "cashier-undone", widths=(412,))

    # What is due first: cards are taken until it is paid.
    page.fill("#due", "60.00")
    scan(page, card["token"])
    assert "Left to pay: €10.00" in word(page, "accepted")
    other = till.gift(2000)
    scan(page, other["token"])
    page.wait_for_function("() => document.getElementById('left').textContent === 'Paid in full'")
    assert till.story(other["voucher"])[-1]["balance"] == 1000
    desk.look(page, "cashier-paid", widths=(412,))
    page.click("#next")

    # Not enough, all of it, more than is there.
    scan(page, other["token"])
    word(page, "card")
    page.fill("#amount", "10.01")
    page.keyboard.press("Enter")
    said = word(page, "not_enough")
    assert "€10.00" in said, said
    desk.look(page, "cashier-not-enough")
    scan(page, other["token"])
    word(page, "card")
    page.click("#all")
    word(page, "accepted")
    page.wait_for_timeout(10)

    # What is not ours, forged, expired, or read badly.
    scan(page, "HTTPS://EXAMPLE.COM/MENU")
    assert word(page, "not_ours").split("\n\n") == ["Not ours", "This is not one of our codes."]
    desk.look(page, "cashier-not-ours", widths=(412,))
    forged = coffee["token"][:-3] + ("0" if coffee["token"][-3] != "0" else "1") + coffee["token"][-2:]
    scan(page, forged)
    said = word(page, "not_genuine")
    assert "not issued by us" in said, said
    desk.look(page, "cashier-not-genuine")
    # The word is the same as before: only what is written anew is the answer.
    page.evaluate("() => { document.getElementById('result').dataset.word = ''; }")
    scan(page, with_key(coffee["token"], 7))
    said = word(page, "not_genuine").split("\n\n")
    assert said == ["Not genuine", "This code was not issued by us."], said
    typed = till.coffee()["typed_code"]
    page.fill("#code", typed.lower().replace("-", " "))
    page.keyboard.press("Enter")
    word(page, "accepted")
    page.fill("#code", typed[:-1] + ("2" if typed[-1] != "2" else "3"))
    page.click("#typing button")
    page.wait_for_function("() => !['accepted', 'ready'].includes(document.getElementById('result').dataset.word)")
    assert page.locator("#result .word").inner_text() in ("Read again", "Not genuine")

    # Several together, all or none.
    cards = [till.gift(1500), till.gift(4000)]
    page.click("#next")
    page.fill("#due", "40.00")
    page.check("#collect")
    for card in cards:
        scan(page, card["token"])
        word(page, "card")
    page.wait_for_function("() => document.querySelectorAll('#basket li').length === 2")
    desk.look(page, "cashier-basket")
    page.click("#together")
    assert "€40.00" in word(page, "accepted")
    assert till.story(cards[1]["voucher"])[-1]["balance"] == 1500
    page.uncheck("#collect")

    # The day: what was done, and putting back with the supervisor there.
    page.click("[data-tab=today]")
    desk.look(page, "cashier-today")
    page.locator("#day li", has_text="€10.00").first.locator("button").click()
    page.fill("#reason", "wrong article")
    page.fill("#person", "sam-1")
    page.fill("#proof", "not the password at all")
    desk.look(page, "cashier-return", widths=(412,))
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('#day .wrong').textContent !== ''")
    assert "not right" in page.locator("#day .wrong").inner_text()
    page.fill("#proof", password)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('#day .undone').length === 2")
    assert till.story(other["voucher"])[-1]["balance"] == 1000, till.story(other["voucher"])

    # Selling: a card that was issued to be sold, and more on one.
    page.click("[data-tab=sell]")
    unsold = till.issue(kind="gift", amount={"amount": 2500, "currency": "EUR"}, when_sold=True)
    scan(page, unsold["token"])
    page.wait_for_selector("#sell")
    desk.look(page, "cashier-sell", widths=(412,))
    page.click("#sell")
    assert "Sold" in word(page, "accepted")
    scan(page, unsold["token"])
    word(page, "card")
    page.fill("#amount", "10")
    page.keyboard.press("Enter")
    assert "€35.00" in word(page, "accepted")

    # The keyboard alone gets everywhere.
    page.click("[data-tab=take]")
    order = desk.walk(page, "cashier")
    for stop in ("due", "collect", "next", "camera", "code"):
        assert stop in order, (stop, order)
    page.click(".menu summary")
    page.click(".menu summary.plain")
    scan(page, "TZ-CHECK-1", "azerty", "Tab")
    assert "TZ-CHECK-1" in page.locator("#scanned").inner_text()
    desk.look(page, "cashier-menu", widths=(412,))
    page.select_option("#language", "vi")
    page.wait_for_function("() => document.documentElement.lang === 'vi'")
    page.keyboard.press("Escape")
    desk.look(page, "cashier-vi", widths=(320,))
