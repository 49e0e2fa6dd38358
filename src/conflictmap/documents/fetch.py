"""Web addresses as sources: asked for only on demand, with bounds, and kept on disk."""

from __future__ import annotations

import hashlib
import ipaddress
import json
import re
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from conflictmap._errors import NoReaderError, UnreadableError
from conflictmap._files import write_whole
from conflictmap._limits import size_in_words
from conflictmap.documents.parts import Source

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import httpx

    from conflictmap._limits import Limits

_AGENT = "conflictmap"
_REDIRECTS = 5
_WAIT = 20.0  # seconds for a connection, or until the next bytes
_WAIT_IN_ALL = 120.0
_LARGEST = 100_000_000
_ROBOTS = 500_000
_ADDRESS = re.compile(r"https?:/", re.IGNORECASE)
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".xml",
    "text/xml": ".xml",
}


def is_address(item: object) -> bool:
    """Tell a web address from the name of a file.

    Examples
    --------
    >>> is_address("https://example.org/1"), is_address("reports/2020")
    (True, False)
    """
    return isinstance(item, str) and _ADDRESS.match(item) is not None


class Fetcher:
    """Fetches pages from the web and keeps them, so that each is asked for once.

    ``robots.txt`` is obeyed. No cookies, names or passwords are sent, no proxy is used.

    Parameters
    ----------
    folder : str or pathlib.Path, optional
        Where pages are kept; in the platform's cache folder by default.
    private : bool
        Ask servers inside the own network, too, whose pages are nobody's reports by default.

    Raises
    ------
    NoReaderError
        If the package httpx is not installed.
    """

    def __init__(self, folder: str | Path | None = None, *, private: bool = False) -> None:
        try:
            import httpx
        except ImportError:
            install = "the package httpx is needed: pip install 'conflictmap[fetch]'"
            raise NoReaderError(f"addresses cannot be fetched; {install}", install) from None
        self._folder = Path(folder) if folder else _default_folder()
        self._private = private
        self._robots: dict[str, RobotFileParser] = {}
        self._client = httpx.Client(
            headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"}, timeout=_WAIT, trust_env=False
        )

    def __call__(self, address: str, limits: Limits) -> Source:
        """Return what stands under an address; from disk where it has been fetched before.

        Raises
        ------
        UnreadableError
            If it cannot be had, is too large, or its server does not want programs to read it.
        """
        kept = self._folder / f"{hashlib.sha256(address.encode('utf-8', 'replace')).hexdigest()}.page"
        try:
            head, _, data = kept.read_bytes().partition(b"\n")
            found = json.loads(head)
            return Source(str(found["name"]), data=data, named=True, address=str(found["address"]))
        except (OSError, ValueError, KeyError, TypeError):
            pass  # not fetched before, or what was kept is damaged
        source = self._fetched(address, min(limits.file_bytes, _LARGEST))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            head = json.dumps({"name": source.name, "address": source.address}).encode()
            write_whole(kept, lambda file: file.write(head + b"\n" + (source.data or b"")))
        except OSError:
            pass  # it is asked for again next time
        return source

    def _fetched(self, address: str, largest: int) -> Source:
        self._check_robots(address)
        final, kind, data = self._get(address, largest)
        return Source(_name(final, kind), data=data, named=True, address=final)

    def _check_robots(self, address: str) -> None:
        parts = urlsplit(address)
        home = f"{parts.scheme}://{parts.netloc}"
        if home not in self._robots:
            self._robots[home] = rules = RobotFileParser()
            try:
                _, _, data = self._get(f"{home}/robots.txt", _ROBOTS)
                rules.parse(data.decode("utf-8", "replace").splitlines())
            except _StatusError as error:
                refused = error.status in {401, 403} or error.status >= 500
                rules.parse(["User-agent: *", "Disallow: /" if refused else "Allow: /"])
        if not self._robots[home].can_fetch(_AGENT, address):
            raise UnreadableError("its server asks programs not to read it (robots.txt); save the page from a browser")

    def _get(self, address: str, largest: int) -> tuple[str, str, bytes]:
        """Return the address after all redirects, the stated kind and the bytes."""
        import httpx

        until = time.monotonic() + _WAIT_IN_ALL
        try:
            for _ in range(_REDIRECTS + 1):
                with self._asked(address) as response:
                    if response.has_redirect_location:
                        of_robots = address.endswith("/robots.txt")
                        address = urljoin(address, response.headers["location"])
                        if not of_robots:
                            self._check_robots(address)
                        continue
                    if response.status_code != httpx.codes.OK:
                        raise _StatusError(response.status_code)
                    data = _body(response, largest, until)
                    return address, response.headers.get("content-type", "").partition(";")[0].strip().lower(), data
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            if isinstance(error, UnreadableError):
                raise
            raise UnreadableError(f"cannot be fetched ({str(error) or type(error).__name__})") from None
        raise UnreadableError(f"leads on more than {_REDIRECTS} times")

    def _asked(self, address: str) -> AbstractContextManager[httpx.Response]:
        """Ask the very machine whose number was looked at: a name may stand for another one a moment later."""
        parts = urlsplit(address)
        host = parts.hostname or ""
        if parts.scheme.lower() not in {"http", "https"} or not host or parts.username or parts.password:
            raise UnreadableError("no address of a page; only http:// and https:// without a password are fetched")
        port = parts.port or (443 if parts.scheme.lower() == "https" else 80)
        number = self._number(host, port)
        shown = f"[{number}]" if ":" in number else number
        to = parts._replace(netloc=f"{shown}:{port}", fragment="").geturl()
        name = host if parts.port is None else f"{host}:{parts.port}"
        return self._client.stream("GET", to, headers={"Host": name}, extensions={"sni_hostname": host})

    def _number(self, host: str, port: int) -> str:
        try:
            found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError):
            raise UnreadableError(f"no server {host} is known; is there a connection?") from None
        if not self._private and not all(ipaddress.ip_address(number).is_global for number in found):
            raise UnreadableError("a server inside this network; save the page and name the file")
        return found[0]


class _StatusError(UnreadableError):
    def __init__(self, status: int) -> None:
        super().__init__(f"its server has no such page (it answered {status})")
        self.status = status


def _body(response: httpx.Response, largest: int, until: float) -> bytes:
    pieces, length = [], 0
    for piece in response.iter_bytes():
        pieces.append(piece)
        length += len(piece)
        if length > largest:
            raise UnreadableError(f"larger than {size_in_words(largest)}; save it and name the file")
        if time.monotonic() > until:
            raise UnreadableError(f"took longer than {_WAIT_IN_ALL:g} seconds; try again, or save it and name the file")
    return b"".join(pieces)


def _name(address: str, kind: str) -> str:
    """Return a name as a file's, whose suffix says what the server said."""
    parts = urlsplit(address)
    path = unquote(parts.path).strip("/").replace("\x00", "")
    name = f"{parts.netloc}/{path}" if path else parts.netloc
    if parts.query:
        name += f"?{parts.query}"
    suffix = _SUFFIXES.get(kind, "")
    return name if not suffix or name.lower().endswith(suffix) else name + suffix


def _default_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("conflictmap", appauthor=False) / "pages"
