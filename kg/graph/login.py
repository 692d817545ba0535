"""Name and password for a service: Basic at first, Digest where the service asks for it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    T = TypeVar("T")


@dataclass(slots=True)
class Login:
    """Whom a service takes requests from; without a name nobody."""

    user: str = ""
    password: str = field(default="", repr=False)
    _challenge: dict[str, str] = field(default_factory=dict, repr=False)
    _bare: bool = False

    def header(self, method: str, url: str) -> str:
        """Give the value of `Authorization` for one request; empty where there is no name."""
        if not self.user or self._bare:
            return ""
        if not self._challenge:
            return f"Basic {base64.b64encode(f'{self.user}:{self.password}'.encode()).decode()}"
        known = HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, url, self.user, self.password)
        request = Request(url, method=method)  # noqa: S310 - never opened: it names what is signed
        return f"Digest {HTTPDigestAuthHandler(known).get_authorization(request, self._challenge)}"

    def send(self, request: Callable[[], T], refused: Callable[[Exception], str | None]) -> T:
        """Send a request, and again where the service asks for Digest, or for a new one.

        Args:
            request: Sends it, with `header` as it is then.
            refused: Gives what `WWW-Authenticate` says where an exception is a refusal; None where it is none.
        """
        challenged = False
        while True:
            try:
                return request()
            except Exception as problem:
                told = refused(problem)
                if told is None or not self.user or challenged:
                    raise
                scheme, _, rest = told.strip().partition(" ")
                if scheme.casefold() == "digest":
                    # A service may take a nonce once only: each request may be asked for a new one, and no more.
                    self._challenge, self._bare, challenged = parse_keqv_list(parse_http_list(rest)), False, True
                elif scheme or self._bare:
                    raise
                else:
                    self._bare = True  # Virtuoso refuses Basic and says what it takes only to who gives no name
