"""Amounts and dates as every language writes and reads them, held against Tests/Vectors/amounts.json."""
import json
import pathlib

VECTORS = pathlib.Path(__file__).parents[1] / "Vectors/amounts.json"


def check(desk):
    wanted = json.loads(VECTORS.read_text())
    page = desk.open("/")
    said = page.evaluate(
        """async (wanted) => {
          const amounts = await import("/pages/amounts.js");
          const number = (value) => Number.isNaN(value) ? null : value;
          return {
            exponents: Object.keys(wanted.exponents).map((code) => amounts.exponent(code)),
            shown: wanted.shown.map(([language, code, minor]) => amounts.money(minor, code, language)),
            typed: wanted.typed.map(([language, code, text]) => number(amounts.typed(text, code, language))),
            days: wanted.days.map(([language, text]) => amounts.day(text, language)),
            twice: ["en", "id", "vi", "sv", "ro", "nl"].flatMap((language) =>
              ["EUR", "IDR", "VND", "JPY", "KWD", "CLF"].flatMap((code) => [0, 1, 99, 100, 123456, 1234567890, 10 ** 12]
                .map((minor) => [minor - minor % (code === "IDR" ? 100 : 1), code])
                .filter(([minor, code]) => {
                  const text = amounts.number(minor, code, language);
                  // What is written without decimals and with one group can be read in two ways.
                  return number(amounts.typed(text, code, language)) !== minor;
                }).map(([minor]) => `${language} ${code} ${minor}`))),
            times: [amounts.moment("2026-11-22T10:05:00Z", "en", "Europe/Bucharest", Date.parse("2026-11-22T20:00:00Z")),
              amounts.moment("2026-11-22T10:05:00Z", "en", "Europe/Bucharest", Date.parse("2026-11-22T23:00:00Z"))],
          };
        }""", wanted)
    assert said["exponents"] == list(wanted["exponents"].values())
    for kind in ("shown", "typed", "days"):
        for row, got in zip(wanted[kind], said[kind]):
            assert got == row[-1], f"{kind}: {row} gave {got!r}"
    assert said["twice"] == [], said["twice"]
    assert said["times"] == ["12:05", "22 Nov 2026, 12:05"], said["times"]
