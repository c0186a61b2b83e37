"""Draws stress pictures of vouchers as a camera shows them, the same for the same seed.

    .build/readers/bin/python3 Tests/Tools/make-stress.py FOLDER [COUNT [SEED]]
    .build/readers/bin/python3 Tests/Tools/make-stress.py FOLDER 200 SEED nothing

Each picture is FOLDER/NNN-kind.pgm; FOLDER/truth.tsv names each file and its text. The symbols are
drawn by segno, so nothing here has passed through the code that is put to the proof. Every picture
is turned and seen from the side; its kind says what is worst about it. With the word `nothing` the
pictures are noise and frames destroyed on the way, in which there is nothing to be read.
"""

import io
import pathlib
import sys

import numpy
import segno
from PIL import Image, ImageDraw, ImageFilter

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIZES = [(640, 480), (640, 480), (800, 600), (960, 540), (1280, 720)]
KINDS = ["turned", "aslant", "blurred", "noisy", "dark", "glare", "inverted", "small", "moving",
         "everything"]


def token(chance):
    count = int(chance.integers(59, 78))
    return "TZ1" + "".join(ALPHABET[chance.integers(32)] for _ in range(count - 3))


def label(code, chance):
    """The symbol on its paper or screen, 8 pixels to the module, and where its corners lie."""
    scale, quiet = 8, int(chance.choice([2, 3, 4, 4, 4]))
    matrix = numpy.array([list(row) for row in code.matrix], dtype=bool)
    side = matrix.shape[0]
    modules = numpy.pad(numpy.where(matrix, 0, 255).astype(numpy.uint8), quiet,
                        constant_values=255)
    return Image.fromarray(modules).resize(((side + 2 * quiet) * scale,) * 2, Image.NEAREST)


def surroundings(width, height, chance):
    """A counter with things on it: patches, lines, print."""
    scene = Image.new("L", (width, height), int(chance.integers(60, 220)))
    draw = ImageDraw.Draw(scene)
    for _ in range(int(chance.integers(0, 14))):
        x, y = chance.integers(0, width), chance.integers(0, height)
        w, h = chance.integers(10, 260, 2)
        shade = int(chance.integers(0, 256))
        if chance.random() < 0.5:
            draw.rectangle((x, y, x + w, y + h), fill=shade)
        else:
            draw.ellipse((x, y, x + w, y + h), fill=shade)
    for _ in range(int(chance.integers(0, 12))):
        x, y = int(chance.integers(0, width)), int(chance.integers(0, height))
        for line in range(int(chance.integers(1, 6))):
            word = "".join(chance.choice(list("abcdefgh iklmnop rstuv"), 24))
            draw.text((x, y + 11 * line), word, fill=int(chance.integers(0, 90)))
    return scene


def homography(source, target):
    rows, right = [], []
    for (x, y), (u, v) in zip(source, target):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        right += [u, v]
    return numpy.append(numpy.linalg.solve(numpy.array(rows), numpy.array(right)), 1)


def corners(width, height, reach, tilt, chance):
    """Where the corners of a tilted square appear; `reach` is half its side in pixels."""
    angle = chance.uniform(0, 2 * numpy.pi)
    lean = numpy.radians(tilt)
    towards = chance.uniform(0, 2 * numpy.pi)
    axis = numpy.array([numpy.cos(towards), numpy.sin(towards), 0])
    cross = numpy.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    turn = numpy.eye(3) + numpy.sin(lean) * cross + (1 - numpy.cos(lean)) * cross @ cross
    distance = chance.uniform(3.0, 6.0)
    points = []
    for x, y in [(-1, -1), (1, -1), (1, 1), (-1, 1)]:
        flat = numpy.array([x * numpy.cos(angle) - y * numpy.sin(angle),
                            x * numpy.sin(angle) + y * numpy.cos(angle), 0])
        point = turn @ flat
        zoom = distance / (distance + point[2])
        points.append(point[:2] * zoom * reach)
    points = numpy.array(points)
    low, high = points.min(0), points.max(0)
    room = numpy.array([width, height]) - (high - low) - 8
    shift = 4 - low + numpy.maximum(room, 0) * chance.uniform(0.05, 0.95, 2)
    return points + shift


