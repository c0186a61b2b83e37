"""A gift card whose time is over at the service: a word, a colour, and its last day.

ARGUMENTS: the password of all, a key, and what is scanned.
"""
from till import Till, scan, word


def check(desk):
    password, key, token = desk.arguments
    page = Till(desk, password, key).open()
    scan(page, token)
    said = word(page, "expired").splitlines()
    assert [line for line in said if line][:2] == ["Expired", "The time of this voucher is over."], said
    assert said[-1].startswith("Good until "), said
    panel = page.locator("#result")
    assert panel.get_attribute("data-tone") == "over"
    assert panel.evaluate("(one) => getComputedStyle(one).backgroundColor") == "rgb(104, 56, 156)"
    assert "Expired" in page.locator("#last li").first.inner_text()
    desk.look(page, "cashier-expired")
