"""Receives messages as a shop would, and checks them with the package standardwebhooks.

receive-webhooks.py FOLDER AT: listens at a port of its own, which it writes to FOLDER/port, and
believes what is signed with FOLDER/secret as of AT, in seconds. The first message is answered
with 500, every later one with 204; FOLDER/received gets a line of JSON for each. It ends after
a minute without a message.
"""

import datetime
import http.server
import json
import pathlib
import sys

import standardwebhooks.webhooks as receiver

folder, at = pathlib.Path(sys.argv[1]), float(sys.argv[2])


class Then(datetime.datetime):
    """The package asks the machine what time it is; a test has a time of its own."""

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(at, tz=tz)


receiver.datetime = Then


class Receiver(http.server.BaseHTTPRequestHandler):
    count = 0

    def do_POST(self):
        Receiver.count += 1
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        secret = (folder / "secret").read_text().strip()
        line = {"id": self.headers["webhook-id"]}
        try:
            line["type"] = receiver.Webhook(secret).verify(body, dict(self.headers))["type"]
        except receiver.WebhookVerificationError as error:
            line["refused"] = str(error)
        line["answer"] = 500 if Receiver.count == 1 else 204
        with (folder / "received").open("a") as received:
            received.write(json.dumps(line, separators=(",", ":")) + "\n")
        self.send_response(line["answer"])
        self.end_headers()

    def log_message(self, *words):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
server.timeout = 60
(folder / "received").touch()
(folder / "port.new").write_text(str(server.server_port))
(folder / "port.new").rename(folder / "port")
is_over = False


def end():
    global is_over
    is_over = True


server.handle_timeout = end
while not is_over:
    server.handle_request()
