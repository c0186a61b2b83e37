"""The office's work: ARGUMENTS are an admin's and an auditor's name, their password, and an access key."""
import csv
import io
import urllib.request

import numpy
import zxingcpp
from PIL import Image

PROGRAMME = """programme: harbour
assets:
  points: { pending_days: 0, good_for: 12 months }
campaigns:
  points:
    number: 1
    title: One point per euro
    terms: One point for each whole euro paid.
    rules:
      - id: earn
        on: purchase
        if: member
        then:
          - credit: points
            units: 1
            per: 1.00
            of: basket paid
"""


def go(page, where, selector=".section h1"):
    """Opens a section by its address, as a link in the list does."""
    page.evaluate("(where) => { location.hash = where; }", f"#/{where}")
    page.wait_for_function("(name) => document.querySelector('#sections [aria-current]')?.hash === `#/${name}`",
                           arg=where.split("/")[0])
    page.wait_for_selector(selector)


def press(page, text):
    page.get_by_role("button", name=text, exact=True).first.click()


def confirm(page):
    """Presses what an open dialog asks for, and waits until it is answered."""
    page.locator("dialog[open] form .row .button").first.click()
    page.wait_for_selector("dialog[open]", state="detached")


def campaigns(desk, page):
    page.wait_for_selector(".section h1")
    desk.look(page, "office-campaigns-none", widths=(412,))
    page.click("text=Write the programme")
    page.wait_for_selector("#text")
    page.fill("#text", PROGRAMME.replace("if: member", "whenever: member"))
    page.click("#publish")
    page.wait_for_selector(".mistakes")
    assert page.locator(".mistakes button").first.inner_text() == "Line 12"
    assert page.locator(".numbers .bad").inner_text().strip() == "12"
    tops = page.evaluate("() => [...document.querySelectorAll('.numbers span')].map((line) => line.offsetTop)")
    assert len(set(tops)) == 18, tops
    assert "whenever" in page.locator(".mistakes li").first.inner_text()
    marked = page.evaluate("() => { const t = document.activeElement; return t.value?.slice(t.selectionStart, t.selectionEnd); }")
    assert marked.strip() == "whenever: member", marked
    desk.look(page, "office-programme-mistaken")
    page.fill("#text", PROGRAMME)
    page.click("#check")
    page.wait_for_selector("#found .good")
    publish(page)
    page.wait_for_selector("text=One point per euro")
    desk.look(page, "office-campaigns")

    go(page, "campaigns/edit", "#text")
    page.fill("#text", PROGRAMME.replace("units: 1\n", "units: 2\n"))
    assert page.locator(".diff .gone").inner_text().split() == ["−", "15", "units:", "1"]
    assert page.locator(".diff .new").inner_text().split() == ["+", "15", "units:", "2"]
    page.click("#replay")
    page.wait_for_selector("text=What would have been different")
    desk.look(page, "office-programme-replayed", widths=(320, 1280))
    publish(page)

    go(page, "campaigns/campaign/points", "#stop")
    desk.look(page, "office-campaign", widths=(320, 1280))
    page.click("#stop")
    page.wait_for_selector("#stopping")
    page.wait_for_selector("#found .good")
    assert page.locator(".diff .gone").count() == 0
    assert page.locator(".diff .new").inner_text().split()[2] == "until:"
    publish(page)
    page.wait_for_selector(".list .pill:has-text('Ended')")


def publish(page):
    page.click("#publish")
    page.wait_for_selector("dialog[open]")
    confirm(page)
    page.wait_for_function("() => location.hash === '#/campaigns'")
    page.wait_for_selector(".section .list")


def devices(desk, page):
    go(page, "devices")
    press(page, "Pair a device")
    page.fill("dialog [name=device]", "tablet-9")
    page.select_option("dialog [name=at]", "harbour")
    desk.look(page, "office-pairing", widths=(320,))
    page.locator("dialog .button").first.click()
    page.wait_for_selector("dialog .symbol img")
    page.wait_for_function("() => document.querySelector('.symbol img').naturalWidth > 0")
    assert page.locator("#pairing").text_content().startswith("TZPAIR:")
    # What a till's camera would see is what it needs.
    picture = Image.open(io.BytesIO(page.locator(".symbol img").screenshot())).convert("L")
    codes = zxingcpp.read_barcodes(numpy.array(picture), formats=zxingcpp.BarcodeFormat.QRCode)
    assert [code.text for code in codes] == [page.locator("#pairing").text_content()]
    desk.look(page, "office-paired", widths=(320, 1280))
    press(page, "I have it")
    page.wait_for_selector("text=tablet-9")
    desk.look(page, "office-devices")
    go(page, "devices/tablet-9", ".facts")
    press(page, "Give up")
    page.locator("dialog .button").first.click()
    assert page.locator("dialog[open]").count() == 1, "a reason is needed"
    page.fill("dialog [name=reason]", "left in a taxi")
    confirm(page)
    page.wait_for_selector(".facts .pill:has-text('Given up')")
    assert page.get_by_role("button", name="Give up", exact=True).count() == 0
    desk.look(page, "office-device", widths=(320, 1280))


