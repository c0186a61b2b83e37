"""Checks a message to a webhook as a receiver would, with the package standardwebhooks.

Reads {"secret", "headers", "body", "at"} as JSON; "at" is when it is received, in seconds.
Prints the type that the body says, or why the message is not believed.
"""

import datetime
import json
import sys

import standardwebhooks.webhooks as receiver

message = json.load(sys.stdin)


class Then(datetime.datetime):
    """The package asks the machine what time it is; a test has a time of its own."""

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(message["at"], tz=tz)


receiver.datetime = Then
try:
    body = receiver.Webhook(message["secret"]).verify(message["body"], message["headers"])
    print(body["type"])
except receiver.WebhookVerificationError as error:
    print("refused:", error)
