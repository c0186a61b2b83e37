"""The office and its vouchers: ARGUMENTS are an admin's, a second admin's and an auditor's name, and their password."""
import json

CSV = """name,amount,until
Ana,25.00,
Budi,fifty,
Chi,10.00,
Dag,5.00,2020-13-40
"""
SHEET = {"name": "spring.csv", "mimeType": "text/csv", "buffer": CSV.encode()}


def check(desk):
    admin, second, auditor, secret = desk.arguments
    session = desk.session(admin, secret)
    voucher, code = issue_one(desk, session)
    find(desk, session, voucher, code)
    change(desk, session, voucher, second, secret)
    look_only(desk, desk.session(auditor, secret), voucher)
    bulk(desk, session)


def start(desk, session, path, **more):
    page = desk.open(path, width=1280, session=session, **more)
    page.wait_for_selector("main h1")
    return page


def ask(page, method, path, body=None):
    """Asks as the page does, with its session."""
    return page.evaluate("""async ([method, path, body]) => (await import("/pages/api.js")).ask(method, path, { body: body ?? undefined })""",
                         [method, path, body])


def issue_one(desk, session):
    page = start(desk, session, "/admin#/issue")
    page.click("form button")
    assert page.locator(".wrong").first.inner_text() == "This is not an amount."
    desk.look(page, "admin-issue-empty", widths=(412,))
    page.get_by_label("Amount in EUR").fill("40.00")
    page.get_by_label("Label").fill("Spring fête")
    desk.look(page, "admin-issue")
    page.get_by_role("button", name="Look at it first").click()
    desk.look(page, "admin-issue-preview")
    page.get_by_role("button", name="Issue", exact=True).click()
    page.wait_for_selector(".ticket img.qr")
    code = page.locator(".typed-code").inner_text()
    assert len(code) == 19, code
    desk.look(page, "admin-issued")
    voucher = page.evaluate("() => location.hash").split("/")[-1]
    # A reload shows the same one and issues nothing.
    page.reload()
    page.wait_for_selector(".ticket img.qr")
    assert page.locator(".typed-code").inner_text() == code
    page.close()
    return voucher, code


def find(desk, session, voucher, code):
    page = start(desk, session, "/admin")
    page.wait_for_selector(".list tbody tr")
    desk.look(page, "admin-vouchers")
    box = page.get_by_role("searchbox")
    for text in (code, code.lower().replace("-", " "), code[-4:], "spring fete", voucher):
        box.fill(text)
        box.press("Enter")
        page.wait_for_function("([id]) => [...document.querySelectorAll('.list a')].some((a) => a.hash.endsWith(id))"
                               " && document.querySelectorAll('.list tbody tr').length === 1", arg=[f"/{voucher}"])
    box.fill("no such label")
    box.press("Enter")
    page.wait_for_selector(".nothing:has-text('No voucher was found.')")
    desk.look(page, "admin-vouchers-none", widths=(412,))
    order = desk.walk(page, "admin-vouchers")
    assert order.index("Vouchers") < order.index("Issue many"), order
    page.close()


def act(page, name, reason=None, **fields):
    """Opens one thing to do, fills it in and sends it."""
    page.locator(".actions").get_by_role("button", name=name, exact=True).click()
    for label, value in fields.items():
        page.locator("form.doing").get_by_role("textbox", name=label.replace("_", " ")).fill(value)
    if reason:
        page.locator("form.doing").get_by_label("Reason").fill(reason)


def send(page):
    page.locator("form.doing button").first.click()


