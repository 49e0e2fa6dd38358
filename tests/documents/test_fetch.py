"""Web addresses: asked for only on demand, with bounds; here from a server of our own on 127.0.0.1."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from conflictmap import read
from conflictmap._errors import InputError, NoReaderError, Problem
from conflictmap._limits import Limits
from conflictmap.cli import app
from conflictmap.documents.fetch import Fetcher
from conflictmap.documents.parts import Choices

PAGE = b"<html><head><title>Shelling near Hadrut</title></head><body><article><h1>Shelling near Hadrut</h1><p>Shells fell near Hadrut on Sunday.</p></article></body></html>"
ROBOTS = b"User-agent: *\nDisallow: /private\n"


class Server(ThreadingHTTPServer):
    """Answers by a table, and notes what it was asked."""

    answers: dict[str, tuple[int, str, bytes]]
    asked: list[str]


class Answering(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        status, kind, data = self.server.answers.get(self.path, (404, "text/html", b"gone"))
        self.send_response(status)
        self.send_header("Location" if status in {301, 302} else "Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Answering) as made:
        made.asked = []
        made.answers = {
            "/robots.txt": (200, "text/plain", ROBOTS),
            "/n/17": (200, "text/html; charset=utf-8", PAGE),
            "/private/1": (200, "text/html", PAGE),
            "/moved": (302, "/n/17", b""),
            "/hidden": (302, "/private/1", b""),
            "/round": (302, "/round", b""),
            "/away": (302, "ftp://127.0.0.1/n", b""),
            "/large": (200, "text/plain", b"Calm in Goris. " * 10_000),
        }
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def address(server: Server, path: str) -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


def fetched(folder: Path, *addresses: str, private: bool = True, **limits: int) -> tuple[list[Any], list[str]]:
    problems: list[Problem] = []
    choices = Choices(limits=Limits(**limits), fetch=Fetcher(folder, private=private))
    try:
        documents = read(*addresses, choices=choices, on_problem=problems.append)
    except InputError:
        documents = []
    return documents, [problem.why for problem in problems]


@pytest.mark.formats
def test_a_page_is_read_with_its_address_and_asked_for_once(server: Server, tmp_path: Path) -> None:
    url = address(server, "/n/17")
    for _ in range(2):
        [document], problems = fetched(tmp_path, url)
        assert problems == []
        assert (document.title, document.url) == ("Shelling near Hadrut", url)
        assert "Shells fell near Hadrut on Sunday." in document.text
    assert server.asked == ["/robots.txt", "/n/17"]


@pytest.mark.formats
def test_a_redirect_is_followed_and_its_end_is_the_address(server: Server, tmp_path: Path) -> None:
    [document], _ = fetched(tmp_path, address(server, "/moved"))
    assert document.url == address(server, "/n/17")


@pytest.mark.formats
@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/private/1", "its server asks programs not to read it (robots.txt); save the page from a browser"),
        ("/hidden", "its server asks programs not to read it (robots.txt); save the page from a browser"),
        ("/none", "its server has no such page (it answered 404)"),
        ("/round", "leads on more than 5 times"),
        ("/away", "no address of a page; only http:// and https:// without a password are fetched"),
        ("/large", "larger than 100 kB; save it and name the file"),
    ],
)
def test_what_cannot_be_had_is_one_line_and_the_rest_is_read(
    server: Server, tmp_path: Path, path: str, why: str
) -> None:
    documents, problems = fetched(tmp_path, address(server, path), address(server, "/n/17"), file_bytes=100_000)
    assert len(documents) == 1
    assert problems == [why]
    assert "/private/1" not in server.asked


@pytest.mark.formats
def test_a_server_that_says_nothing_of_robots_may_be_read_one_that_fails_may_not(
    server: Server, tmp_path: Path
) -> None:
    server.answers["/robots.txt"] = (503, "text/plain", b"")
    assert fetched(tmp_path, address(server, "/n/17"))[0] == []
    del server.answers["/robots.txt"]
    assert len(fetched(tmp_path, address(server, "/n/17"))[0]) == 1


@pytest.mark.formats
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "2130706433"])
def test_servers_inside_the_own_network_are_not_asked(server: Server, tmp_path: Path, host: str) -> None:
    documents, [problem] = fetched(tmp_path, f"http://{host}:{server.server_port}/n/17", private=False)
    assert documents == []
    assert problem.startswith(("a server inside this network", "no server"))
    assert server.asked == []


@pytest.mark.formats
def test_no_server_at_all_is_one_line(tmp_path: Path) -> None:
    documents, [problem] = fetched(tmp_path, "http://127.0.0.1:9/n")
    assert documents == []
    assert problem.startswith("cannot be fetched (")


def test_without_the_option_nothing_is_asked_and_the_way_is_told(server: Server, tmp_path: Path) -> None:
    url = address(server, "/n/17")
    result = CliRunner().invoke(app, ["map", url, "-o", str(tmp_path / "m.html")])
    assert result.exit_code == 1
    assert result.stderr == (
        f"conflictmap: {url}: an address; add --fetch to have it read, in Python Choices(fetch=Fetcher()), or save the page and name the file\n"
    )
    assert server.asked == []


def test_without_the_package_the_way_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "httpx", None)
    with pytest.raises(NoReaderError, match=r"the package httpx is needed: pip install 'conflictmap\[fetch\]'"):
        Fetcher()
