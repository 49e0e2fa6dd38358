"""The page: folium's document with every asset inside, our data beside it, and a policy that bars the rest."""

from __future__ import annotations

import base64
import copy
import hashlib
import html
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from conflictmap._errors import InputError, UnknownResourceError
from conflictmap.mapping._bundle import asset, starter_script, style, viewer_script
from conflictmap.mapping._columns import packed
from conflictmap.mapping._style import hatches
from conflictmap.mapping.layers import check_layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import folium

_SCRIPT_LINK = re.compile(r'[ \t]*<script src="([^"]*)"></script>\n?')
_STYLE_LINK = re.compile(r'[ \t]*<link rel="stylesheet" href="([^"]*)"\s*/?>\n?')
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_LOADED = re.compile(r'<script type="text/plain" data-later data-src="[^"]*"></script>')
_SCRIPT_TAG = re.compile("</?script|<!--", re.IGNORECASE)
_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*/>', re.DOTALL)
_IDENTIFIER = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
_IMAGE = re.compile(r"url\(images/([\w-]+\.png)\)")
_MAP = re.compile(r'<div class="folium-map" id="(map_\d+)"\s*></div>')
_PLAIN_HTTPS = re.compile(r"https://[\w.-]+(?::\d+)?/[\w./@+%~=-]*$")
# What folium puts into every page and its own map does not use.
_UNUSED = ("jquery", "bootstrap", "awesome-markers", "awesome.rotate", "fontawesome", "glyphicons")
# It stands before all that a file cut short can lack, the style sheet included; a page that takes long shows it, too.
_DAMAGED = (
    '<p id="cm-damaged" role="alert">If this sentence stays, the file of this map is damaged or was cut short: get it '
    "again from where it came.</p>\n"
)
_DAMAGED_STYLE = (
    "<style>#cm-damaged{visibility:hidden;position:fixed;z-index:9999;inset:0 0 auto;margin:0;padding:.8em 1em;"
    "font:16px/1.4 sans-serif;color:#000;background:#fff4c2;animation:cm-late 0s 1.2s forwards}"
    "@keyframes cm-late{to{visibility:visible}}body[data-ready] #cm-damaged{display:none}"
    "body #cm-damaged[data-sure]{display:block;visibility:visible}</style>"
)
_LEAFLET = re.compile(r"/leaflet@[\d.]+/dist/leaflet\.(?:js|css)$")


@dataclass(frozen=True, slots=True)
class Shell:
    """A page without its data: what stands before the blocks, and after them."""

    before: str
    after: str

    @property
    def size(self) -> int:
        """Bytes of the shell."""
        return len(self.before.encode()) + len(self.after.encode())

    def filled(self, blocks: Mapping[str, str]) -> str:
        """Return the page with its data, each block by name as base64 in an inert element."""
        data = (f'<script type="text/plain" id="conflictmap-{key}">{block}</script>\n' for key, block in blocks.items())
        return "".join([self.before, *data, self.after])


def shell(folium_map: folium.Map, *, title: str, tile_host: str | None, online: bool) -> Shell:
    """Return the page around the data.

    Parameters
    ----------
    folium_map : folium.Map
        The map with the layers its user added; trusted content.
    title : str
        Title of the page; any text.
    tile_host : str, optional
        Host whose images the page may load.
    online : bool
        Whether layers may load scripts and styles from the network.

    Returns
    -------
    Shell
        A document that asks for nothing but tiles, if a host is given, and what layers load, if that is allowed.

    Raises
    ------
    UnknownResourceError
        If a layer needs a script or style that is not carried offline, and `online` is false.
    InputError
        If a text in a layer would be run as a template, or ends the script it stands in.
    """
    check_layers(folium_map)
    # Rendering leaves marks in a folium map; a copy keeps the next page the same.
    rendered = copy.deepcopy(folium_map).get_root().render()
    # From here on the document is only cut and joined as text: it passes through no template again.
    document, hosts = _without_links(_numbered(rendered), online=online)
    found = _MAP.search(document)
    if found is None:
        raise UnknownResourceError("the folium map rendered no map element; add layers to it, do not replace it")
    digests = [_digest(_leaflet_code())]
    if "$(" in document and not any("jquery" in host for host in hosts):
        document = document.replace("</head>", f"<script>{asset('popups.js')}</script>\n</head>", 1)
    document = _waiting(document, digests)
    shown_title = html.escape(title.encode("utf-8", "replace").decode())  # a lone surrogate fits no file
    head = (
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{shown_title}</title>\n{_DAMAGED_STYLE}"
    )
    sheet = f"<style>\n{_leaflet_style()}{style()}</style>\n"
    document = _VIEWPORT.sub("", document)
    document = document.replace("<html>", '<html lang="en">', 1).replace("</head>", f"{head}\n</head>", 1)
    document = document.replace(
        "<body>", f'<body data-map="{found.group(1)}">\n{_DAMAGED}{sheet}{_defs()}{asset("frame_before.html")}', 1
    )
    document = document.replace(found.group(), f"{found.group()}\n{asset('frame_after.html')}", 1)
    policy = _policy([*digests, _digest(viewer_script()), _digest(starter_script())], tile_host, hosts)
    document = document.replace("<head>", f'<head>\n<meta charset="utf-8">\n{policy}', 1)
    end = document.rindex("</html>")
    code = "".join(f'<script type="text/plain" id="conflictmap-{key}">{block}</script>\n' for key, block in _code())
    return Shell(document[:end] + code, f"<script>{starter_script()}</script>\n</html>\n")


