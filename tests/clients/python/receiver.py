"""A receiver of webhooks: verifies signatures with the library of Standard Webhooks, and ends when it has what it waits for.

Usage: receiver.py PORT SECRET TYPE ...     for example application.received
"""

import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

if len(sys.argv) < 4:
    sys.exit(__doc__)
PORT, SECRET, WAITED_FOR = int(sys.argv[1]), sys.argv[2], set(sys.argv[3:])
WEBHOOK = Webhook(SECRET)
SEEN = {}


def is_refused(body, headers):
    """True if the library refuses the message."""
    try:
        WEBHOOK.verify(body, headers)
    except WebhookVerificationError:
        return True
    return False


class Receiver(BaseHTTPRequestHandler):
    """Takes what is signed."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        refused = is_refused(body, headers)
        # The control: with one byte changed, the library must refuse.
        assert is_refused(body + b" ", headers), "a message that was changed passes"
        self.send_response(401 if refused else 204)
        self.send_header("content-length", "0")
        self.end_headers()
        if refused:
            sys.exit("a message was not signed as Standard Webhooks has it")
        message = WEBHOOK.verify(body, headers)
        print(f"verified {headers['webhook-id']}: {message['type']}, {message['data']['case_reference']}", flush=True)
        SEEN[message["type"]] = message

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", PORT), Receiver)
print("listening", flush=True)
while not WAITED_FOR <= SEEN.keys():
    server.handle_request()
