"""Points that a text states itself: degrees, with and without minutes, links to maps, the military grid."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from conflictmap.language.sentences import Sentences
from conflictmap.model.mention import LITERAL, Circle, Mention
from conflictmap.model.place import Name, Place
from conflictmap.recognition.grid import grid_references

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conflictmap.model.document import Document

KIND = "coordinates"
_WHY = "coordinates in the text"
_SCORE = 0.97
_SIDES = {1: "1 m", 10: "10 m", 100: "100 m", 1000: "1 km", 10_000: "10 km"}
_VAGUE = 10_000  # metres of a square from which its middle is only near what is meant

_NUMBER = r"\d{1,3}(?:[.,]\d+)?"
_SMALL = r"\d{1,2}(?:[.,]\d+)?"
_NORTH, _SOUTH = r"с\.?\s?ш\.?|հս\.?\s?լ\.?|(?i:north)|[NСK]", r"ю\.?\s?ш\.?|(?i:south)|[SЮG]"
_EAST, _WEST = r"в\.?\s?д\.?|արլ\.?\s?ե\.?|(?i:east)|[EВD]", r"з\.?\s?д\.?|(?i:west)|[WЗB]"
_WINDS = tuple(re.compile(wind) for wind in (_NORTH, _SOUTH, _EAST, _WEST))


def _angle(n: int, winds: str) -> str:
    return rf"""
        (?:(?P<before{n}>{winds})\s?)?(?P<sign{n}>[-−])?
        (?P<degrees{n}>{_NUMBER})\s?(?:[°º˚]\s?(?:(?P<minutes{n}>{_SMALL})\s?['′’´]\s?
        (?:(?P<seconds{n}>{_SMALL})\s?(?:["″”]|['′’´]{{2}})\s?)?)?)?
        (?:(?P<behind{n}>{winds})(?![^\W_]))?
    """


_BETWEEN = r"\s*(?:[,;/]|and|и|ve|və|և)?\s*"
_BOTH = f"{_NORTH}|{_SOUTH}|{_EAST}|{_WEST}"
_ANGLES = re.compile(rf"(?<![\w.,:/=@-]){_angle(1, _BOTH)}{_BETWEEN}{_angle(2, _BOTH)}(?![^\W_]|[.,:]\d)", re.VERBOSE)
_DECIMALS = re.compile(
    r"(?<![\w.,:/=@$€£₽₼֏₺%-])([-−]?\d{1,2}\.\d{2,})\s*[,;/]?\s*([-−]?\d{1,3}\.\d{2,})(?![\w%°]|[.,:/]\d|\s?[%°$€£₽₼֏₺])"
    r"|(?<![\w.,:/=@$€£₽₼֏₺%-])([-−]?\d{1,2},\d{3,})\s*[;/]\s*([-−]?\d{1,3},\d{3,})(?![\w%°]|[.,:/]\d|\s?[%°$€£₽₼֏₺])"
)
_MAYBE = re.compile(r"[.,]\d{2,}[^.\d]{0,12}\d{1,3}[.,]\d{2,}")
_DEGREE = re.compile("[°º˚]")
# What makes other numbers of two: a third one beside them, units, money, days and months.
_MORE = re.compile(r"^\s*(?:[,;–-]|and|или|и|or|to|ve|və|և)\s*[-−$€]?\d")
_LESS = re.compile(r"\d\s*(?:[,;–-]|and|и|or|to|ve|və|և|from)\s*$")
_UNIT = re.compile(
    r"^\s*(?:km|kms|m|cm|mm|kg|tons?|ha|sq|miles?|met(?:er|re)s?|kilomet|hectar|percent|per\s?cent|points?|degrees? c"
    r"|dollars?|euros?|rubles?|roubles?|drams?|manats?|liras?|usd|eur|rub|amd|azn|try|million|billion|thousand"
    r"|км|м|кг|тонн|га|процент|доллар|евро|руб|драм|манат|лир|млн|млрд|тыс|faiz|min|milyon|milyar|dolar|avro|lira|tl"
    r"|կմ|մ|դրամ|տոկոս|դոլար|եվրո|ռուբլի|մանաթ|միլիոն|հազար)(?![^\W\d_]{4})",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?:price|cost|rate|rose|fell|dropp|index|paid|worth|score|average|grew|usd|eur|rub|amd|azn|from|dated?"
    r"|цен|курс|стоил|индекс|вырос|упал|дат|qiym|məzənn|fiyat|kur|endeks|tarix|tarih|գին|փոխարժեք|կուրս)\w*\W*(?:\w+\W+)?$",
    re.IGNORECASE,
)
_CUE = re.compile(r"(?:coord|koordinat|координат|կոորդինատ|gps|lat|точк|point)\w*[^.!?\n]{0,30}$", re.IGNORECASE)
_AROUND = 40
_THEATRE = (36.0, 44.0), (40.0, 52.0)  # where two numbers with few decimals can be a point
_CLOSE = 4  # decimals from which two numbers can hardly be anything else
_LAST_DAY, _LAST_MONTH = 31, 12
_POLE, _SIXTY = 90, 60

_LINK = re.compile(r"(?:https?://|www\.|geo:)[^\s<>\"»”]+", re.IGNORECASE)
_LAT, _LON = r"([-+]?\d{1,2}(?:\.\d+)?)", r"([-+]?\d{1,3}(?:\.\d+)?)"
# By host: where the latitude and the longitude stand; Yandex writes the longitude first.
_LINKS = (
    (re.compile(r"^geo:"), re.compile(rf"^geo:{_LAT},{_LON}"), False),
    (re.compile(r"openstreetmap\.|osm\."), re.compile(rf"mlat={_LAT}&(?:amp;)?mlon={_LON}"), False),
    (re.compile(r"openstreetmap\.|osm\."), re.compile(rf"#map=[\d.]+/{_LAT}/{_LON}"), False),
    (re.compile(r"google\.|goo\.gl"), re.compile(rf"!3d{_LAT}!4d{_LON}"), False),
    (
        re.compile(r"google\.|goo\.gl|maps\.apple\."),
        re.compile(
            r"(?:[?&](?:q|ll|query|center|destination|daddr|sll)=(?:loc:)?|/(?:place|search)/|/@)\+?"
            rf"{_LAT},[ +]?{_LON}"
        ),
        False,
    ),
    (re.compile(r"yandex\."), re.compile(rf"[?&](?:pt|whatshere\[point\]|poi\[point\])={_LON},{_LAT}"), True),
    (re.compile(r"yandex\."), re.compile(rf"[?&]ll={_LON},{_LAT}"), True),
)
_HOSTS = ("openstreetmap.", "osm.", "google.", "goo.gl", "maps.apple.", "yandex.", "geo:")
_TRAILING = ".,;:!?)]}'"


@dataclass(frozen=True, slots=True)
class Stated:
    """A point that a text states, and where it does; of the grid with the side of its square in metres."""

    start: int
    end: int
    lat: float
    lon: float
    metres: int = 0


def with_coordinates(
    document: Document, mentions: Sequence[Mention], bounds: tuple[int, int] | None = None
) -> list[Mention]:
    """Add the points that a report states itself.

    Parameters
    ----------
    document : Document
        The report.
    mentions : sequence of Mention
        Its names.
    bounds : (int, int), optional
        The part of the text to look at; all of it by default.

    Returns
    -------
    list of Mention
        These and the points, in the order of the text; each point is a place of its own.

    Examples
    --------
    >>> from conflictmap.model.document import Document
    >>> report = Document(id="1", text="Strike at 39.7596° N, 46.7498° E.")
    >>> [(m.surface, m.place_id, m.points[0].country) for m in with_coordinates(report, [])]
    [('39.7596° N, 46.7498° E', 'point:39.7596,46.7498', 'AZ')]
    """
    first, last = bounds or (0, len(document.text))
    part = document if bounds is None else replace(document, text=document.text[first:last])
    stated = coordinates(part.text)
    if not stated:
        return list(mentions)
    sentences = Sentences(part)
    points = [_moved(_mention(part, sentences, point), first) for point in stated]
    # The letters of a grid's square are no name: "38S NJ 12345 67890" is not in New Jersey.
    squares = [point for point, of in zip(points, stated, strict=True) if of.metres]
    names = [name for name in mentions if not _covers(squares, name)]
    free = [point for point in points if not _covers(names, point)]
    return sorted([*names, *free], key=lambda mention: mention.start)


def _moved(mention: Mention, by: int) -> Mention:
    return replace(
        mention,
        start=mention.start + by,
        end=mention.end + by,
        sentence_start=mention.sentence_start + by,
        sentence_end=mention.sentence_end + by,
    )


def coordinates(text: str) -> list[Stated]:
    r"""Find the coordinates in a text, in its order.

    Examples
    --------
    >>> [(s.lat, s.lon) for s in coordinates("39°45'36\"N 46°45'E; 39.76 and 46.75 dollars")]
    [(39.76, 46.75)]
    """
    found = [Stated(r.start, r.end, r.lat, r.lon, r.metres) for r in grid_references(text)]
    if any(host in text for host in _HOSTS):
        found += _links(text)
    for start, end in _windows(text):
        found += _angles(text, start, end)
        found += _decimals(text, start, end)
    chosen: list[Stated] = []
    for point in found:
        if abs(point.lat) <= _POLE and abs(point.lon) <= 2 * _POLE and not _covers(chosen, point):
            chosen.append(point)
    return sorted(chosen, key=lambda point: point.start)


def _windows(text: str) -> list[tuple[int, int]]:
    """Where coordinates may stand: around degree signs, and numbers with decimals one behind the other."""
    signs = [match.span() for match in _MAYBE.finditer(text)]
    if not text.isascii():
        signs += [match.span() for match in _DEGREE.finditer(text)]
    windows: list[tuple[int, int]] = []
    for first, last in sorted(signs):
        start, end = max(first - _AROUND, 0), min(last + 2 * _AROUND, len(text))
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return windows


def _covers(taken: Sequence[Mention | Stated], point: Mention | Stated) -> bool:
    return any(other.start < point.end and point.start < other.end for other in taken)


def _links(text: str) -> Iterator[Stated]:
    for link in _LINK.finditer(text):
        address = link.group().rstrip(_TRAILING)
        plain = unquote(address)
        host = plain.partition("://")[2].partition("/")[0].lower() or plain.lower()
        for of, pattern, turned in _LINKS:
            if of.search(host) and (match := pattern.search(plain)):
                lat, lon = reversed(match.groups()) if turned else match.groups()
                yield Stated(link.start(), link.start() + len(address), float(lat), float(lon))
                break


def _angles(text: str, start: int, end: int) -> Iterator[Stated]:
    for match in _ANGLES.finditer(text, start, end):
        first, second = _read(match, 1), _read(match, 2)
        if not first or not second:
            continue
        (one, along_one), (other, along_other) = first, second
        if along_one and along_other and along_one != along_other:
            lat, lon = (one, other) if along_one == "lat" else (other, one)
        elif not along_one and not along_other:
            lat, lon = one, other
        else:
            continue
        yield Stated(match.start(), match.start() + len(match.group().rstrip()), lat, lon)


def _read(match: re.Match[str], n: int) -> tuple[float, str] | None:
    """An angle in degrees, and whether it is a latitude or a longitude, where its letter tells; none without signs."""
    wind = match[f"before{n}"] or match[f"behind{n}"] or ""
    degrees, minutes, seconds = (
        float((match[f"{part}{n}"] or "0").replace(",", ".")) for part in ("degrees", "minutes", "seconds")
    )
    whole = match[0]
    exact = match[f"minutes{n}"] or re.search(r"[.,]\d{3}", match[f"degrees{n}"])
    marked = bool(_DEGREE.search(whole)) or len(re.findall(r"[.,]\d{2}", whole)) > 1
    if not marked or minutes >= _SIXTY or seconds >= _SIXTY or not (wind or _DEGREE.search(whole)):
        return None
    if not wind and not exact:
        return None  # temperatures: "39.5° and 41.2°"
    value = degrees + minutes / _SIXTY + seconds / _SIXTY**2
    north, south, east, west = (bool(pattern.fullmatch(wind)) for pattern in _WINDS)
    value = -value if south or west or match[f"sign{n}"] else value
    return value, "lat" if north or south else "lon" if east or west else ""


def _decimals(text: str, start: int, end: int) -> Iterator[Stated]:
    for match in _DECIMALS.finditer(text, start, end):
        one, other = (match[1], match[2]) if match[1] else (match[3], match[4])
        before = text[max(match.start() - _AROUND, 0) : match.start()]
        behind = text[match.end() : match.end() + _AROUND]
        if _is_stated(one, other, before, behind):
            yield Stated(*match.span(), _degrees(one), _degrees(other))


def _degrees(number: str) -> float:
    return float(number.replace(",", ".").replace("−", "-"))


def _is_stated(one: str, other: str, before: str, behind: str) -> bool:
    """Tell whether two decimal numbers are a point, and not days, prices, distances or a longer row of numbers."""
    if _UNIT.match(behind) or _MORE.match(behind) or _LESS.search(before):
        return False
    if _CUE.search(before):
        return True
    decimals = [len(re.split("[.,]", number)[1]) for number in (one, other)]
    if min(decimals) >= _CLOSE:
        return True
    (south, north), (west, east) = _THEATRE
    near = south <= _degrees(one) <= north and west <= _degrees(other) <= east
    return near and not _MONEY.search(before) and not (_is_day(one) or _is_day(other))


def _is_day(number: str) -> bool:
    """Tell whether a number can be a day and a month: 12.05."""
    day, _, month = number.partition(".")
    return len(month) == 2 and 0 < int(month) <= _LAST_MONTH and day.isdigit() and 0 < int(day) <= _LAST_DAY


def _mention(document: Document, sentences: Sentences, point: Stated) -> Mention:
    from conflictmap.regions.point import country_at

    sentence = sentences.at(point.start)
    name = f"{point.lat:.6g}, {point.lon:.6g}"
    why = f"{_WHY} (MGRS, to {_SIDES[point.metres]})" if point.metres else _WHY
    place = Place(
        id=f"point:{point.lat:.6g},{point.lon:.6g}",
        name=name,
        kind=KIND,
        lat=point.lat,
        lon=point.lon,
        country=country_at(point.lat, point.lon),
        district="",
        importance=0.0,
        tier="theatre",
        names=(Name(name, "other"),),
        source=_WHY,
        confidence="low" if point.metres >= _VAGUE else "high",
    )
    return Mention(
        start=point.start,
        end=point.end,
        surface=document.text[point.start : point.end],
        sentence_start=min(sentence.start, point.start),
        sentence_end=max(sentence.end, point.end),
        role=LITERAL,
        role_reason=_WHY,
        role_score=_SCORE,
        kind=KIND,
        points=(place,),
        place_id=place.id,
        precision=place.precision,
        score=_SCORE,
        scores=((place.id, _SCORE),),
        reason=why,
        meant=Circle(point.lat, point.lon, round(point.metres / 1000, 1)) if point.metres else None,
    )
