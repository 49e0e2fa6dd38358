"""The page: folium's document with every asset inside, our data beside it, and a policy that bars the rest."""

from __future__ import annotations

import base64
import copy
import hashlib
import html
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from conflictmap._errors import UnknownResourceError

if TYPE_CHECKING:
    import folium

_ASSET = re.compile(r'\s*<script src="([^"]*)"></script>|\s*<link rel="stylesheet" href="([^"]*)"\s*/?>')
_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*/>', re.DOTALL)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_IDENTIFIER = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
_IMAGE = re.compile(r"url\(images/([\w-]+\.png)\)")
_MAP = re.compile(r'<div class="folium-map" id="(map_\d+)"')
# What folium puts into every page and its own map does not use.
_UNUSED = ("jquery", "bootstrap", "awesome-markers", "awesome.rotate", "fontawesome", "glyphicons")
_LEAFLET = re.compile(r"/leaflet@[\d.]+/dist/leaflet\.(js|css)$")
_VIEWER = ("decode.js", "ground.js", "places.js", "panel.js", "viewer.js")


def page(folium_map: folium.Map, blocks: dict[str, str], *, title: str, tile_host: str | None) -> str:
    """Return the whole HTML document.

    Parameters
    ----------
    folium_map : folium.Map
        The map with the layers its user added; trusted content.
    blocks : dict of str to str
        Data blocks by name, base64.
    title : str
        Title of the page; any text.
    tile_host : str, optional
        Host whose images the page may load.

    Returns
    -------
    str
        One document that asks for nothing but tiles, if a host is given.

    Raises
    ------
    UnknownResourceError
        If a layer needs a script or style that is not carried offline.
    """
    # Rendering leaves marks in a folium map; a copy keeps the next page the same.
    rendered = copy.deepcopy(folium_map).get_root().render()
    # From here on the document is only cut and joined as text: it passes through no template again.
    document = _inlined(_numbered(rendered))
    name = _MAP.search(document)
    if name is None:
        raise UnknownResourceError("the folium map rendered no map element; add layers to it, do not replace it")
    head = (
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>\n{_text('viewer.css')}</style>"
    )
    data = "\n".join(
        f'<script type="text/plain" id="conflictmap-{key}">{block}</script>' for key, block in sorted(blocks.items())
    )
    code = "\n".join(_text(f"viewer/{file}") for file in _VIEWER)
    document = _VIEWPORT.sub("", document)
    document = document.replace("<html>", '<html lang="en">', 1).replace("</head>", f"{head}\n</head>", 1)
    document = document.replace("<body>", f'<body data-map="{name.group(1)}">\n{_text("frame.html")}', 1)
    end = document.rindex("</html>")
    document = f'{document[:end]}{data}\n<script>(() => {{\n"use strict";\n{code}}})();</script>\n</html>\n'
    policy = _policy(document, tile_host)
    return document.replace("<head>", f'<head>\n<meta charset="utf-8">\n{policy}', 1)


def _numbered(document: str) -> str:
    """Replace folium's random identifiers by numbers in order of appearance."""
    numbers: dict[str, str] = {}
    return _IDENTIFIER.sub(lambda match: numbers.setdefault(match.group(), str(len(numbers) + 1)), document)


def _inlined(document: str) -> str:
    def inline(match: re.Match[str]) -> str:
        address = match.group(1) or match.group(2)
        if leaflet := _LEAFLET.search(address):
            return _leaflet(leaflet.group(1))
        if any(part in address.lower() for part in _UNUSED):
            return ""
        raise UnknownResourceError(f"a layer needs {address}, which is not carried offline; leave the layer out")

    document = _ASSET.sub(inline, document)
    if "AwesomeMarkers" in document:
        raise UnknownResourceError("folium.Icon needs icon fonts from the network; use CircleMarker or DivIcon instead")
    if "$(" in document:
        document = document.replace("</head>", f"<script>{_text('popups.js')}</script>\n</head>", 1)
    return document


@cache
def _leaflet(kind: str) -> str:
    code = _text(f"vendor/leaflet/leaflet.{kind}")
    if kind == "css":
        return f"\n<style>{_IMAGE.sub(lambda match: f'url({_image(match.group(1))})', code)}</style>"
    code = re.sub(r"\n//# sourceMappingURL=.*", "", code).replace("</script", "<\\/script")
    icon, shadow = _image("marker-icon.png"), _image("marker-shadow.png")
    icons = f'L.Icon.Default.imagePath=" ";L.Icon.Default.mergeOptions({{iconUrl:"{icon}",shadowUrl:"{shadow}"}});'
    return f"\n<script>{code}\n{icons}</script>"


@cache
def _image(name: str) -> str:
    data = (files("conflictmap.mapping") / "vendor" / "leaflet" / "images" / name).read_bytes()
    return "data:image/png;base64," + base64.b64encode(data).decode("ascii")


@cache
def _text(name: str) -> str:
    resource = files("conflictmap.mapping")
    for part in name.split("/"):
        resource = resource / part
    return resource.read_text(encoding="utf-8")


def _policy(document: str, tile_host: str | None) -> str:
    """A content security policy that runs exactly the scripts of this page and loads nothing else."""
    hashes = (hashlib.sha256(code.encode()).digest() for code in _SCRIPT.findall(document))
    scripts = " ".join(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes))
    images = "data:" + (f" https://{tile_host}" if tile_host else "")
    rules = (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src {images}; "
        "form-action 'none'; base-uri 'none'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
