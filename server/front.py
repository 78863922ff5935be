"""The application as granian runs it (RSGI): kept answers at once, the rest in threads.

WSGI cannot tell that a client is gone; RSGI can, and then the query process that works for it is
ended. Pages and everything else are Flask's, called here as the WSGI application it is.
"""

import asyncio
import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, cast

from flask import Flask

from server import metrics
from server.app import create_app
from server.config import Config
from server.gateway import Exchange, environ_of
from server.pool.children import PATIENCE, Line
from server.problems import Problem
from server.release import Releases
from server.sparql.cache import Cache
from server.tokens import Tokens

REMEMBERED = 10_000
"""Requests whose answers can be found without reading them again."""

SHORT = 8192
"""Characters of a question that is remembered; what is longer is read again."""

DROPPED = 256 * 1024**2
"""Bytes of a body that is too long which are still read, and dropped."""

READ_SECONDS = 30.0
"""How long a client may take to send the body of its request."""

OPENED_SECONDS = 5.0
"""How long a file without a name is kept open for the server to open it too."""

Headers = list[tuple[str, str]]


class Front:
    """One server process."""

    def __init__(self, app: Flask) -> None:
        self._config = config = cast("Config", app.config["RECALLING"])
        self._tokens: Tokens = app.extensions["recalling.tokens"]
        self._app: Callable[..., Any] = app.wsgi_app
        self._cache: Cache = app.extensions["recalling.cache"]
        self._releases: Releases = app.extensions["recalling.releases"]
        self._known: OrderedDict[Hashable, tuple[Hashable, Headers]] = OrderedDict()
        # every query that runs or waits holds a thread; the rest are for pages
        self._threads = ThreadPoolExecutor(config.query_workers + config.query_queue + 4)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        body, refused = b"", None
        if scope.method not in {"GET", "HEAD"}:
            try:
                body = await self._body(protocol, self._longest(scope))
            except Problem as problem:
                refused = problem
        request = self._name(scope, body)
        if request is not None and not refused and (found := self._known.get(request)):
            kept = self._cache.get(found[0])
            if kept is not None:
                metrics.answered(scope.method, 200)
                protocol.response_bytes(200, found[1], kept.body)
                return
        await self._ask(scope, protocol, body, request, refused)

    def _longest(self, scope: Any) -> int:
        """Give the bytes that the body of a request may have: more for those who may write."""
        config = self._config
        rights = self._tokens.rights(scope.headers.get("authorization") or "") or set()
        return config.write_bytes if config.writable and "write" in rights else config.request_bytes

    async def _body(self, protocol: Any, longest: int) -> bytes:
        """Read the body of a request; raises Problem where it is too long or too slow.

        What is too long is read to its end and dropped, for many clients hear no answer before
        they have said everything.
        """
        parts: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(READ_SECONDS):
                async for part in protocol:
                    size += len(part)
                    if size <= longest:
                        parts.append(bytes(part))
                    elif size > DROPPED:
                        break
        except TimeoutError:
            raise Problem(408, "request-timeout", "The request took too long to arrive",
                          f"It has {READ_SECONDS:g} seconds.") from None  # fmt: skip
        if size > longest:
            raise Problem(413, "request-entity-too-large", "The request is too long",
                          f"Its body may have {longest:,} bytes.")  # fmt: skip
        return b"".join(parts)

    def _name(self, scope: Any, body: bytes) -> Hashable:
        """Give all that the answer to a query depends on; None for other requests."""
        if scope.path != "/sparql" or scope.method not in {"GET", "POST", "QUERY"}:
            return None
        get = scope.headers.get
        if get("authorization") is not None or get("content-encoding") is not None:
            return None
        if len(body) + len(scope.query_string) > SHORT:
            return None
        release = str(self._releases.current().path)
        return release, scope.method, scope.query_string, get("content-type"), get("accept"), body

    async def _ask(
        self, scope: Any, protocol: Any, body: bytes, request: Hashable, refused: Problem | None
    ) -> None:
        """Have Flask answer in a thread; a short answer is not worth a look at the client."""
        line = Line()
        environ = environ_of(scope, body) | {"recalling.line": line, "recalling.refused": refused}
        exchange = Exchange(self._app, environ)
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._threads, exchange.begin)
        try:
            await asyncio.wait({work}, timeout=PATIENCE)
            if not work.done():
                await self._watch(protocol, work, line)
            await work
            if not line.gone:
                self._remember(request, exchange)
                await self._send(protocol, exchange)
        finally:
            if exchange.borrowed:
                # the server opens it once this has returned; how long that takes it does not say
                loop.call_later(OPENED_SECONDS, exchange.close)
            else:
                exchange.close()

    async def _watch(self, protocol: Any, work: asyncio.Future[None], line: Line) -> None:
        """Wait for a long answer, and hang up when the client does."""
        gone = asyncio.ensure_future(protocol.client_disconnect())
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                line.hang_up()
        finally:
            gone.cancel()

    def _remember(self, request: Hashable, exchange: Exchange) -> None:
        """Note where the answer to a request like this is kept, if it is."""
        key = exchange.environ.get("recalling.key")
        if request is None or key is None or exchange.status != 200:
            return
        if not exchange.whole or exchange.header("content-type").startswith("text/html"):
            return
        self._known[request] = key, exchange.headers
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    async def _send(self, protocol: Any, exchange: Exchange) -> None:
        if exchange.file:
            # a stream takes all that it is given at once; a file is read as the client reads
            protocol.response_file(exchange.status, exchange.headers, exchange.file)
            return
        if exchange.whole:
            protocol.response_bytes(exchange.status, exchange.headers, exchange.first)
            return
        # a client that leaves now only loses what it left
        with suppress(Exception):
            loop = asyncio.get_running_loop()
            stream = protocol.response_stream(exchange.status, exchange.headers)
            block: bytes | None = exchange.first
            while block is not None:
                await stream.send_bytes(block)
                block = await loop.run_in_executor(self._threads, exchange.more)


def create() -> Front:
    """Make the application of one server process, from the environment."""
    return Front(create_app(Config.from_environment(os.environ)))
