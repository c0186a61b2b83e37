"""Answers that come late, and answers that nobody has a word for.

ARGUMENTS: the password of all, an access key for everything.
"""
import json

from till import Till, scan, word


def check(desk):
    password, key = desk.arguments
    till = Till(desk, password, key)
    page = till.open()
    slow(till, page)
    unnamed(till, desk)


def lines(page):
    """The last scans, the latest first: word and the rest."""
    return page.locator("#last li").all_inner_texts()


def keep(held):
    """Takes a request and lets it wait."""
    return lambda route: held.append(route)


def slow(till, page):
    """Another code comes before the answer to the first: the first is in the list all the same."""
    # A gift card while a bill is open, then a forged code, each overtaken by a coffee.
    gift = till.gift(5000)
    forged = gift["token"][:-3] + ("0" if gift["token"][-3] != "0" else "1") + gift["token"][-2:]
    page.fill("#due", "20.00")
    for first, listed in ((gift["token"], "Not taken"), (forged, "Not genuine")):
        held = []
        page.route("**/v1/checks", keep(held), times=1)
        coffee = till.coffee()
        scan(page, first)
        page.wait_for_timeout(50)
        page.evaluate("() => { document.getElementById('result').dataset.word = ''; }")
        scan(page, coffee["token"])
        word(page, "accepted")
        held[0].continue_()
        page.wait_for_function(
            f"() => document.getElementById('last').innerText.includes('{listed}')")
        assert any(listed in line and first[-4:] in line for line in lines(page)), lines(page)
        # The screen is the coffee's.
        assert "Accepted" in page.locator("#result").inner_text()
    assert page.locator("#left").inner_text() == "" or "20.00" in page.locator("#left").inner_text()
    assert till.redemptions(gift["voucher"]) == 0
    # What was passed over is no refusal.
    page.click("[data-tab=today]")
    assert page.locator(".sums div").last.inner_text().split() == ["Put", "back", "0"]
    refused = page.locator(".sums div", has_text="Not accepted").inner_text().split()
    assert refused[-1] == "1", refused
    page.click("[data-tab=take]")
    page.click("#next")


def unnamed(till, desk):
    """A no that has no word yet is told by its code, never in a language that nobody chose."""
    page = till.open(language="ro")
    problem = {"code": "some_new_rule", "kind": "refused", "message": "An English sentence.",
               "next": "Do this in English."}
    page.route("**/v1/checks", lambda route: route.fulfill(
        status=409, content_type="application/problem+json", body=json.dumps(problem)))
    scan(page, "TZ123456789")
    said = word(page, "refused")
    assert said.split("\n\n") == ["Neacceptat", "Acum nu este posibil (some_new_rule)."], said
