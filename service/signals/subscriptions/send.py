"""One request to a receiver, bounded in every way: time in all, bytes read, no other address, no redirect, no proxy."""

import asyncio
import ssl
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import Self

import httpx

from service.signals.subscriptions.status import Failure
from service.signals.subscriptions.target import NotAllowedThere, Target, look_up

TOTAL_SECONDS = 10.0
CONNECT_SECONDS = 5.0
MOST_READ = 16_384
_TIMEOUT = httpx.Timeout(TOTAL_SECONDS, connect=CONNECT_SECONDS)


@dataclass(frozen=True, slots=True)
class Outward:
    """What the operator lets us reach: a root certificate besides the well-known ones, and our own machine or not."""

    ca_file: str | None = None
    loopback: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request. `failure` is None when the receiver took it (2xx)."""

    failure: Failure | None
    status: int | None = None
    retry_after: str | None = None
    allowed_origin: str | None = None
    allowed_rate: str | None = None


class Sender:
    """Requests to one receiver over one connection. Looks its name up once; use it for seconds, not for hours."""

    def __init__(self, url: str, outward: Outward) -> None:
        self._url, self._outward = url, outward
        self._target: Target | None = None
        self._runner = asyncio.Runner()
        self._client = httpx.AsyncClient(
            verify=_trust(outward.ca_file), timeout=_TIMEOUT, follow_redirects=False, trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None,
    ) -> None:
        try:
            self._runner.run(self._client.aclose())
        finally:
            self._runner.close()

    def send(self, method: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        try:
            self._target = self._target or look_up(self._url, loopback=self._outward.loopback)
        except NotAllowedThere:
            return Answer(Failure.FORBIDDEN_ADDRESS)
        except (OSError, UnicodeError):
            return Answer(Failure.UNREACHABLE)
        try:
            return self._runner.run(self._ask(method, self._target, headers, body))
        except (TimeoutError, httpx.TimeoutException):
            return Answer(Failure.TOO_SLOW)
        except (httpx.RemoteProtocolError, httpx.DecodingError):
            return Answer(Failure.UNREADABLE)
        except httpx.HTTPError as error:
            return Answer(Failure.CERTIFICATE if _is_about_tls(error) else Failure.UNREACHABLE)

    async def _ask(self, method: str, target: Target, headers: dict[str, str], body: bytes) -> Answer:
        """Try the addresses in turn; only a connection that was never made leads to the next."""
        given = {"User-Agent": "Voordeur", "Accept-Encoding": "identity", **headers, "Host": target.authority}
        name = {"sni_hostname": target.host}
        requests = [
            self._client.build_request(method, url, headers=given, content=body, extensions=name)
            for url in target.urls
        ]
        async with asyncio.timeout(TOTAL_SECONDS):
            for request in requests[:-1]:
                try:
                    return await self._answer(request)
                except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                    if _is_about_tls(error):
                        raise
            return await self._answer(requests[-1])

    async def _answer(self, request: httpx.Request) -> Answer:
        answer = await self._client.send(request, stream=True)
        try:
            await _read_some(answer)
        finally:
            await answer.aclose()
        told = answer.headers
        return Answer(
            None if answer.is_success else Failure.REFUSED, answer.status_code, told.get("Retry-After"),
            told.get("WebHook-Allowed-Origin"), told.get("WebHook-Allowed-Rate"),
        )


async def _read_some(answer: httpx.Response) -> None:
    """Read a small answer to its end, so that the connection serves again; of a large one no more than that."""
    read = 0
    async for part in answer.aiter_raw():
        read += len(part)
        if read > MOST_READ:
            return


def _is_about_tls(error: BaseException) -> bool:
    step: BaseException | None = error
    while step is not None:
        if isinstance(step, ssl.SSLError):
            return True
        step = step.__cause__ or step.__context__
    return False


@cache
def _trust(ca_file: str | None) -> ssl.SSLContext:
    context = httpx.create_ssl_context(trust_env=False)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file:
        context.load_verify_locations(ca_file)
    return context
