"""Reads a folder of pictures in Chromium with the module of the pages, as docs/scanner.md calls it.

    .build/readers/bin/python3 Tests/Tools/scanner-wasm.py FOLDER

FOLDER holds pictures (PGM) and truth.tsv, which names each of them and its text; a picture without
text holds nothing. One line for each picture: its name and what was read, separated by a tab. Exits
1 if a picture was misread, or anything was said on the page's console. The script on the page is
the one in docs/scanner.md, under the headers that the pages have.
"""

import functools
import http.server
import pathlib
import re
import sys
import threading

from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).parent.parent.parent
MODULE = ROOT / "Sources/CPages/pages/scanner.wasm"
POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
READ = """async name => {
    const bytes = new Uint8Array(await (await fetch('pictures/' + name)).arrayBuffer())
    const head = new TextDecoder('latin1').decode(bytes.subarray(0, 20))
    const [, width, height] = head.split(/\\s+/).map(Number)
    const picture = new ImageData(width, height)
    const grey = bytes.subarray(bytes.length - width * height)
    for (let index = 0; index < grey.length; index += 1) {
        picture.data.fill(grey[index], 4 * index, 4 * index + 3)
        picture.data[4 * index + 3] = 255
    }
    return read(picture)
}"""


def script():
    """The page's script as the document has it, and a name for what it defines."""
    block = re.search(r"```js\n(.*?)```", (ROOT / "docs/scanner.md").read_text(), re.DOTALL)
    return (block[1] + "\nglobalThis.read = read\n").encode()


class Page(http.server.BaseHTTPRequestHandler):
    def __init__(self, pictures, *rest):
        self.pictures = pictures
        super().__init__(*rest)

    def do_GET(self):
        if self.path == "/":
            self.answer("text/html", b"<!doctype html><script type=module src=read.js></script>")
        elif self.path == "/read.js":
            self.answer("text/javascript", script())
        elif self.path == "/scanner.wasm":
            self.answer("application/wasm", MODULE.read_bytes())
        elif self.path.startswith("/pictures/"):
            picture = self.pictures / pathlib.PurePath(self.path).name
            self.answer("application/octet-stream", picture.read_bytes())
        else:
            self.answer("image/x-icon", b"")

    def answer(self, kind, body):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


def main():
    folder = pathlib.Path(sys.argv[1])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Page, folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    said, misread = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        # A machine that does much else at the time may be slow.
        page.set_default_timeout(180_000)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        try:
            page.wait_for_function("Boolean(globalThis.read)")
        except Exception as error:
            sys.exit(f"the page's script does not come up: {error}, said: {said}")
        for line in (folder / "truth.tsv").read_text().splitlines():
            name, truth = line.split("\t")
            text = page.evaluate(READ, name) or ""
            print(name, text, sep="\t")
            if text not in ("", truth):
                misread.append(name)
        browser.close()
    server.shutdown()
    if said or misread:
        sys.exit(f"said: {said}, misread: {misread}")


if __name__ == "__main__":
    main()
