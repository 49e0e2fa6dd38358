"""Adding other gazetteers to one's own: formats, bad lines, duplicates, removal."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import conflictmap as cm
from conflictmap import InputError
from conflictmap.cli import app
from conflictmap.gazetteer.additions import Report, add, remove, stored
from conflictmap.gazetteer.gazetteer import Gazetteer

SHUSHA = "147105\tŞuşa\tSusa\tShusha,Shushi,Շուշի,Şuşa Yeni\t39.76006\t46.74989\tP\tPPLA\tAZ\t\t55\t\t\t\t4064\t\t1400\tAsia/Baku\t2024-01-01"
NEW = "99000001\tQızıldüzən\tQizilduzan\tGyzylduzen,Кызылдузен\t40.701\t48.102\tP\tPPL\tAZ\t\t1\t\t\t\t900\t\t20\tAsia/Baku\t2024-01-01"
NEAR = "99000002\tQızıldüzən\tQizilduzan\tGyzyl-Duzan\t40.706\t48.104\tP\tPPL\tAZ\t\t1\t\t\t\t0\t\t20\tAsia/Baku\t2024-01-01"
PEAK = "99000003\tQızıldüzən dağı\tQizilduzan dagi\t\t40.701\t48.102\tT\tMT\tAZ\t\t1\t\t\t\t0\t\t900\tAsia/Baku\t2024-01-01"
ROAD = "99000004\tQızılyol\tQizilyol\t\t40.7\t48.1\tR\tRD\tAZ\t\t1\t\t\t\t0\t\t20\tAsia/Baku\t2024-01-01"
DIRTY = (
    "99000005\tBirkənd\tBirkand\tStepanakert,Birkend\t40.9\t48.3\tP\tPPL\tAZ\t\t1\t\t\t\t0\t\t20\tAsia/Baku\t2024-01-01"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONFLICTMAP_DATA_DIR", str(tmp_path / "own"))
    return tmp_path / "own" / "gazetteer"


def dump(tmp_path: Path, *lines: str | bytes) -> Path:
    path = tmp_path / "AZ.txt"
    path.write_bytes(b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines))
    return path


def test_a_geonames_dump_is_merged_with_what_is_known(tmp_path: Path) -> None:
    report = add(dump(tmp_path, SHUSHA, NEW, NEAR, PEAK, ROAD, DIRTY))
    assert (report.new, report.merged, report.doubles) == (3, 1, 1)
    assert report.dropped["features of kinds that are not mapped"] == 1
    gazetteer = Gazetteer.load()
    assert [place.id for place in gazetteer.lookup("Кызылдузен")] == ["gn99000001"]
    assert [place.id for place in gazetteer.lookup("Gyzyl-Duzan")] == ["gn99000001"]
    assert gazetteer["gn99000003"].kind == "mountain"


def test_known_places_gain_spellings(tmp_path: Path) -> None:
    assert Gazetteer.load().lookup("Şuşa Yeni") == []
    report = add(dump(tmp_path, SHUSHA))
    assert (report.new, report.merged, report.spellings) == (0, 1, 1)
    assert [place.id for place in Gazetteer.load().lookup("Şuşa Yeni")] == ["shusha"]
    assert Gazetteer.load()["shusha"].kind == "city"


def test_another_places_name_is_not_taken_as_an_alias(tmp_path: Path) -> None:
    add(dump(tmp_path, DIRTY))
    gazetteer = Gazetteer.load()
    assert [place.id for place in gazetteer.lookup("Stepanakert")] == ["stepanakert"]
    assert [place.id for place in gazetteer.lookup("Birkend")] == ["gn99000005"]


def test_a_second_run_adds_nothing_and_changes_no_byte(tmp_path: Path, folder: Path) -> None:
    path = dump(tmp_path, SHUSHA, NEW, NEAR, DIRTY)
    add(path)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    report = add(path)
    assert (report.new, report.known) == (0, 2)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


BAD = [
    ("too few columns", b"1\tX\tX", "has 3 columns instead of 19"),
    ("bad UTF-8", NEW.encode().replace(b"Gyzylduzen", b"Gyzyl\xff"), "is not UTF-8"),
    ("latitude out of range", NEW.replace("40.701", "95.2").encode(), "out of range"),
    ("longitude not a number", NEW.replace("48.102", "east").encode(), "are not numbers"),
    ("nan", NEW.replace("40.701", "nan").encode(), "out of range"),
    ("another country", NEW.replace("\tAZ\t", "\tFR\t").encode(), "country FR is outside the theatre"),
    ("no country", NEW.replace("\tAZ\t", "\t\t").encode(), r"country \(none\) is outside"),
    ("id", NEW.replace("99000001", "../../etc").encode(), "is not a number"),
]


@pytest.mark.parametrize(("line", "message"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_bad_lines_are_reported_with_their_number_and_the_rest_is_kept(
    tmp_path: Path, line: bytes, message: str
) -> None:
    report = add(dump(tmp_path, SHUSHA, line, DIRTY))
    assert [problem.where for problem in report.problems] == ["AZ.txt, line 2"]
    assert len([p for p in report.problems if re.search(message, p.why)]) == 1
    assert (report.new, report.merged) == (1, 1)


@pytest.mark.parametrize(
    "content", [b"", b"a text about Shusha\nand nothing else\n", b"\xff\xfe\x00", SHUSHA.encode()[:40]]
)
def test_a_file_that_is_no_dump_is_refused_and_nothing_is_stored(tmp_path: Path, folder: Path, content: bytes) -> None:
    path = tmp_path / "AZ.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"AZ\.txt"):
        add(path)
    assert not folder.exists()
    assert stored() == []


def test_a_source_that_turns_bad_leaves_the_stored_one_as_it_was(tmp_path: Path, folder: Path) -> None:
    path = dump(tmp_path, NEW)
    add(path)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    path.write_bytes(b"broken\n")
    with pytest.raises(InputError):
        add(path)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_the_zip_geonames_offers_is_read_as_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "AZ.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("AZ.txt", NEW + "\n")
    assert add(path).new == 1


def test_alternate_names_bring_their_languages(tmp_path: Path) -> None:
    more = tmp_path / "alternateNamesV2.txt"
    rows = [
        "1\t99000001\thy\tԿըզըլդուզեն\t\t\t\t\t\t",
        "2\t99000001\taz\tQızıldüz\t1\t\t\t\t\t",
        "3\t99000001\tlink\thttps://example.org\t\t\t\t\t\t",
        "4\t99000001\ten\tthe slang\t\t\t1\t\t\t",
        "broken",
    ]
    more.write_text("\n".join(rows) + "\n", encoding="utf-8")
    report = add(dump(tmp_path, NEW), alternate_names=more)
    place = Gazetteer.load()["gn99000001"]
    assert place.name_in("hy") == "Կըզըլդուզեն"
    assert place.name_in("az") == "Qızıldüz"
    assert not {"the slang", "https://example.org"} & {name.text for name in place.names}
    assert [problem.where for problem in report.problems] == ["alternateNamesV2.txt, line 5"]


def wof(**properties: object) -> dict[str, object]:
    common = {
        "wof:id": 1, "wof:name": "Qızıldüzən", "wof:placetype": "locality", "wof:country": "AZ", "geom:latitude": 40.701,
        "geom:longitude": 48.102, "name:rus_x_preferred": ["Кызылдузен"], "name:hye_x_variant": ["Կըզըլդուզեն"],
    }  # fmt: skip
    return {"type": "Feature", "properties": {**common, **properties}, "geometry": None}


def test_whos_on_first_is_read_from_geojson(tmp_path: Path) -> None:
    path = tmp_path / "wof.geojson"
    features = [
        wof(),
        wof(**{"wof:id": 2, "wof:name": "Susa", "wof:concordances": {"gn:id": 147105}}),
        wof(**{"wof:id": 3, "mz:is_current": 0}),
        wof(**{"wof:id": "x"}),
        {"type": "Feature"},
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    report = add(path)
    assert (report.new, report.merged, len(report.problems)) == (1, 1, 2)
    assert Gazetteer.load()["wof1"].name_in("ru") == "Кызылдузен"
    path.write_text(json.dumps(wof()), encoding="utf-8")
    assert add(path).known == 1


def test_whos_on_first_is_read_from_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "wof.sqlite"
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE geojson (id INTEGER, body TEXT)")
        connection.executemany("INSERT INTO geojson VALUES (?, ?)", [(1, json.dumps(wof())), (2, "{")])
    connection.close()
    report = add(path)
    assert (report.new, [problem.where for problem in report.problems]) == (1, ["wof.sqlite, record 2"])
    (tmp_path / "other.sqlite").write_bytes(b"not a database at all")
    with pytest.raises(InputError, match="not a Who's On First database"):
        add(tmp_path / "other.sqlite")


def test_an_openstreetmap_extract_is_read(tmp_path: Path) -> None:
    path = tmp_path / "extract.osm"
    path.write_text(
        """<?xml version='1.0' encoding='UTF-8'?><osm version="0.6">
        <node id="1" lat="40.701" lon="48.102" version="1"><tag k="place" v="village"/><tag k="name" v="Qızıldüzən"/>
          <tag k="name:ru" v="Кызылдузен"/><tag k="population" v="900"/></node>
        <node id="2" lat="39.7601" lon="46.7499" version="1"><tag k="place" v="town"/><tag k="name" v="Şuşa"/></node>
        <node id="3" lat="40.3" lon="46.3" version="1"><tag k="natural" v="peak"/><tag k="name" v="Qızıldağ zirvəsi"/></node>
        <node id="4" lat="40.3" lon="46.3" version="1"><tag k="shop" v="yes"/><tag k="name" v="Bazar"/></node>
        <node id="5" lat="0" lon="0" version="1"><tag k="place" v="village"/><tag k="name" v="Null Island"/></node>
        </osm>""",
        encoding="utf-8",
    )
    report = add(path)
    assert (report.new, report.merged, len(report.problems)) == (2, 1, 1)
    gazetteer = Gazetteer.load()
    assert gazetteer["osm1"].name_in("ru") == "Кызылдузен"
    assert gazetteer["osm3"].kind == "mountain"
    (tmp_path / "broken.osm.pbf").write_bytes(b"nothing")
    with pytest.raises(InputError, match=r"broken\.osm\.pbf"):
        add(tmp_path / "broken.osm.pbf")


def test_names_of_ones_own_table_count_outright(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(
        "\ufeffname;lat;lon;names_ru\nPost Delta;39.9;46.9;Пост Дельта\nPost;91;46;\n;39;46;\n", encoding="utf-8"
    )
    report = add(path)
    assert (report.new, [problem.where for problem in report.problems]) == (
        1,
        ["posts.csv, line 3", "posts.csv, line 4"],
    )
    mentions = cm.geoparse(cm.Document(id="1", text="Firing was reported at Post Delta during the night."))
    assert mentions.surface.tolist() == ["Post Delta"]
    assert (mentions.geometry[0].x, mentions.geometry[0].y) == (46.9, 39.9)
    assert mentions.country[0] == "AZ"


def test_names_of_a_dump_need_evidence(tmp_path: Path) -> None:
    add(dump(tmp_path, NEW))
    document = cm.Document(id="1", text="Qizilduzan is quiet. Shells fell on the village of Qizilduzan in Azerbaijan.")
    mentions = cm.geoparse(document)
    assert "gn99000001" in set(mentions.place_id)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "name,lat\nX,1\n", "header lacks lon"),
        ("a.csv", "", "header lacks name and lat and lon"),
        ("a.geojson", "{", "not JSON"),
        ("a.geojson", "[1]", "not GeoJSON"),
        ("a.docx", "x", "no gazetteer format"),
        ("a.zip", "x", "not a zip file"),
    ],
)
def test_files_that_cannot_be_read_are_refused_in_a_line(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        add(path)


def test_hostile_names_stay_text_in_the_table_and_the_file_system(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "..;$(touch pwned)= x.csv"
    path.write_text('name,lat,lon\n"=HYPERLINK(""http://x"",""y"")",39.9,46.9\n@SUM(A1),39.8,46.8\n', encoding="utf-8")
    add(path)
    assert [file.suffix for file in sorted(folder.iterdir())] == [".csv", ".json"]
    assert all(file.parent == folder for file in folder.rglob("*"))
    for line in (next(folder.glob("*.csv"))).read_text(encoding="utf-8").splitlines():
        assert not [value for value in line.split(",") if value.startswith(("=", "+", "@"))]


def test_an_addition_can_be_removed_by_name_or_file(tmp_path: Path) -> None:
    report: Report = add(dump(tmp_path, NEW))
    assert remove("AZ.txt") == report.addition
    assert Gazetteer.load().lookup("Qizilduzan") == []
    with pytest.raises(InputError, match="not among the additions"):
        remove("az")


def test_the_command_line_adds_lists_and_removes(tmp_path: Path) -> None:
    run = CliRunner().invoke
    path = dump(tmp_path, SHUSHA, NEW, "broken")
    added = run(app, ["gazetteer", "add", str(path)])
    assert added.exit_code == 0, added.output
    assert "added    1 place" in added.output
    assert "AZ.txt, line 3: has 1 columns instead of 19" in added.output
    listed = run(app, ["gazetteer", "info"])
    assert "az: 1 place, more spellings of 1 place; GeoNames dump AZ.txt" in listed.output
    assert run(app, ["gazetteer", "remove", "az"]).exit_code == 0
    assert "added by you: nothing" in run(app, ["gazetteer", "info"]).output
    missing = run(app, ["gazetteer", "add", str(tmp_path / "missing.txt")])
    assert (missing.exit_code, missing.output.count("\n")) == (1, 1)
