"""A small SMTP server for tests, which can be told to refuse, to dawdle and to hang up."""

import email
import socketserver
import threading
import time
from email import policy


class SmtpServer(socketserver.ThreadingTCPServer):
    """Speaks enough SMTP for one mail at a time. `answers` gives the reply to a command, such as {"RCPT": "550 unknown"}.

    `slow` is how many seconds it thinks before each reply; `hang_up_on` drops the connection at that command;
    `hold_after_body` keeps a mail it has taken unanswered.
    """

    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.port = self.server_address[1]
        self.answers = {}
        self.hang_up_on = None
        self.slow = 0.0
        self.hold_after_body = False
        self.inbox = []
        self.accepted = threading.Event()

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.shutdown()
        self.server_close()

    def message_ids(self):
        return [message["Message-ID"] for message in self.inbox]


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            self._say("220 test")
            while line := self.rfile.readline():
                command = line.decode("ascii", "replace").split(":")[0].split()[0].upper()
                if command == self.server.hang_up_on:
                    return
                if not self._answer(command):
                    return
        except (ConnectionError, OSError):
            pass

    def _answer(self, command):
        reply = self.server.answers.get(command)
        if command == "QUIT":
            self._say(reply or "221 bye")
            return False
        if command == "DATA" and reply is None:
            return self._receive()
        self._say(reply or ("250-test\r\n250 8BITMIME" if command == "EHLO" else "250 ok"))
        return True

    def _receive(self):
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            if self.server.hang_up_on == "BODY":
                return False
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if "BODY" in self.server.answers:
            self._say(self.server.answers["BODY"])
            return True
        self.server.inbox.append(email.message_from_bytes(b"".join(lines), policy=policy.default))
        self.server.accepted.set()
        while self.server.hold_after_body:
            time.sleep(0.02)
        self._say("250 taken")
        return True

    def _say(self, reply):
        time.sleep(self.server.slow)
        self.wfile.write(f"{reply}\r\n".encode())
