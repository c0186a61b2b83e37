"""A browser at the running service, and what must hold on every page.

Every check of a page gets a Desk. Whatever a page does against the rules while anything else is looked at,
fails the check at its end: a console error, a word that no catalogue has, a request to another place, a
breach of the Content-Security-Policy.
"""
import json
import os
import pathlib
import shutil
import tempfile
import urllib.error
import urllib.request

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

WIDTHS = (320, 412, 1280)
LIGHTS = ("light", "dark")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Before anything else on a page: breaches are kept where the check finds them.
WATCH = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.breaches.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
# What stands out at the right, and how far.
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return null;
  const out = [...document.querySelectorAll("body *")].filter((element) =>
    element.getBoundingClientRect().right > width + 1 && !element.closest(".scroll, .unseen"));
  return out.slice(0, 5).map((element) => element.outerHTML.slice(0, 120)).join("\\n") || "the page";
}"""
# A key such as common.menu that was said as it is, for want of a word.
BARE = r"() => [...document.body.innerText.matchAll(/\b(?:common|error|door|cashier|partner|admin|card)\.[a-z_.]+/g)].map(String)"


class Desk:
    """A browser, and the service that it asks."""

    def __init__(self, base, arguments=(), flags=()):
        self.base = base
        self.arguments = list(arguments)
        self.faults = []
        kept = os.environ.get("TESSERA_SCREENSHOTS")
        self.folder = pathlib.Path(kept or tempfile.mkdtemp(prefix="tessera-pages.", dir="/dev/shm"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self._isKept = bool(kept)
        self._player = sync_playwright().start()
        self.browser = self._player.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", *flags])

    def end(self, line):
        """Closes every page and then the line, so that none of them asks a line that is gone."""
        for context in list(self.browser.contexts):
            context.close()
        line.cut()

    def close(self):
        """Ends the browser; says what was against the rules."""
        self.browser.close()
        self._player.stop()
        if not self._isKept:
            shutil.rmtree(self.folder, ignore_errors=True)
        assert not self.faults, "\n".join(self.faults)

    def open(self, path, width=412, light="light", language="en", session=None, expected=(), **more):
        """A page of its own context. `expected` are beginnings of console errors that belong to the check."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 880 if width < 600 else 800}, color_scheme=light,
            locale=language, reduced_motion="reduce", **more)
        context.set_default_timeout(60_000)
        if session:
            context.add_cookies([session])
        page = context.new_page()
        page.add_init_script(WATCH)
        self.watch(page, expected)
        page.goto(self.base + path)
        page.wait_for_selector("#masthead .brand")
        return page

    def watch(self, page, expected=()):
        """Takes note of what a page does against the rules."""
        def said(message):
            # The browser itself says so of every answer that is a "no".
            usual = "Failed to load resource: the server responded with a status of 4"
            if message.type in ("error", "warning") and not message.text.startswith((usual, *expected)):
                self.faults.append(f"{page.url}: {message.type}: {message.text}")

        def asked(request):
            if not request.url.startswith((self.base + "/", "blob:", "data:")):
                self.faults.append(f"{page.url} asks {request.url}")

        page.on("console", said)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("request", asked)

    def look(self, page, name, widths=WIDTHS):
        """Takes pictures of a state in all widths and both lights, and finds what is wrong with it."""
        size = page.viewport_size
        for light in LIGHTS:
            page.emulate_media(color_scheme=light)
            for width in widths:
                page.set_viewport_size({"width": width, "height": size["height"]})
                page.wait_for_timeout(60)
                self._fit(page, f"{name} at {width}")
                page.screenshot(path=self.folder / f"{name}-{width}-{light}.png", full_page=True)
            self._examine(page, f"{name} {light}")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(size)
        page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        page.wait_for_timeout(60)
        self._fit(page, f"{name} with letters of 200 %")
        page.screenshot(path=self.folder / f"{name}-large.png", full_page=True)
        page.evaluate("() => { document.documentElement.style.fontSize = ''; }")
        self.faults += [f"{name}: {breach}" for breach in page.evaluate("() => window.breaches ?? []")]
        self.faults += [f"{name}: no word for {key}" for key in page.evaluate(BARE)]

    def _fit(self, page, name):
        out = page.evaluate(OVERFLOW)
        if out:
            self.faults.append(f"{name}: too wide: {out}")

    def _examine(self, page, name):
        found = Axe().run(page, options=RULES)
        for fault in found["violations"]:
            places = "; ".join(node["html"][:140] for node in fault["nodes"][:3])
            self.faults.append(f"{name}: {fault['id']}: {fault['help']}: {places}")

    def walk(self, page, name, most=80):
        """Goes through a page with Tab alone; gives the ids or texts in the order of their focus."""
        # From the very top, where a reader of the page would begin.
        page.evaluate("""() => {
          document.body.tabIndex = -1;
          document.body.focus();
          document.body.removeAttribute("tabindex");
        }""")
        seen = []
        for _ in range(most):
            page.keyboard.press("Tab")
            stop = page.evaluate("""() => {
              const here = document.activeElement;
              if (!here || here === document.body) return null;
              const style = getComputedStyle(here);
              return [here.id || here.innerText.trim().slice(0, 30) || here.tagName, style.outlineStyle !== "none"];
            }""")
            if stop is None:
                break
            if not stop[1]:
                self.faults.append(f"{name}: the focus on {stop[0]} cannot be seen")
            seen.append(stop[0])
        return seen

    def session(self, operator, secret, **more):
        """Signs in beside the browser; gives the cookie that makes a page somebody's."""
        body = json.dumps({"operator": operator, "password": secret, **more}).encode()
        request = urllib.request.Request(
            self.base + "/v1/sessions", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            name, value = answer.headers["Set-Cookie"].split(";")[0].split("=", 1)
        return {"name": name, "value": value, "url": self.base.replace("http:", "https:"), "secure": True}

    def ask(self, method, path, body=None, key=None, name=None):
        """Asks the service with an access key; gives the value."""
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        if name:
            headers["Idempotency-Key"] = name
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.base + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.read().decode()}") from error


def kept(page, part):
    """Waits until the page would open without a network, and sees that all it loaded is kept."""
    missing = page.evaluate(KEPT, f"tessera-{part}")
    assert missing == [], f"not kept: {missing}"


# A set of files is kept whole; the mark is written last. What is not of a build is left out.
KEPT = """async (name) => {
  await navigator.serviceWorker.ready;
  const kept = await caches.open(name);
  for (let tries = 0; !(await kept.match("/pages/kept")) && tries < 600; tries += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  const paths = (await kept.keys()).map(({ url }) => new URL(url).pathname);
  return performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)
    .filter((path) => path.startsWith("/pages/") && !paths.includes(path)
      && !["/pages/version.json", "/pages/logo"].includes(path));
}"""
