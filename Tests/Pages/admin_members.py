"""The office and its members: ARGUMENTS are an admin's name and password."""
import json

from admin_vouchers import act, ask, send, start


def check(desk):
    admin, secret = desk.arguments
    session = desk.session(admin, secret)
    number = enrol(desk, session)
    card = nobody(desk, session)
    merge(desk, session, number, card)
    export(desk, session, number)
    erase(desk, session, number)


def enrol(desk, session):
    page = start(desk, session, "/admin#/members/new")
    desk.look(page, "admin-member-new")
    page.get_by_role("textbox", name="Name").fill("Ștefana Đặng")
    page.get_by_label("Contact").fill("stefana@mail.example")
    page.get_by_label("Birthday").fill("1990-04-12")
    page.get_by_role("button", name="Enrol a member").click()
    page.wait_for_selector("h1:has-text('Ștefana')")
    number = page.evaluate("() => location.hash").split("/")[2]
    desk.look(page, "admin-member")
    page.get_by_role("button", name="Show the card").click()
    page.wait_for_selector(".ticket img.qr")
    desk.look(page, "admin-member-card", widths=(412, 1280))
    page.goto(desk.base + "/admin#/members")
    page.wait_for_selector(".list tbody tr")
    box = page.get_by_role("searchbox")
    for text in ("stefana dang", "STEFANA@mail", number):
        box.fill(text)
        box.press("Enter")
        page.wait_for_function("([id]) => document.querySelectorAll('.list a').length === 1"
                               " && document.querySelector('.list a').hash.endsWith(id)", arg=[number])
    desk.look(page, "admin-members")
    page.close()
    return number


def nobody(desk, session):
    page = start(desk, session, "/admin#/members/new")
    page.get_by_role("button", name="Enrol a member").click()
    page.wait_for_selector(".actions")
    number = page.evaluate("() => location.hash").split("/")[2]
    card = ask(page, "GET", f"/v1/members/{number}/live-code")["typed_code"]
    page.close()
    return card


def merge(desk, session, number, card):
    page = start(desk, session, f"/admin#/members/{number}")
    page.wait_for_selector(".actions")
    act(page, "Take over another card", The_other_card=card)
    desk.look(page, "admin-member-merge", widths=(412, 1280))
    send(page)
    page.wait_for_selector(".note.yes:has-text('The card was taken over.')")
    page.wait_for_selector(".story li:has-text('Card taken over')")
    act(page, "Edit", Name="Ștefana Pop")
    send(page)
    page.wait_for_selector(".note.yes:has-text('Saved.')")
    # Somebody else edits in between: nobody's change is lost.
    page.locator(".actions").get_by_role("button", name="Edit").click()
    page.evaluate("""async (path) => {
      const api = await import("/pages/api.js");
      const { tag } = await api.ask("GET", path, { isTagged: true });
      await api.ask("PATCH", path, { body: { name: "Ștefana Ionescu" }, ifMatch: tag });
    }""", f"/v1/members/{number}")
    send(page)
    page.wait_for_selector(".note.no:has-text('Somebody changed it meanwhile.')")
    page.close()


def export(desk, session, number):
    page = start(desk, session, f"/admin#/members/{number}")
    page.wait_for_selector(".actions")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Export everything (JSON)").click()
    whole = json.loads(open(coming.value.path(), encoding="utf-8").read())
    assert whole["member"] == number and whole["contact"] == "stefana@mail.example", whole
    with page.expect_download() as coming:
        page.get_by_role("button", name="Export movements (CSV)").click()
    assert coming.value.suggested_filename == f"{number}.csv"
    page.close()


def erase(desk, session, number):
    page = start(desk, session, f"/admin#/members/{number}")
    page.wait_for_selector(".actions")
    act(page, "Erase", "asked for it")
    send(page)
    page.wait_for_selector(".wrong:has-text('That is another number.')")
    desk.look(page, "admin-member-erase")
    page.get_by_label(f"To be sure, type {number}").fill(number)
    send(page)
    page.wait_for_selector(".note.yes:has-text('Erased.')")
    assert "name" not in ask(page, "GET", f"/v1/members/{number}")
    desk.look(page, "admin-member-erased", widths=(412, 1280))
    page.close()
