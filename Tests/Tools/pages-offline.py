#!/usr/bin/env python3
"""Runs the offline modules of the pages in Chromium against the golden vectors and, if there is a
folder with what the Swift side wrote, against that.

    pages-offline.py [FOLDER]

What the modules make for the Swift side to judge is written to FOLDER/out.json. Ends with 0 if
every check held, and prints those that did not.
"""
import http.server
import json
import os
import pathlib
import sys
import threading

from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = {
    "offline": ROOT / "Sources/CPages/pages/offline",
    "vectors": ROOT / "Tests/Vectors",
    "pages": ROOT / "Tests/Pages",
    "samples": ROOT / "Sources/CSamples",
}


class Handler(http.server.SimpleHTTPRequestHandler):
    """Gives out the files of a few folders, and nothing else."""

    extensions_map = {".js": "text/javascript", ".html": "text/html", ".json": "application/json"}

    def translate_path(self, path):
        parts = path.split("?")[0].strip("/").split("/")
        folder = FOLDERS.get(parts[0])
        inside = len(parts) == 2 and folder and not parts[1].startswith(".")
        return str(folder / parts[1]) if inside else "/nowhere"

    def log_message(self, *words):
        pass


def main():
    names = ["golden", "settlement"]
    if len(sys.argv) > 1:
        FOLDERS["data"] = pathlib.Path(sys.argv[1])
        names = None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    browser_path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        faults = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.server_port}/pages/offline.html")
        page.wait_for_function("window.run", timeout=60_000)
        found = page.evaluate("(names) => window.run(names)", names)
        browser.close()
    server.shutdown()
    failures = found["failures"] + faults
    if "data" in FOLDERS:
        (FOLDERS["data"] / "out.json").write_text(json.dumps(found["out"]))
    for failure in failures:
        print(failure)
    print(f"{found['checks']} checks, {len(failures)} failed")
    sys.exit(1 if failures else 0)


main()