def change(desk, session, voucher, second, secret):
    page = start(desk, session, f"/admin#/vouchers/{voucher}")
    page.wait_for_selector(".story li")
    desk.look(page, "admin-voucher")
    act(page, "Block")
    send(page)
    assert page.locator("form.doing .wrong").first.inner_text() == "Fill this in."
    page.locator("form.doing").get_by_label("Reason").fill("reported lost")
    desk.look(page, "admin-voucher-block")
    send(page)
    page.wait_for_selector(".note.yes:has-text('Blocked.')")
    assert page.locator(".head .pill").inner_text() == "Blocked"
    assert ask(page, "GET", f"/v1/vouchers/{voucher}")["standing"] == "blocked"
    desk.look(page, "admin-voucher-blocked")
    act(page, "Unblock", "found again")
    send(page)
    page.wait_for_selector(".note.yes:has-text('Unblocked.')")

    last = ask(page, "GET", f"/v1/vouchers/{voucher}")["last_day"]
    later = f"{int(last[:4]) + 1}{last[4:]}"[:8] + "01"
    page.locator(".actions").get_by_role("button", name="Extend").click()
    page.locator("form.doing input[type=date]").fill(later)
    page.locator("form.doing").get_by_label("Reason").fill("goodwill")
    send(page)
    page.wait_for_selector(".note")
    assert ask(page, "GET", f"/v1/vouchers/{voucher}")["last_day"] in (later, last)

    # Fifty more than the policy lets one person do alone.
    page.goto(desk.base + f"/admin#/vouchers/{voucher}")
    page.reload()
    page.wait_for_selector(".actions")
    act(page, "Correct the balance", "wrong card loaded", It_should_hold="120.00")
    assert "€40.00" in page.locator(".change").inner_text() and "€120.00" in page.locator(".change").inner_text()
    send(page)
    page.wait_for_selector(".second:not([hidden])")
    desk.look(page, "admin-voucher-second")
    page.get_by_label("Name here").fill(second)
    page.get_by_label("Password or PIN").fill("not the right words")
    send(page)
    page.wait_for_selector(".note.no:has-text('not right')")
    page.get_by_label("Password or PIN").fill(secret)
    send(page)
    page.wait_for_selector(".note.yes:has-text('The balance was corrected.')")
    assert page.locator(".left").first.inner_text().startswith("€120.00")
    page.get_by_role("button", name="Show the code").click()
    page.wait_for_selector(".ticket img.qr")
    desk.look(page, "admin-voucher-code")
    page.close()


def look_only(desk, session, voucher):
    page = start(desk, session, f"/admin#/vouchers/{voucher}")
    page.wait_for_selector(".story li")
    assert page.locator(".actions, .typed-code").count() == 0
    names = page.locator("#sections a").all_inner_texts()
    assert "Vouchers" in names and "Issue one" not in names and "Members" not in names, names
    desk.look(page, "admin-auditor", widths=(1280,))
    page.close()


def bulk(desk, session):
    page = start(desk, session, "/admin#/bulk")
    desk.look(page, "admin-bulk")
    page.set_input_files("input[type=file]", SHEET)
    page.get_by_label("Label").fill("fair")
    page.get_by_role("button", name="Look at the rows").click()
    page.wait_for_selector("h2:has-text('2 rows with problems')")
    rows = page.locator("section:has(h2:text('2 rows with problems')) tbody tr td:first-child").all_inner_texts()
    assert rows == ["3", "5"], rows
    issue = page.get_by_role("button", name="Issue 2 gift cards")
    assert issue.is_disabled(), "a table with bad rows can be issued by a slip"
    desk.look(page, "admin-bulk-problems")
    page.reload()
    page.wait_for_selector("h2:has-text('2 rows with problems')")
    page.get_by_label("Leave the 2 rows with problems").check()
    page.get_by_role("button", name="Issue 2 gift cards").click()
    page.wait_for_selector(".note.yes:has-text('2 gift cards were issued.')")
    desk.look(page, "admin-bulk-issued")
    page.reload()
    page.wait_for_selector(".note.yes:has-text('2 gift cards were issued.')")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the codes").click()
    lines = open(coming.value.path(), encoding="utf-8").read().splitlines()
    assert lines[0] == "row,voucher,token,typed_code,name,amount,until", lines[0]
    assert [line.split(",")[0] for line in lines[1:]] == ["2", "4"], lines
    assert [line.split(",")[4] for line in lines[1:]] == ["Ana", "Chi"], lines
    found = ask(page, "POST", "/v1/voucher-searches", {"label": "fair"})["items"]
    assert len(found) == 2, json.dumps(found)
    for language in ("id", "vi", "sv", "ro", "nl"):
        page.evaluate("() => { document.querySelector('.menu').open = true; }")
        page.select_option("#language", language)
        page.wait_for_function(f"() => document.documentElement.lang === '{language}'")
        page.evaluate("() => { document.querySelector('.menu').open = false; }")
        desk.look(page, f"admin-bulk-issued-{language}", widths=(320,))
    page.close()
