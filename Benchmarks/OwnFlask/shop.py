"""What a competent shop writes itself: signed codes, a table, two routes.

    SHOP_BOOK=FILE python3 shop.py COUNT OUT         issues so many codes into a file
    SHOP_BOOK=FILE gunicorn --workers 2 shop:app     serves them; a postgres:// address works as well
"""
import hmac, os, secrets, sqlite3, sys, time
from flask import Flask, request

SECRET, BOOK = b"thirty-two bytes that nobody has", os.environ["SHOP_BOOK"]
app, mark, book = Flask(__name__), "?", None


def ask(sql, *values):
    global book, mark
    if book is None and BOOK.startswith("postgres://"):
        import psycopg2
        book, mark = psycopg2.connect(BOOK), "%s"
        book.autocommit = True
    elif book is None:
        book = sqlite3.connect(BOOK, timeout=20, isolation_level=None)
        book.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
    cursor = book.cursor()
    cursor.execute(sql.replace("?", mark), values)
    return cursor


def tag(name):
    return hmac.digest(SECRET, name.encode(), "sha256")[:16].hex()


def genuine():
    name, _, given = request.get_json()["voucher"].partition(".")
    return name if hmac.compare_digest(tag(name), given) else None


@app.post("/v1/checks")
def check():
    name = genuine()
    row = name and ask("SELECT amount, used FROM voucher WHERE name = ?", name).fetchone()
    if not row:
        return {"code": "unknown"}, 422
    return {"code": "accepted", "voucher": name, "amount": row[0], "used": row[1]}


@app.post("/v1/redemptions")
def redeem():
    name, key = genuine(), request.headers["Idempotency-Key"]
    if not name:
        return {"code": "unknown"}, 422
    # One statement, so that it is decided and written at once; the key makes a repeat find itself.
    row = ask("UPDATE voucher SET used = ?, key = ? WHERE name = ? AND (used IS NULL OR key = ?)"
              " RETURNING amount, used", int(time.time()), key, name, key).fetchone()
    if not row:
        return {"code": "already_used", "voucher": name}, 409
    return {"code": "accepted", "voucher": name, "taken": row[0], "used": row[1]}, 201


if __name__ == "__main__":
    ask("CREATE TABLE voucher"
        " (name TEXT PRIMARY KEY, amount INTEGER NOT NULL, used INTEGER, key TEXT)")
    ask("BEGIN")
    with open(sys.argv[2], "w") as out:
        for _ in range(int(sys.argv[1]) // 1_000):
            names = [secrets.token_hex(8) for _ in range(1_000)]
            ask("INSERT INTO voucher (name, amount) VALUES " + ", ".join(["(?, 5000)"] * 1_000), *names)
            out.writelines(f"{name}.{tag(name)}\n" for name in names)
    ask("COMMIT")