def placed(scene, paper, target):
    """Draws the paper into the scene; four samples to the pixel each way against stairs."""
    width, height = scene.size
    side = paper.size[0]
    source = [(0, 0), (side, 0), (side, side), (0, side)]
    fine = 3
    backwards = homography([(x * fine, y * fine) for x, y in target], source)
    size = (width * fine, height * fine)
    drawn = paper.transform(size, Image.PERSPECTIVE, backwards[:8], Image.BILINEAR)
    where = Image.new("L", paper.size, 255).transform(
        size, Image.PERSPECTIVE, backwards[:8], Image.NEAREST)
    large = scene.resize(size, Image.BILINEAR)
    large.paste(drawn, (0, 0), where)
    return large.resize((width, height), Image.BOX)


def streak(pixels, length, angle):
    """Motion in a straight line while the picture is taken."""
    steps = max(2, int(length * 4))
    total = numpy.zeros_like(pixels)
    picture = Image.fromarray(pixels.astype(numpy.float32))
    for step in range(steps):
        along = (step / (steps - 1) - 0.5) * length
        dx, dy = along * numpy.cos(angle), along * numpy.sin(angle)
        total += numpy.asarray(
            picture.transform(picture.size, Image.AFFINE, (1, 0, dx, 0, 1, dy), Image.BILINEAR))
    return total / steps


def frame(kind, chance):
    text = token(chance)
    level = "Q" if chance.random() < 0.3 else "M"
    code = segno.make_qr(text, error=level, mode="alphanumeric", boost_error=False)
    side = code.symbol_size(border=0)[0]
    paper = label(code, chance)
    quietly = paper.size[0] / 8
    width, height = SIZES[chance.integers(len(SIZES))]
    every = kind == "everything"

    pitch = chance.uniform(3.4, 8.5)
    if kind == "small":
        pitch = chance.uniform(2.0, 3.0)
    elif kind in ("blurred", "moving"):
        pitch = chance.uniform(3.6, 8)
    pitch = min(pitch, 0.66 * min(width, height) / quietly)
    tilt = chance.uniform(0, 25)
    if kind == "aslant":
        tilt = chance.uniform(30, 52)
        pitch = max(pitch, 4.2)
    elif every:
        tilt = chance.uniform(10, 35)
    target = corners(width, height, pitch * quietly / 2, tilt, chance)
    if kind == "inverted" or (every and chance.random() < 0.25):
        paper = Image.eval(paper, lambda grey: 255 - grey)
    scene = placed(surroundings(width, height, chance), paper, target)

    blur = chance.uniform(0.3, 0.8)
    if kind == "blurred":
        blur = pitch * chance.uniform(0.28, 0.47)
    elif every:
        blur = pitch * chance.uniform(0.15, 0.32)
    elif kind == "small":
        blur = chance.uniform(0.3, 0.6)
    scene = scene.filter(ImageFilter.GaussianBlur(blur))
    pixels = numpy.asarray(scene, dtype=float)
    if kind == "moving":
        pixels = streak(pixels, pitch * chance.uniform(0.6, 1.35), chance.uniform(0, numpy.pi))

    low, high = chance.uniform(0, 50), chance.uniform(190, 255)
    noise = chance.uniform(1, 6)
    if kind == "noisy":
        noise = chance.uniform(14, 38)
    elif kind == "dark":
        low, high = chance.uniform(2, 20), chance.uniform(30, 75)
        noise = chance.uniform(1, (high - low) * 0.09)
    elif every:
        low, high, noise = chance.uniform(5, 60), chance.uniform(120, 220), chance.uniform(4, 11)
    pixels = low + pixels * (high - low) / 255

    down, across = numpy.mgrid[0:height, 0:width]
    heading = chance.uniform(0, 2 * numpy.pi)
    slope = ((across / width - 0.5) * numpy.cos(heading)
             + (down / height - 0.5) * numpy.sin(heading))
    pixels = pixels * (1 + slope * chance.uniform(0, 0.9 if every else 0.7))
    if kind == "glare" or (every and chance.random() < 0.3):
        middle = target.mean(0) + chance.uniform(-0.6, 0.6, 2) * pitch * side / 2
        spread = pitch * side * chance.uniform(0.1, 0.26)
        away = ((across - middle[0]) ** 2 + (down - middle[1]) ** 2) / (2 * spread ** 2)
        pixels = pixels + chance.uniform(90, 260) * numpy.exp(-away ** chance.uniform(0.8, 1.6))
    pixels = pixels + chance.normal(0, noise, pixels.shape)
    picture = Image.fromarray(pixels.clip(0, 255).round().astype(numpy.uint8))
    if every or chance.random() < 0.3:
        packed = io.BytesIO()
        picture.save(packed, "JPEG", quality=int(chance.integers(45, 90)))
        picture = Image.open(packed).convert("L")
    return text, picture


