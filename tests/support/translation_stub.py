"""A translation service on this machine that answers in every way a service can.

Real sockets: what is tested is what leaves the process and what comes back.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, str, bytes]


class Stub:
    """What the service was asked, and how it answers next."""

    def __init__(self) -> None:
        self.mode = "ok"
        self.questions: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str] = []
        self.url = ""
        # Called while the service is thinking.
        self.meanwhile: Callable[[], None] = lambda: None
        self.languages = ["en", "uk", "ar"]
        # Answer well so many times, then as the mode says.
        self.good_answers = 0

    @property
    def texts(self) -> list[str]:
        """Return all texts that were sent."""
        return [text for each in self.questions for text in each.get("q") or each["text"]]


def translated(text: str, code: str) -> str:
    """Return what the stub makes of a text: every letter of its words, in another script."""
    word = {"ar": "كلمة", "uk": "слово"}.get(code, "word")
    parts, inside, in_word = [], False, False
    for letter in text:
        inside = letter == "<" or (inside and letter != ">")
        if inside or letter == ">":
            parts.append(letter)
            in_word = False
        elif letter.isalpha():
            parts.append("" if in_word else word)
            in_word = True
        else:
            parts.append(letter)
            in_word = False
    return "".join(parts)


class _Handler(BaseHTTPRequestHandler):
    stub: Stub

    def do_GET(self) -> None:
        self.stub.paths.append(self.path)
        self._answer(*self._languages())

    def do_POST(self) -> None:
        self.stub.paths.append(self.path)
        length = int(self.headers["Content-Length"])
        question = json.loads(self.rfile.read(length))
        self.stub.questions.append(question)
        self.stub.keys.append(self.headers.get("Authorization") or question.get("api_key", ""))
        self.stub.meanwhile()
        self._answer(*self._translation(question))

    def _languages(self) -> Answer:
        if self.path.startswith("/v2"):
            rows: Any = [{"language": code.upper()} for code in self.stub.languages]
        else:
            rows = [{"code": "de", "targets": self.stub.languages}]
        return 200, "application/json", json.dumps(rows).encode()

    def _translation(self, question: dict[str, Any]) -> Answer:
        stub = self.stub
        mode = "ok" if stub.good_answers > 0 else stub.mode
        stub.good_answers -= 1
        code = (question.get("target") or question["target_lang"]).partition("-")[0].lower()
        texts = [translated(each, code) for each in question.get("q") or question["text"]]
        if mode in ERRORS:
            return ERRORS[mode], "application/json", b'{"error": "no"}'
        if mode == "html":
            return 200, "text/html", b"<html><h1>It works!</h1></html>"
        if mode == "slow":
            time.sleep(1.5)
        if mode == "wrong count":
            texts = texts[:-1]
        if mode == "broken tags":
            texts = [f"<b>{text}<a id='a9'><script>alert(1)</script>" for text in texts]
        if mode == "no texts":
            return 200, "application/json", self._body([None for _text in texts])
        if mode == "huge":
            return 200, "application/json", b" " * (5 * 1024 * 1024)
        return 200, "application/json", self._body(texts)

    def _body(self, texts: list[Any]) -> bytes:
        if self.path.startswith("/v2"):
            return json.dumps({"translations": [{"text": each} for each in texts]}).encode()
        return json.dumps({"translatedText": texts}).encode()

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        is_question = self.command == "POST"
        if is_question and self.stub.mode == "dead":
            self.connection.close()
            return
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if status == 302:
            self.send_header("Location", f"{self.stub.url}/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self._send(body)
        except OSError:
            # Whoever asked has lost patience, as it should.
            self.close_connection = True

    def _send(self, body: bytes) -> None:
        if self.stub.mode == "drip" and self.command == "POST":
            for byte in body[:60]:
                self.wfile.write(bytes([byte]))
                time.sleep(0.05)
        else:
            self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


ERRORS = {"400": 400, "403": 403, "404": 404, "429": 429, "500": 500, "quota": 456, "302": 302}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A request that the test has given up on must not hold the test up.
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that the other side has closed."""


@contextmanager
def running() -> Iterator[Stub]:
    """Yield a service that listens on this machine only."""
    stub = Stub()
    handler = type("Handler", (_Handler,), {"stub": stub})
    with _Server(("127.0.0.1", 0), handler) as server:
        stub.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield stub
        finally:
            server.shutdown()
            thread.join()


def free_port() -> int:
    """Return a port on which nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def switch_on(settings: Any, stub: Stub, kind: str = "libretranslate", **changes: Any) -> None:
    """Let the site use the stub, as an operator would."""
    settings.MACHINE_TRANSLATION_KIND = kind
    settings.MACHINE_TRANSLATION_URL = stub.url
    settings.MACHINE_TRANSLATION_KEY = "a key"
    settings.MACHINE_TRANSLATION_LANGUAGES = changes.get("languages", ["en", "uk", "ar"])
    settings.MACHINE_TRANSLATION_MONTHLY_CHARACTERS = changes.get("characters", 10_000)
