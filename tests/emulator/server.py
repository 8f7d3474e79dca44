"""Emulator: moto's server with our extensions, on a free port of the loopback interface.

In a test: `with Emulator() as emulator: ... emulator.endpoint`. By hand: `python -m tests.emulator.server`, which says
its URL in its first line and runs until it is interrupted or terminated.
"""

from __future__ import annotations

import argparse
import logging
import signal
from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from moto.moto_api._internal.models import moto_api_backend
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server

from tests.emulator.extensions import install

LOOPBACK = "127.0.0.1"


class Emulator:
    """A running server; it serves from its own thread until it is stopped."""

    def __init__(self, port: int = 0, around: Callable[[Any], Any] | None = None) -> None:
        """Serve; `around` is given the application and gives one that sees every request first."""
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        install()
        application = DomainDispatcherApplication(create_backend_app)
        self._server = make_server(
            LOOPBACK,
            port,
            around(application) if around else application,
            threaded=True,
            request_handler=MotoRequestHandler,
        )
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def endpoint(self) -> str:
        """The URL for every service's endpoint."""
        return f"http://{LOOPBACK}:{self._server.port}"

    def reset(self) -> None:
        """Forget everything that was made in any account and region."""
        moto_api_backend.reset()

    def stop(self) -> None:
        """Stop serving, and give the port back."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def main() -> None:
    """Serve until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(
        description="AWS as this project needs it, on loopback: moto and a little more"
    )
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    arguments = parser.parse_args()
    over = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    with Emulator(arguments.port) as emulator:
        print(emulator.endpoint, flush=True)  # noqa: T201  # its one line of output
        over.wait()


if __name__ == "__main__":
    main()
