"""The camera: a film of a printed code, in view for five seconds, away, and there again.

ARGUMENTS: the password of all, an access key for everything. The film is made before the browser begins.
"""
import json
import shutil
import subprocess
import time
import urllib.request

import segno
from PIL import Image, ImageFilter
from till import Till, word

SEEN, AWAY = 5, 3
made = {}


def FLAGS(folder, base, arguments):
    """Issues a coffee, prints it, films the print, and makes the film what the camera sees."""
    _, key = arguments
    body = {"kind": "entitlement", "count": 1, "campaign": 9, "uses": 5, "terms": "Five coffees."}
    request = urllib.request.Request(
        base + "/v1/vouchers", json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {key}", "Idempotency-Key": "film-1"})
    with urllib.request.urlopen(request) as answer:
        made.update(json.loads(answer.read())["vouchers"][0])
    print_ = folder / "code.png"
    segno.make(made["token"], error="m", mode="alphanumeric").save(print_, scale=7, border=4)
    table = Image.new("RGB", (640, 480), (96, 84, 70))
    code = Image.open(print_).convert("RGB").rotate(8, expand=True, fillcolor=(236, 232, 224))
    table.paste(code, ((640 - code.width) // 2, (480 - code.height) // 2))
    table.filter(ImageFilter.GaussianBlur(0.6)).save(folder / "seen.png")
    Image.new("RGB", (640, 480), (96, 84, 70)).save(folder / "away.png")
    # A film of this kind does not say how fast it is; the browser shows thirty pictures a second.
    film = folder / "film.mjpeg"
    subprocess.run(
        [shutil.which("ffmpeg"), "-loglevel", "error", "-loop", "1", "-t", str(SEEN), "-i", folder / "seen.png",
         "-loop", "1", "-t", str(AWAY), "-i", folder / "away.png", "-filter_complex", "[0][1]concat,fps=30,noise=alls=6",
         "-pix_fmt", "yuvj420p", "-q:v", "3", film], check=True)
    return ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film}"]


def check(desk):
    password, key = desk.arguments
    till = Till(desk, password, key)
    page = till.open()
    page.click("#camera")
    began = time.monotonic()
    said = word(page, "accepted")
    print(f"from the press to the answer: {time.monotonic() - began:.2f} s")
    assert "4 uses left" in said, said
    # It stays in view, and is one redemption; in the second round of the film it is presented again.
    page.wait_for_timeout(4000)
    assert word(page, "accepted") == said and page.locator("#last li").count() == 1
    assert till.redemptions(made["voucher"]) == 1, till.story(made["voucher"])
    page.wait_for_function("() => document.getElementById('result').innerText.includes('3 uses left')", timeout=60_000)
    assert till.redemptions(made["voucher"]) == 2, till.story(made["voucher"])
    desk.look(page, "camera-accepted", widths=(412, 1280))
    page.click("#camera")
    page.wait_for_selector("#view", state="hidden")
