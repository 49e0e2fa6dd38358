"""Fixtures every room's tests share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conflictmap import Document
from conflictmap.gazetteer import Gazetteer
from conflictmap.geoparser import find_mentions
from conflictmap.recognition import Mention


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="session")
def read_text(gazetteer: Gazetteer) -> Callable[..., list[Mention]]:
    """Mentions of a text, recognised and resolved."""

    def read(text: str, language: str = "en") -> list[Mention]:
        return find_mentions(Document(id="test", text=text, language=language), gazetteer)

    return read
