"""The partner's page and its camera: pairs by the code that the office shows, then sees a voucher,
also after the page was opened anew without a network.

ARGUMENTS: an access key for everything. The film is made before the browser begins.
"""
import shutil
import subprocess

import segno
from desk import kept
from line import Line
from PIL import Image, ImageFilter
from tablet import AWAY, Cafe, pill, said
from till import word

SEEN, AWAY_SECONDS = 4, 3
TABLE = (96, 84, 70)
made = {}


class Asking:
    """What a Cafe asks through, before there is a browser."""

    def __init__(self, base):
        from desk import Desk
        self.base, self.ask = base, lambda *wish: Desk.ask(self, *wish)


def picture(text, file):
    """A print of a code on a table."""
    segno.make(text, error="m", mode="alphanumeric").save(file, scale=4, border=4)
    table = Image.new("RGB", (640, 480), TABLE)
    code = Image.open(file).convert("RGB").rotate(6, expand=True, fillcolor=(236, 232, 224))
    table.paste(code, ((640 - code.width) // 2, (480 - code.height) // 2))
    table.filter(ImageFilter.GaussianBlur(0.5)).save(file)


def FLAGS(folder, base, arguments):
    """Makes a pairing and a coffee, films both, and makes the film what the camera sees."""
    cafe = made["cafe"] = Cafe(Asking(base), base, arguments[0])
    coffee = made["coffee"] = cafe.coffee(5)
    picture(cafe.pairing(), folder / "pairing.png")
    picture(coffee["token"], folder / "coffee.png")
    Image.new("RGB", (640, 480), TABLE).save(folder / "away.png")
    film = folder / "film.mjpeg"
    inputs = []
    for name, seconds in (("pairing", SEEN), ("away", AWAY_SECONDS), ("coffee", SEEN),
                          ("away", AWAY_SECONDS)):
        inputs += ["-loop", "1", "-t", str(seconds), "-i", folder / f"{name}.png"]
    subprocess.run(
        [shutil.which("ffmpeg"), "-loglevel", "error", *inputs, "-filter_complex",
         "[0][1][2][3]concat=n=4,fps=30,noise=alls=6", "-pix_fmt", "yuvj420p", "-q:v", "3", film],
        check=True)
    return ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film}"]


def check(desk):
    cafe, coffee = made["cafe"], made["coffee"]
    line = Line(desk.base)
    desk.base = line.base
    try:
        page = desk.open("/partner", expected=AWAY)
        word(page, "unpaired")
        page.click("#camera")
        said(page, "Valid until", "standing")
        # The code of the office is still in view, or comes again: that changes nothing.
        assert "4 uses left" in word(page, "accepted")
        pill(page, "Online")
        kept(page, "partner")
        assert cafe.taken(coffee) == 1
        line.cut()
        page.reload()
        pill(page, "Offline")
        # By now others may have used the rest: the till says that it cannot know.
        assert "known with the network only" in word(page, "network", 60_000)
        desk.look(page, "partner-camera", widths=(412, 1280))
    finally:
        desk.end(line)
