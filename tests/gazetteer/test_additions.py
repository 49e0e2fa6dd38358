"""Adding other gazetteers to one's own: formats, bad lines, duplicates, removal."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
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
    assert add(path, replaces=True).known == 1


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


def places(tmp_path: Path, file: str, *rows: str) -> Path:
    path = tmp_path / file
    path.write_text("\n".join(["name,lat,lon,country,kind", *rows, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("first", "second"),
    [("сёла.csv", "գյուղեր.csv"), ("v.2024.csv", "v.2025.csv"), ("AZ.csv", "az.tsv"), ("?.csv", "!.csv")],
)
def test_every_file_has_a_place_of_its_own(tmp_path: Path, first: str, second: str) -> None:
    add(places(tmp_path, first, "Birabad,39.5,46.5,AZ,village"))
    other = places(tmp_path, second, "Ikiabad,39.6,46.6,AZ,village")
    if other.suffix == ".tsv":
        other.write_text(other.read_text(encoding="utf-8").replace(",", "\t"), encoding="utf-8")
    add(other)
    assert sorted(item.file for item in stored()) == sorted([first, second])
    assert [place.name for name in ("Birabad", "Ikiabad") for place in Gazetteer.load().lookup(name)] == [
        "Birabad",
        "Ikiabad",
    ]


def test_places_of_another_file_of_the_name_are_replaced_only_when_asked(tmp_path: Path) -> None:
    add(places(tmp_path, "own.csv", "Birabad,39.5,46.5,AZ,village"))
    (tmp_path / "b").mkdir()
    other = places(tmp_path / "b", "own.csv", "Ikiabad,39.6,46.6,AZ,village")
    run = CliRunner().invoke
    refused = run(app, ["gazetteer", "add", str(other)])
    assert refused.exit_code == 1
    assert "a file of this name was added on" in refused.output
    assert Gazetteer.load().lookup("Birabad")
    assert run(app, ["gazetteer", "add", str(other), "--replace"]).exit_code == 0
    assert not Gazetteer.load().lookup("Birabad")
    assert Gazetteer.load().lookup("Ikiabad")


def test_the_same_content_is_added_once(tmp_path: Path) -> None:
    add(places(tmp_path, "one.csv", "Birabad,39.5,46.5,AZ,village"))
    with pytest.raises(InputError, match=r"two\.csv: its content is there already, added as one\.csv"):
        add(places(tmp_path, "two.csv", "Birabad,39.5,46.5,AZ,village"))


def test_a_row_without_a_usable_name_is_refused_and_breaks_no_later_run(tmp_path: Path) -> None:
    kinds = ["village", "district", "province", "region", "county", "river"]
    rows = [f"{name},39.5,46.5,AZ,{kind}" for kind in kinds for name in ("()", "?", "—", "( . )")]
    report = add(places(tmp_path, "p.csv", *rows, "(Testabad),39.5,46.5,AZ,district", "Birabad,39.6,46.6,AZ,village"))
    assert report.new == 2
    assert {problem.why for problem in report.problems} == {"has no usable name"}
    assert len(report.problems) == len(rows)
    mentions = cm.geoparse(cm.Document(id="1", text="Shells fell near Testabad district and near Birabad village."))
    assert mentions.surface.tolist() == ["Testabad", "Birabad"]


def test_a_geonames_row_takes_its_second_name_where_the_first_is_none(tmp_path: Path) -> None:
    report = add(
        dump(
            tmp_path,
            NEW.replace("Qızıldüzən", ";;;"),
            NEW.replace("Qızıldüzən\tQizilduzan", ";\t;").replace("99000001", "5"),
        )
    )
    assert Gazetteer.load()["gn99000001"].name == "Qizilduzan"
    assert [problem.why for problem in report.problems] == ["has no usable name"]


@pytest.mark.parametrize("population", ["²", "9" * 5000, "9" * 400, "-1", "1e9", "٣"])
def test_a_population_that_is_no_count_is_none(tmp_path: Path, population: str) -> None:
    assert add(dump(tmp_path, NEW.replace("\t900\t", f"\t{population}\t"))).new == 1


DEEP = "[" * 100_000
LONG_NUMBER = '{"type": "Feature", "properties": {"wof:id": ' + "9" * 5000 + "}}"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("deep.geojson", DEEP, "nested too deeply"),
        ("number.geojson", LONG_NUMBER, "a number too long"),
        ("header.csv", "name,lat,lon," + "k" * 140_000 + "\nX,39,46,\n", "line 1: not the header of a table"),
        ("long.txt", "x" * 10_000_001, "longer than 10 MB"),
        ("a" * 300 + ".csv", None, "no such file"),
    ],
)
def test_files_made_to_break_their_reader_are_refused_in_a_line(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        add(path)


def test_line_ends_of_old_computers_are_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"name,lat,lon,country\rBirabad,39.5,46.5,AZ\rIkiabad,39.6,46.6,AZ\r")
    assert add(path).new == 2


def zipped(path: Path, content: bytes, damage: Callable[[bytes], bytes] = bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("AZ.txt", content)
    path.write_bytes(damage(path.read_bytes()))
    return path


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: (
            data[:30].replace(b"\x00\x00\x08\x00", b"\x01\x00\x08\x00")
            + data[30:].replace(b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x01\x00\x08\x00")
        ),
        lambda data: data.replace(b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x00\x00\x63\x00"),
        lambda data: data[:60] + b"\xff\x00\xff" + data[63:],
        lambda data: data[:10] + b"\xee\xee\xee\xee" + data[14:40] + data[45:],
    ],
    ids=["encrypted", "method", "content", "cut"],
)
def test_zips_that_cannot_be_unpacked_are_refused_in_a_line(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    lines = "\n".join(NEW.replace("99000001", str(number)) for number in range(1, 200)).encode()
    with pytest.raises(InputError, match=r"AZ\.zip"):
        add(zipped(tmp_path / "AZ.zip", lines, damage))


def test_a_zip_that_unpacks_to_one_endless_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="longer than 10 MB"):
        add(zipped(tmp_path / "AZ.zip", b"x" * 50_000_000))


@pytest.mark.parametrize("name", ["a#b.db", "q?x.db", "p%41.db"])
def test_databases_are_found_whatever_their_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE geojson (id INTEGER, body TEXT)")
        connection.execute("INSERT INTO geojson VALUES (1, ?)", [json.dumps(wof())])
    connection.close()
    assert add(path).new == 1
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [name]


def test_a_damaged_description_is_told_and_can_be_removed(tmp_path: Path, folder: Path) -> None:
    add(places(tmp_path, "own.csv", "Birabad,39.5,46.5,AZ,village"))
    (folder / "own.json").write_text("{", encoding="utf-8")
    run = CliRunner().invoke
    told = run(app, ["gazetteer", "info"])
    assert told.exit_code == 1
    assert "conflictmap gazetteer remove own takes it away" in told.output
    assert run(app, ["gazetteer", "remove", "own"]).exit_code == 0
    assert stored() == []
    assert list(folder.iterdir()) == []


def test_an_addition_whose_table_is_gone_is_said_to_be_unused(tmp_path: Path, folder: Path) -> None:
    add(places(tmp_path, "own.csv", "Birabad,39.5,46.5,AZ,village"))
    (folder / "own.csv").unlink()
    assert "own: not used, its table own.csv is gone" in CliRunner().invoke(app, ["gazetteer", "info"]).output


def test_no_file_name_steers_a_terminal(tmp_path: Path) -> None:
    path = places(tmp_path, "ev\x1b[31mil\x07.csv", "Birabad,39.5,46.5,AZ,village")
    run = CliRunner().invoke
    said = run(app, ["gazetteer", "add", str(path)]).output + run(app, ["gazetteer", "info"]).output
    assert "ev␛[31mil␇.csv" in said
    assert not set("\x1b\x07") & set(said)
