"""Draws the symbols of Tests/Vectors/qr-symbols.json with segno, which shares no code with ours.

    .build/readers/bin/python3 Tests/Tools/make-symbols.py

One entry is one symbol: its modules row by row as hexadecimal digits, dark is 1, and its text;
`text` is null for a symbol that is to be refused.
"""

import json
import pathlib

import segno

OUT = pathlib.Path(__file__).parent.parent / "Vectors/qr-symbols.json"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def entry(name, note, code, text):
    rows = []
    for row in code.matrix:
        bits = "".join("1" if module else "0" for module in row)
        rows.append(f"{int(bits, 2):0{(len(bits) + 3) // 4}x}")
    return {"name": name, "note": note, "side": len(rows), "text": text, "rows": "".join(rows)}


def symbol(name, note, text, **options):
    code = segno.make_qr(text, boost_error=False, **options)
    return entry(name, note, code, text)


def token(count, start):
    return "".join(ALPHABET[(start + index * 7) % 32] for index in range(count))


cases = []
for version in range(1, 41):
    level = "LMQH"[version % 4]
    cases.append(symbol(
        f"version_{version}_{level.lower()}",
        "Every version, with its blocks and its alignment patterns.",
        token(10 + 8 * (version - 1) // 2, version), version=version, error=level,
        mask=version * 3 % 8, mode="alphanumeric"))
for level in "LMQH":
    for version in (1, 2, 3, 4, 5, 6, 7, 10):
        cases.append(symbol(
            f"level_{level.lower()}_version_{version}",
            "Every level of the sizes that are printed.",
            token(9, version), version=version, error=level, mask=5, mode="alphanumeric"))
for mask in range(8):
    cases.append(symbol(
        f"mask_{mask}", "Every mask on one text.", "TZ128002000001G24BHKVCMDTVH17AGPGM84W1",
        version=4, error="M", mask=mask, mode="alphanumeric"))
for digits in ("7", "42", "314", "2718", "31415926535897932384626433832795028841971"):
    cases.append(symbol(
        f"numeric_{len(digits)}", "Groups of three digits and what is left over.", digits,
        error="M", mode="numeric"))
cases.append(symbol(
    "numeric_wide_count", "From version 10 the count is wider.", "0123456789" * 5,
    version=10, error="H", mode="numeric"))
cases.append(symbol(
    "numeric_widest_count", "From version 27 it is wider still.", "9876543210" * 5,
    version=27, error="L", mode="numeric"))
cases.append(symbol(
    "alphanumeric_all", "Every character of the mode.",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", error="Q", mode="alphanumeric"))
cases.append(symbol(
    "bytes", "Small letters need byte mode.", "https://example.org/v?x=1", error="M", mode="byte"))
cases.append(symbol(
    "bytes_wide_count", "From version 10 the count of bytes is wider.", "a small letter " * 4,
    version=12, error="M", mode="byte"))
cases.append(entry(
    "eci_utf8", "The character set is named, and is the one that is expected anyhow.",
    segno.make_qr("Größe", eci=True, encoding="utf-8", error="M"), "Größe"))
cases.append(entry(
    "eci_latin_2", "Another character set is asked for: refused.",
    segno.make_qr("Größe", eci=True, encoding="iso-8859-2", error="M"), None))
cases.append(entry(
    "kanji", "No token is written in kanji: refused.",
    segno.make_qr("漢字", mode="kanji", error="M"), None))
cases.append(entry(
    "structured_append", "One part of several is no whole text: refused.",
    segno.make_sequence("TZ1" + token(60, 5), version=2, error="M")[0], None))
OUT.write_text(json.dumps({"cases": cases}, ensure_ascii=False, indent=1) + "\n")
