"""Draws the files of Tests/Pictures: the same gift card as other programs save it.

Run it from the root of the project after Tests/Tools/install-readers.sh:

    .build/readers/bin/python3 Tests/Tools/make-pictures.py

The symbols are drawn by zxing-cpp and the files written by Pillow, so nothing here has passed
through the code that the tests put to the proof.
"""

import json
import pathlib

import numpy
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter, ImageOps

TESTS = pathlib.Path(__file__).parent.parent
OUT = TESTS / "Pictures"
CASES = json.loads((TESTS / "Vectors/token-v1.json").read_text())["cases"]
TOKENS = {case["name"]: case["token"] for case in CASES}


def symbol(content, scale=4, **options):
    barcode = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, **options)
    grey = zxingcpp.write_barcode_to_image(barcode, scale=scale, add_quiet_zones=True)
    return Image.fromarray(numpy.array(grey)).convert("L")


def photograph(code):
    """A hand-held card: turned, seen from the side, lit from the left, out of focus, noisy."""
    scene = Image.new("L", (640, 480), 140)
    card = Image.new("L", (360, 330), 235)
    card.paste(code.resize((280, 280)), (40, 25))
    turned = card.rotate(13, expand=True, fillcolor=140, resample=Image.BICUBIC)
    scene.paste(turned, (110, 30))
    scene = scene.transform(
        scene.size, Image.PERSPECTIVE, (1.05, 0.06, -20, 0.02, 1.08, -12, 0.0001, 0.0002),
        resample=Image.BICUBIC, fillcolor=140)
    scene = scene.filter(ImageFilter.GaussianBlur(1.2))
    light = numpy.linspace(1.0, 0.55, 640)[None, :]
    noise = numpy.random.default_rng(7).normal(0, 6, (480, 640))
    pixels = numpy.asarray(scene, dtype=float) * light + noise
    return Image.fromarray(pixels.clip(0, 255).astype("uint8"))


def sheet():
    """Four cards on a page that lies a little crooked."""
    page = Image.new("L", (520, 470), 255)
    names = ["gift_eur_50", "gift_vnd_250000", "member_1234567", "discount_15_percent"]
    for index, name in enumerate(names):
        place = (30 + 250 * (index % 2), 30 + 220 * (index // 2))
        page.paste(symbol(TOKENS[name]), place)
    return page.rotate(2, fillcolor=255, resample=Image.BICUBIC)


OUT.mkdir(exist_ok=True)
gift = symbol(TOKENS["gift_eur_50"])
black = Image.new("L", gift.size, 0)
Image.merge("LA", (black, ImageOps.invert(gift))).save(OUT / "see-through.png")
gift.convert("1").save(OUT / "one-bit.png")
gift.convert("RGB").quantize(4).save(OUT / "palette.png")
Image.fromarray(numpy.asarray(gift, dtype="uint16") * 257).save(OUT / "sixteen-bit.png")
ImageOps.colorize(gift, "#123a6b", "#fff3c4").save(OUT / "colour.png")
ImageOps.colorize(gift, "#123a6b", "#fff3c4").save(OUT / "colour.jpg", quality=70)
gift.save(OUT / "progressive.jpg", quality=60, progressive=True)
photograph(gift).save(OUT / "photograph.jpg", quality=55)
sheet().quantize(8).save(OUT / "sheet.png")
symbol("Grüße, 礼品卡".encode()).save(OUT / "greeting.png")
symbol(bytes([0xFF, 0xFE, 0x80, 0xC3, 0x28])).save(OUT / "not-text.png")
Image.new("CMYK", (16, 16)).save(OUT / "four-inks.jpg")
tiny = Image.new("L", (24, 24), 255)
ImageDraw.Draw(tiny).rectangle((6, 6, 17, 17), fill=0)
tiny.save(OUT / "tiny.png")
tiny.save(OUT / "tiny.jpg")
