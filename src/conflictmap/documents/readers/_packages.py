"""Documents that are XML, alone or in zip files: opened with bounds, nothing expanded or fetched."""

from __future__ import annotations

import re
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lxml import etree

from conflictmap._errors import UnreadableError
from conflictmap.documents.readers import zips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap._limits import Limits
    from conflictmap.documents.parts import Source

_MADE_UP = re.compile(r"(?i)\s*(?:untitled\d*|unknown|document ?\d*|doc\d+|microsoft word.*|title|[\W\d_]*)\s*")


@contextmanager
def opened(source: Source, limits: Limits) -> Iterator[Package]:
    """Open a zip file of XML documents; it is closed behind."""
    with source.open() as file, zips.opened(file, limits) as box:
        yield Package(box)


class Package:
    """A zip file of XML documents."""

    def __init__(self, box: zipfile.ZipFile) -> None:
        self._box = box
        self._names = {name.lower(): name for name in box.namelist()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """Return a member; an `UnreadableError` says that it is missing or damaged."""
        try:
            return self._box.read(self._names[name.lower()])
        except KeyError:
            raise UnreadableError(f"damaged (without {name})") from None
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableError(f"damaged ({error})") from None
        except Exception as error:
            if type(error).__module__ in ("zlib", "lzma"):
                raise UnreadableError(f"damaged ({error})") from None
            raise

    def xml(self, name: str) -> etree._Element:
        """Return a member's root element."""
        return parsed(self.read(name))

    def xml_or_none(self, name: str) -> etree._Element | None:
        """Return a member's root element; None where the member is missing or damaged."""
        try:
            return self.xml(name)
        except UnreadableError:
            return None


def parsed(data: bytes) -> etree._Element:
    """Parse XML without entities, definitions or the network.

    Raises
    ------
    UnreadableError
        If it is no XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"damaged ({str(error)[:120]})") from None


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(root: etree._Element | None, name: str) -> str | None:
    """Return the text of the first element of a name, in any namespace."""
    if root is None:
        return None
    for element in root.iter(f"{{*}}{name}"):
        text = " ".join("".join(element.itertext()).split())
        if text:
            return text
    return None


def title(stated: str | None) -> str | None:
    """Return a title unless a program made it up."""
    return None if stated is None or _MADE_UP.fullmatch(stated) else stated