def wreck(number, chance):
    """A frame in which nothing can be read: chance alone, or a picture beyond repair."""
    width, height = SIZES[chance.integers(len(SIZES))]
    kind = ["noise", "coarse", "binary", "torn", "shuffled", "halved", "filled"][number % 7]
    if kind == "noise":
        return kind, chance.integers(0, 256, (height, width))
    if kind in ("coarse", "binary"):
        cell = int(chance.integers(2, 9))
        rough = chance.integers(0, 256, (height // cell + 1, width // cell + 1))
        if kind == "binary":
            rough = numpy.where(rough < 128, 10, 240)
        return kind, numpy.kron(rough, numpy.ones((cell, cell), int))[:height, :width]
    pixels = numpy.asarray(frame("turned", chance)[1]).copy()
    height, width = pixels.shape
    if kind == "torn":
        for row in range(height):
            pixels[row] = numpy.roll(pixels[row], int(chance.integers(0, width)))
    elif kind == "shuffled":
        whole = pixels[:height // 8 * 8, :width // 8 * 8]
        blocks = whole.reshape(height // 8, 8, -1, 8).swapaxes(1, 2).reshape(-1, 8, 8)
        blocks = chance.permutation(blocks).reshape(height // 8, -1, 8, 8).swapaxes(1, 2)
        pixels = blocks.reshape(whole.shape)
        return kind, numpy.pad(pixels, ((0, height % 8), (0, width % 8)))
    elif kind == "halved":
        pixels = pixels.astype(int) * 0 + 200 if number % 2 else chance.permutation(pixels)
    else:
        ground = chance.integers(0, 256, pixels.shape)
        pixels = numpy.where(chance.random(pixels.shape) < 0.93, ground, pixels)
    return kind, pixels


def main():
    folder = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 20261122
    folder.mkdir(parents=True, exist_ok=True)
    truth = []
    for number in range(count if len(sys.argv) > 4 else 0):
        kind, pixels = wreck(number, numpy.random.default_rng([seed, number, 1]))
        name = f"{number:03}-{kind}.pgm"
        Image.fromarray(pixels.astype(numpy.uint8)).save(folder / name)
        truth.append(f"{name}\t\n")
    for number in range(0 if len(sys.argv) > 4 else count):
        kind = KINDS[number % len(KINDS)]
        text, picture = frame(kind, numpy.random.default_rng([seed, number]))
        name = f"{number:03}-{kind}.pgm"
        picture.save(folder / name)
        truth.append(f"{name}\t{text}\n")
    (folder / "truth.tsv").write_text("".join(truth))


if __name__ == "__main__":
    main()