def access(desk, page):
    go(page, "access")
    desk.look(page, "office-people")
    go(page, "access/keys")
    press(page, "Give a key out")
    page.fill("dialog [name=name]", "web shop")
    for scope in ("check", "redeem"):
        page.check(f"dialog [value={scope}]")
    desk.look(page, "office-key-wish", widths=(320, 1280))
    page.locator("dialog .button").first.click()
    page.wait_for_selector("dialog input.code")
    assert page.input_value("dialog input.code").startswith("tsk_")
    press(page, "I have it")
    row = page.locator("tr", has_text="web shop").filter(has=page.get_by_role("button", name="Take back")).last
    assert "check, redeem" in row.inner_text()
    row.get_by_role("button", name="Take back").click()
    page.fill("dialog [name=reason]", "the shop has closed")
    confirm(page)
    page.wait_for_selector("tr:has-text('web shop') .pill:has-text('Taken back')")
    desk.look(page, "office-keys-given-out", widths=(320, 1280))
    go(page, "access/log", "#log .list")
    page.select_option("#log-act", "key_revoked")
    assert page.locator("#log tbody tr").count() == 1
    assert "the shop has closed" in page.locator("#log tbody tr").inner_text()
    go(page, "keys", ".list")
    assert "harbour" in page.locator("tbody tr").first.inner_text()
    assert page.input_value(".copy input >> nth=0") == "tessera key rotate"
    desk.look(page, "office-keys")


def reports(desk, page, key):
    for number, amount in enumerate((5000, 2550)):
        desk.ask("POST", "/v1/vouchers", {"kind": "gift", "amount": {"amount": amount, "currency": "EUR"}},
                 key=key, name=f"office-{number}")
    go(page, "reports/liability", "table.report")
    page.wait_for_function("() => document.querySelector('img.plot').naturalWidth > 0")
    text = urllib.request.urlopen(urllib.request.Request(
        f"{desk.base}/v1/reports/liability?format=csv", headers={"Authorization": f"Bearer {key}"})).read().decode()
    rows = list(csv.reader(io.StringIO(text)))[1:]
    shown = [[cell.inner_text() for cell in row.locator("td").all()]
             for row in page.locator("table.report tbody tr, table.report tfoot tr").all()]
    assert len(shown) == len(rows), (shown, rows)
    for said, row in zip(shown, rows):
        # In the file an amount's currency has a column of its own.
        row = [figure for index, figure in enumerate(row) if index == 0 or figure != "EUR"]
        assert len(said) == len(row), (said, row)
        for cell, figure in zip(said, row):
            plain = "".join(sign for sign in cell if sign in "0123456789.")
            assert not figure.replace(".", "").isdigit() or plain == figure, (said, row)
    assert any("75.50" in cell for row in shown for cell in row), shown
    desk.look(page, "office-report")
    with page.expect_download() as waiting:
        page.click("#csv")
    assert waiting.value.suggested_filename == "liability.csv"
    assert open(waiting.value.path(), encoding="utf-8", newline="").read() == text
    assert page.locator("#report option").count() == 20
    go(page, "reports/tax", "#report-vat_basis_points")
    page.fill("#report-vat_basis_points", "19")
    press(page, "Show")
    page.wait_for_selector("#result .sheet")
    desk.look(page, "office-report-tax", widths=(320,))


def looking(desk, page):
    go(page, "audit", ".facts")
    page.click("#review")
    page.wait_for_selector("text=The book is sound")
    desk.look(page, "office-audit")
    order = desk.walk(page, "office-audit")
    assert "review" in order, order
    for name in ("partners", "partners/shops", "settlements", "webhooks", "cases", "cases/draws",
                 "cases/messages", "devices/conflicts"):
        go(page, name)
        desk.look(page, f"office-{name.replace('/', '-')}", widths=(320, 1280))


def auditor(desk, session, key):
    desk.ask("POST", "/v1/partners", {"partner": "kiosk", "name": "Kiosk at the pier"}, key=key, name="kiosk")
    page = desk.open("/admin#/reports", width=1280, session=session)
    page.wait_for_selector("#result .sheet")
    names = [link.inner_text() for link in page.locator("#sections a").all()]
    assert not {"Issue one", "Members", "Cases", "Keys", "Access", "Webhooks"} & set(names), names
    assert {"Campaigns", "Reports", "Settlements", "Partners", "Devices", "Audit"} <= set(names), names
    for name, shown in (("settlements", "Settlements"), ("partners", "Partners"), ("partners/shops", "harbour"),
                        ("partners/kiosk", "Kiosk at the pier"), ("devices", "tablet-9"),
                        ("devices/till-7", "Keys that it holds"), ("devices/conflicts", "Conflicts"),
                        ("campaigns", "One point per euro"), ("campaigns/versions/1", "campaigns:"),
                        ("campaigns/campaign/points", "What it brought and cost"),
                        # Nothing is edited by who knows the address.
                        ("campaigns/edit", "One point per euro"), ("campaigns/stop/points", "One point per euro")):
        page.evaluate("() => { document.querySelector('.section h1').dataset.old = ''; }")
        go(page, name, ".section h1:not([data-old])")
        words = page.locator("main").inner_text() + "".join(
            area.input_value() for area in page.locator("main textarea").all())
        assert shown in words, (name, words)
        assert page.locator("main button, main a.button, main textarea:not([readonly])").count() == 0, \
            f"an auditor only looks: {name}"
    desk.look(page, "office-auditor", widths=(320, 1280))
    go(page, "audit", ".facts")
    page.click("#review")
    page.wait_for_selector("text=The book is sound")


def check(desk):
    admin, looker, secret, key = desk.arguments
    page = desk.open("/admin#/campaigns", width=1280, session=desk.session(admin, secret))
    campaigns(desk, page)
    devices(desk, page)
    access(desk, page)
    reports(desk, page, key)
    looking(desk, page)
    auditor(desk, desk.session(looker, secret), key)
