"""What a page says it was made of."""

from __future__ import annotations

import shutil
from pathlib import Path

import geopandas as gpd
import pytest

import conflictmap as cm
from conflictmap._versions import tables_digest

from .reader import Page

PACKAGE = Path(cm.__file__).parent
TABLES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.toml"))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The package's tables alone, in their folders."""
    for name in TABLES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PACKAGE / name, tmp_path / name)
    return tmp_path


def test_the_digest_of_the_rules_is_that_of_all_tables_of_the_package(mentions: gpd.GeoDataFrame, copied: Path) -> None:
    assert {Path(name).name for name in TABLES} >= {"non_places.toml", "reliability.toml", "geoprecision.toml"}
    assert Page(cm.map(mentions).to_html()).meta["provenance"]["rules"] == tables_digest(copied)


@pytest.mark.parametrize("name", TABLES)
def test_a_word_more_in_any_table_changes_it(copied: Path, name: str) -> None:
    before = tables_digest(copied)
    with (copied / name).open("a", encoding="utf-8") as table:
        table.write("# one more\n")
    assert tables_digest(copied) != before


def test_a_new_table_changes_it_and_other_files_do_not(copied: Path) -> None:
    before = tables_digest(copied)
    (copied / "notes.txt").write_text("nothing", encoding="utf-8")
    assert tables_digest(copied) == before
    (copied / "deep" / "below").mkdir(parents=True)
    (copied / "deep" / "below" / "new.toml").write_text("a = 1\n", encoding="utf-8")
    assert tables_digest(copied) != before
