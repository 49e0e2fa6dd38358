"""Fixtures every room's tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from conflictmap import Document
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.model.mention import Mention
from conflictmap.pipeline import Tools, analyse


@pytest.fixture(scope="session", autouse=True)
def no_additions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whoever runs the tests may have added places of their own; here there are none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONFLICTMAP_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="session")
def read_text(gazetteer: Gazetteer) -> Callable[..., list[Mention]]:
    """Mentions of a text, recognised and resolved."""

    def read(text: str, language: str = "en") -> list[Mention]:
        analysis = analyse(Document(id="test", text=text, language=language), Tools(gazetteer))
        assert not analysis.problems
        return list(analysis.mentions)

    return read
