"""Codes that the page of the card draws itself, held against segno's and read by zxing."""
import numpy
import segno
import zxingcpp

TOKEN = "TZ128002000001G24BHKVCMDTVH17AGPGM84W1X51XFMCQDZ051SG6X13F7VFMMTW8"
TEXTS = ["A", "TZ1", TOKEN, f"{TOKEN}.ABEZJY7Y", "TZ1" + "0123456789" * 19, "https://cards.example/card", "Café Luna, dür ölü €",
         "x" * 200, "Z" * 210, "HELLO WORLD $%*+-./:", "0" * 100]


def check(desk):
    page = desk.open("/")
    drawn = page.evaluate(
        """async (texts) => {
          const { symbol } = await import("/pages/qr.js");
          return texts.flatMap((text) => ["L", "M", "Q", "H"].map((level) => {
            try {
              const { version, mask, rows } = symbol(text, level);
              return { text, level, version, mask, rows: rows.map((row) => [...row]) };
            } catch (error) {
              return { text, level, error: error.name };
            }
          }));
        }""", TEXTS)
    versions = set()
    for made in drawn:
        name = f"{made['text'][:20]} at {made['level']}"
        mode = "byte" if any(sign not in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:" for sign in made["text"]) else "alphanumeric"
        smallest = segno.make(made["text"], error=made["level"], mode=mode, encoding="utf-8" if mode == "byte" else None,
                              micro=False, boost_error=False, eci=False)
        if made.get("error"):
            assert made["error"] == "RangeError" and smallest.version > 10, name
            continue
        versions.add(made["version"])
        assert made["version"] == smallest.version, f"{name}: version {made['version']}, not {smallest.version}"
        if mode == "alphanumeric":
            # Of bytes segno 1.6.6 pads one too many where they end with a whole one, which the standard does not.
            wanted = segno.make(made["text"], error=made["level"], mode=mode, micro=False, version=made["version"],
                                mask=made["mask"], boost_error=False, eci=False)
            assert [list(row) for row in wanted.matrix] == made["rows"], f"{name}: other modules"
        picture = numpy.pad(255 * (1 - numpy.array(made["rows"], dtype=numpy.uint8)), 4, constant_values=255)
        read = zxingcpp.read_barcodes(numpy.kron(picture, numpy.ones((4, 4), dtype=numpy.uint8)))
        assert [code.text for code in read] == [made["text"]], name
    assert versions == set(range(1, 11)), versions
