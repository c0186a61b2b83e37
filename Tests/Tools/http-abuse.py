#!/usr/bin/env python3
"""Behaves badly towards a service and sees that it is not impressed: every case must end by the
service closing or answering, and an honest request must be answered meanwhile.

    http-abuse.py HOST PORT
"""
import http.client
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])


def honest():
    connection = http.client.HTTPConnection(host, port, timeout=10)
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200


def send(first, wait=15.0):
    """What the service answers before it closes; silence for too long is a failure."""
    line = socket.create_connection((host, port), timeout=wait)
    try:
        line.sendall(first)
        said = b""
        while piece := line.recv(65_536):
            said += piece
        return said
    except ConnectionError:
        return b""
    finally:
        line.close()


def status(said):
    return int(said.split(b" ", 2)[1]) if said.startswith(b"HTTP/1.1 ") else None


cases = {
    "half a head": b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ",
    "nothing at all": b"",
    "half a body": b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    b"Content-Length: 100\r\n\r\n{\"operator\":",
    "a head of a megabyte": b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Large: " + b"a" * (1 << 20),
    "ten thousand headers": b"GET /healthz HTTP/1.1\r\n"
    + b"".join(b"X-%d: 1\r\n" % number for number in range(10_000)) + b"\r\n",
    "a path of a megabyte": b"GET /" + b"a" * (1 << 20) + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64,
    "two lengths": b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
    b"Content-Length: 3\r\n\r\n{}",
    "a length and chunks": b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
}
for name, first in cases.items():
    said = send(first)
    found = status(said)
    assert found is None or 400 <= found < 500, f"{name}: {said[:200]!r}"
    honest()
    print(f"{name}: {found or 'closed'}")

paths = [
    "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/v1/..%2f..%2fmetrics", "//metrics",
    "/v1/vouchers/%00", "/v1/vouchers/..", "/metrics%20", "/METRICS", "/metrics/",
    "/.git/config", "/.env", "/tessera.yaml", "/keys/", "/v1/", "/index.html", "/robots.txt",
]
for path in paths:
    said = send(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert status(said) in (400, 401, 404), f"{path}: {said[:200]!r}"
print(f"{len(paths)} paths lead nowhere")

silent = [socket.create_connection((host, port)) for _ in range(200)]
honest()
for line in silent:
    line.close()
print("200 silent connections keep nobody waiting")
