"""A mail server: ends when the e-mail that it waits for has come.

Usage: mailbox.py PORT RECIPIENT SUBJECT
"""

import email
import sys
import threading
from email import policy

from aiosmtpd.controller import Controller

if len(sys.argv) != 4:
    sys.exit(__doc__)
PORT, RECIPIENT, SUBJECT = int(sys.argv[1]), sys.argv[2], sys.argv[3]
CAME = threading.Event()


class Mailbox:
    """Reads what comes."""

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=policy.default)
        text = message.get_content()
        print(f"e-mail to {', '.join(envelope.rcpt_tos)}: {message['subject']}: {text.strip()}", flush=True)
        if envelope.rcpt_tos == [RECIPIENT] and message["subject"] == SUBJECT:
            assert message["message-id"] and message["date"] and message["from"]
            CAME.set()
        return "250 taken"


controller = Controller(Mailbox(), hostname="127.0.0.1", port=PORT)
controller.start()
print("listening", flush=True)
came = CAME.wait(120)
controller.stop()
sys.exit(0 if came else f"no e-mail to {RECIPIENT} came")
