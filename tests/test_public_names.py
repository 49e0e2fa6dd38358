"""The public names: one list for programs, for people who look around, and for type checkers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import conflictmap as cm

NAMES = """
AnalysisError COLUMNS ConflictMap ConflictMapError CorrectionWarning Document DocumentWarning Gazetteer
GazetteerGeocoder GeocoderChain GeodataError InputError OutputError Override Place PluginError Problem Scorecard
UnknownResourceError UnreadableError corrections evaluation explain gazetteer geoparse layer_text map pipeline plugins read
read_overrides read_table regions review score summary write
""".split()


def fresh(script: str) -> str:
    """What a script prints in an interpreter that has imported nothing yet."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], check=False, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_public_names_are_these() -> None:
    assert cm.__all__ == NAMES


def test_every_name_is_seen_before_it_is_used() -> None:
    seen = fresh("import conflictmap as cm; print(*(set(cm.__all__) | {'__version__', '__doc__'}) - set(dir(cm)))")
    assert seen == ""


def test_no_other_name_is_offered_before_or_after_use() -> None:
    offered = "print(*(name for name in dir(cm) if not name.startswith('_') and name not in cm.__all__))"
    used = "cm.map(cm.geoparse('Calm in Goris.')).to_html(); cm.explain('x' and cm.Document(id='1', text='Goris'))"
    assert fresh(f"import conflictmap as cm; {offered}; {used}; {offered}") == ""


@pytest.mark.parametrize(
    ("script", "printed"),
    [
        ("print(len(cm.regions.at('2020-11-01')) > 0)", "True"),
        ("print(cm.gazetteer.fold('Şuşa'))", "susa"),
        ("print(cm.plugins.Span(0, 3).end)", "3"),
        ("print(cm.evaluation.Prediction(0, 3).end)", "3"),
        ("print(cm.corrections.Override('Goris', 'ok').decision)", "ok"),
        ("print(cm.pipeline.Settings().additions)", "True"),
        ("print(cm.map.__name__, cm.map is cm.map)", "build_map True"),
        ("from conflictmap import *; print(geoparse is cm.geoparse)", "True"),
    ],
)
def test_each_leads_to_its_thing_in_a_fresh_interpreter(script: str, printed: str) -> None:
    assert fresh(f"import conflictmap as cm\n{script}") == printed


def test_every_name_can_be_had() -> None:
    assert [name for name in cm.__all__ if getattr(cm, name, None) is None] == []


def test_looking_around_imports_nothing_heavy() -> None:
    heavy = "{'geopandas', 'pandas', 'numpy', 'shapely', 'folium', 'geopy', 'rich'}"
    assert fresh(f"import sys, conflictmap; dir(conflictmap); print(*{heavy} & set(sys.modules))") == ""


def test_other_names_are_refused() -> None:
    for name in ("geoprase", "_build_map", "_errors_"):
        with pytest.raises(AttributeError, match=f"module 'conflictmap' has no attribute '{name}'"):
            getattr(cm, name)


def test_type_checkers_find_the_stub_beside_the_package() -> None:
    package = Path(cm.__file__).parent
    assert {"__init__.pyi", "py.typed"} <= {path.name for path in package.iterdir()}
