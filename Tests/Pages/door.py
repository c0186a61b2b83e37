"""The front door and signing in: ARGUMENTS are an admin's and a cashier's name and password."""

# What the browser says of asking who is signed in where nobody is.
UNKNOWN = "Failed to load resource: the server responded with a status of 401"


def check(desk):
    admin, secret, cashier, pin, device = desk.arguments
    front = desk.open("/")
    assert front.locator(".door").count() == 4
    desk.look(front, "front")
    for language in ("id", "vi", "sv", "ro", "nl"):
        front.evaluate("() => { document.querySelector('.menu').open = true; }")
        front.select_option("#language", language)
        front.wait_for_function(f"() => document.documentElement.lang === '{language}'")
        desk.look(front, f"front-{language}", widths=(320,))
    front.reload()
    front.wait_for_selector("#masthead .brand")
    assert front.evaluate("() => document.documentElement.lang") == "nl", "the choice was forgotten"

    page = desk.open("/sign-in?to=/admin", expected=(UNKNOWN,))
    desk.look(page, "sign-in")
    order = desk.walk(page, "sign-in")
    assert order.index("operator") < order.index("how") < order.index("password"), order
    page.click("form button")
    assert page.locator("#operator-wrong").inner_text() == "Fill this in."
    assert page.evaluate("() => document.activeElement.id") == "operator"
    desk.look(page, "sign-in-empty", widths=(412,))
    page.fill("#operator", admin)
    page.fill("#password", "not the right words")
    page.click("form button")
    page.wait_for_function("() => document.getElementById('wrong').textContent !== ''")
    assert page.locator("#wrong").inner_text() == "The name or the password is not right."
    desk.look(page, "sign-in-refused", widths=(412,))
    page.fill("#password", secret)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin")
    assert "tessera" not in page.evaluate("() => document.cookie"), "a script can read the session"

    # Signing out is in sight; what was worked at leaves the browser, and so does the way back.
    page.evaluate("() => sessionStorage.setItem('table', 'names')")
    page.wait_for_selector("#leave:not([hidden])", state="attached")
    page.evaluate("() => { document.querySelector('.menu').open = true; }")
    page.click("#leave")
    page.wait_for_url("**/sign-in")
    assert page.evaluate("() => sessionStorage.length") == 0
    assert page.evaluate("() => localStorage.getItem('tessera.session')") is None
    page.goto(desk.base + "/admin")
    page.wait_for_url("**/sign-in?to=*")

    page = desk.open("/sign-in?to=//elsewhere.example/")
    page.select_option("#how", "pin")
    page.fill("#operator", cashier)
    page.fill("#device", device)
    page.fill("#pin", pin)
    desk.look(page, "sign-in-pin", widths=(412,))
    page.keyboard.press("Enter")
    page.wait_for_url("**/cashier")
    page.goto(desk.base + "/sign-in")
    page.wait_for_function(f"() => document.getElementById('device').value === '{device}'")
