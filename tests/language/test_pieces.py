"""Where a long text is cut: at the best place near, without a gap, whatever it holds."""

from __future__ import annotations

from itertools import pairwise

import pytest

from conflictmap.language import pieces as module
from conflictmap.language.pieces import pieces


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in {"LONGEST": 400, "_BESIDE": 100, "_BACK": 60}.items():
        monkeypatch.setattr(module, name, size)


SENTENCE = "Calm in Goris, they said. "
TEXTS = {
    "paragraphs": ("It was calm.\nOver\nthere.\n\n" * 60, "\n\n"),
    "lines": ("It was calm. Over\nthere. " * 60, "\n"),
    "sentences": (SENTENCE * 60, ". "),
    "quotes": ("“It was calm.” " * 90, "” "),
    "words": ("calm " * 300, " "),
    "one word": ("a" * 1500, "a"),
}


@pytest.mark.parametrize(("text", "end"), TEXTS.values(), ids=TEXTS)
def test_pieces_follow_each_other_and_end_at_the_best_place(text: str, end: str) -> None:
    cut = pieces(text)
    assert len(cut) > 2
    assert "".join(text[piece.start : piece.end] for piece in cut) == text
    assert all(left.end == right.start for left, right in pairwise(cut))
    assert all(text[: piece.end].endswith(end) for piece in cut[:-1])
    assert all(0 < piece.end - piece.start <= 400 + 60 for piece in cut)


@pytest.mark.parametrize(("text", "end"), TEXTS.values(), ids=TEXTS)
def test_what_is_read_beside_a_piece_is_cut_as_well(text: str, end: str) -> None:
    cut = pieces(text)
    assert (cut[0].first, cut[-1].last) == (0, len(text))
    for piece in cut[1:]:
        assert 40 <= piece.start - piece.first <= 160 + 1
        assert text[: piece.first].endswith(end)
    for piece in cut[:-1]:
        assert piece.last == len(text) or 40 <= piece.last - piece.end <= 100


@pytest.mark.parametrize("text", ["", "Goris", "a" * 400])
def test_a_text_that_is_not_long_is_one_piece(text: str) -> None:
    [piece] = pieces(text)
    assert (piece.start, piece.end, piece.first, piece.last) == (0, len(text), 0, len(text))