def _numbered(document: str) -> str:
    """Replace folium's random identifiers by numbers in order of appearance."""
    numbers: dict[str, str] = {}
    return _IDENTIFIER.sub(lambda match: numbers.setdefault(match.group(), str(len(numbers) + 1)), document)


def _without_links(document: str, *, online: bool) -> tuple[str, list[str]]:
    """Take out what the page carries itself; name or allow the rest. Return the addresses allowed, too."""
    allowed: list[str] = []

    def replaced(match: re.Match[str]) -> str:
        address = match.group(1)
        if _LEAFLET.search(address):
            return ""
        if not online:
            if any(part in address.lower() for part in _UNUSED):
                return ""
            raise UnknownResourceError(
                f"a layer needs {address}, which is not carried offline; "
                "leave the layer out, or make the map with online=True so that the page may load it"
            )
        if not _PLAIN_HTTPS.match(address):
            raise UnknownResourceError(f"a layer needs {address}, which is no https address; leave the layer out")
        allowed.append(address)
        if match.re is _STYLE_LINK:
            return match.group()
        return f'<script type="text/plain" data-later data-src="{address}"></script>\n'

    document = _SCRIPT_LINK.sub(replaced, document)
    document = _STYLE_LINK.sub(replaced, document)
    if "AwesomeMarkers" in document and not online:
        raise UnknownResourceError(
            "folium.Icon needs icon fonts from the network; "
            "use CircleMarker or DivIcon, or make the map with online=True"
        )
    return document, allowed


def _waiting(document: str, digests: list[str]) -> str:
    """Make folium's scripts wait for Leaflet, which the page unpacks; note their digests for the policy."""

    def waiting(match: re.Match[str]) -> str:
        digests.append(_digest(match.group(1)))
        return f'<script type="text/plain" data-later>{match.group(1)}</script>'

    outside = _LOADED.sub("", _INLINE.sub("", document))
    if _SCRIPT_TAG.search(outside) or any(map(_SCRIPT_TAG.search, _INLINE.findall(document))):
        raise InputError(
            "a text in a layer holds the tag of a script; pass texts of others through conflictmap.layer_text()"
        )
    return _INLINE.sub(waiting, document)


@cache
def _leaflet_code() -> str:
    code = re.sub(r"\n//# sourceMappingURL=.*", "", asset("vendor/leaflet/leaflet.js"))
    icon, shadow = _image("marker-icon.png"), _image("marker-shadow.png")
    icons = f'L.Icon.Default.imagePath=" ";L.Icon.Default.mergeOptions({{iconUrl:"{icon}",shadowUrl:"{shadow}"}});'
    return f"{code}\n{icons}"


@cache
def _code() -> tuple[tuple[str, str], ...]:
    """Leaflet and the viewer as blocks; the starter unpacks them."""
    return ("leaflet", packed(_leaflet_code().encode())), ("viewer", packed(viewer_script().encode()))


@cache
def _leaflet_style() -> str:
    return _IMAGE.sub(lambda match: f"url({_image(match.group(1))})", asset("vendor/leaflet/leaflet.css")) + "\n"


@cache
def _image(name: str) -> str:
    data = (files("conflictmap.mapping") / "vendor" / "leaflet" / "images" / name).read_bytes()
    return "data:image/png;base64," + base64.b64encode(data).decode("ascii")


@cache
def _defs() -> str:
    """The hatches, whose colours come from the style sheet."""
    return f'<svg width="0" height="0" aria-hidden="true" class="cm-defs">{hatches("cm-", lambda _: None)}</svg>\n'


def _digest(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode("ascii")


def _policy(digests: Iterable[str], tile_host: str | None, addresses: Iterable[str]) -> str:
    """A content security policy that runs exactly the scripts of this page and loads nothing else."""
    hosts = "".join(f" https://{host}" for host in sorted({urlsplit(address).netloc for address in addresses}))
    scripts = " ".join(dict.fromkeys(f"'sha256-{digest}'" for digest in digests))
    images = "data:" + (f" https://{tile_host}" if tile_host else "") + hosts
    fonts = f"font-src data:{hosts}; " if hosts else ""
    rules = (
        f"default-src 'none'; script-src {scripts}{hosts}; style-src 'unsafe-inline'{hosts}; img-src {images}; {fonts}"
        "form-action 'none'; base-uri 'none'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
