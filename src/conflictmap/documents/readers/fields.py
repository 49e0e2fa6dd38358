"""Fields of records, whatever their makers called them: JSON objects and rows of tables."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from conflictmap._errors import UnreadableError
from conflictmap.documents.parts import Part
from conflictmap.documents.readers.markup import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from conflictmap.documents.parts import Source

NAMES: dict[str, tuple[str, ...]] = {
    "text": tuple(
        "full_text fulltext maintext main_text text article_text articletext body_text bodytext body content_text"
        " content article articlebody raw_text rawtext plain_text plaintext story message notes description summary"
        " abstract excerpt snippet caption post tweet narrative details event_description report текст текст_статьи"
        " содержание сообщение описание metin içerik haber_metni açıklama açiklama mətn məzmun xəbər təsvir տեքստ"
        " բովանդակություն texte contenu corps inhalt volltext beschreibung texto contenido cuerpo descripción ტექსტი"
        " შინაარსი متن محتوا شرح".split()
    ),
    "title": tuple(
        "title headline headlines heading subject source_headline заголовок название başlıq başliq başlık başlik"
        " վերնագիր titre titel überschrift schlagzeile titular título titulo სათაური عنوان تیتر".split()
    ),
    "date": tuple(
        "date publication_date published_date date_original date_published date_publish publish_date published"
        " published_at publishedat pub_date pubdate datepublished event_date eventdate date_start date_time datetime"
        " created_at createdat date_created created created_utc timestamp time isodate seendate sqldate day"
        " дата дата_публикации опубликовано tarix dərc_tarixi nəşr_tarixi tarih yayın_tarihi tarihi ամսաթիվ"
        " date_de_publication publié_le datum veröffentlicht erscheinungsdatum fecha fecha_de_publicación თარიღი"
        " تاریخ".split()
    ),
    "url": tuple(
        "url link permalink web_url weburl article_url source_url sourceurl canonical_url documentidentifier href uri"
        " ссылка адрес bağlantı bağlanti keçid ünvan հղում lien adresse enlace ბმული لینک پیوند".split()
    ),
    "source": tuple(
        "source publisher outlet newspaper agency sitename site_name source_name sourcecommonname source_office media"
        " source_domain source_hostname hostname domain site channel feed источник издание kaynak mənbə աղբյուր quelle"
        " zeitung éditeur fuente წყარო منبع".split()
    ),
    "language": tuple(
        "language lang language_code lang_code locale язык dil լեզու langue sprache idioma ენა زبان".split()
    ),
    "id": tuple(
        "id_str event_id_cnty id _id uid uuid guid doc_id document_id article_id data_id tweet_id post_id message_id"
        " gkgrecordid globaleventid key".split()
    ),
    "lat": tuple("lat latitude geo_lat широта enlem enlik լայնություն breite breitengrad latitud".split()),
    "lon": tuple(
        "lon lng long longitude geo_lon geo_long долгота boylam uzunluq երկայնություն länge längengrad longitud".split()
    ),
}
"""What a field is → what it is called, the surer names first; in small letters, words joined by ``_``."""

MENTIONS = frozenset({"document_id", "surface", "place_id"})
"""Columns by which a table of mentions is known, which is a result and no report."""

_WRAPPERS = ("_source", "fields", "attributes", "properties")
_INNER = (
    "rendered",
    "text",
    "value",
    "#text",
    "name",
    "longname",
    "title",
    "$oid",
    "$date",
    "original",
    "published",
    "created",
)
_JOINED = re.compile(r"[\s\-.:]+")
_LANGUAGES = {
    "en": "english eng",
    "ru": "russian rus русский",
    "hy": "armenian hye arm",
    "az": "azerbaijani azeri aze azərbaycanca",
    "tr": "turkish tur türkçe",
    "ka": "georgian kat geo",
    "fa": "persian farsi fas per",
    "fr": "french fra fre",
    "de": "german deu ger",
    "es": "spanish spa",
    "ar": "arabic ara",
    "uk": "ukrainian ukr",
}
_CODES = {name: code for code, names in _LANGUAGES.items() for name in names.split()}
_CODE = re.compile(r"[a-z]{2}(?:[-_].*)?\Z")
_LONGEST_ID = 500
_BEFORE_SERIALS = dt.date(1899, 12, 30)  # spreadsheets count days from here
_SERIALS = (20_000, 80_000)  # 1954 to 2119; smaller ones are years and times of day


class MentionsError(UnreadableError):
    """A table of mentions among the reports."""

    def __init__(self, source: Source) -> None:
        piped = "save it to a file, and conflictmap map shows it"
        way = "conflictmap map shows it by itself; name the reports for reading them"
        super().__init__(f"a table of mentions; {piped if source.name == 'stdin' else way}")


def key_of(name: object) -> str:
    """Return a name as `NAMES` writes it.

    Examples
    --------
    >>> key_of(" Publication-Date "), key_of("date.created")
    ('publication_date', 'date_created')
    """
    return _JOINED.sub("_", str(name).strip().lower().replace("i\u0307", "i"))  # İÇERİK


def unwrapped(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record by `key_of` its names; what lies in a wrapper (``_source``, ``fields`` …) is beside the rest."""
    fields = {key_of(name): value for name, value in record.items()}
    for wrapper in _WRAPPERS:
        if isinstance(inner := fields.get(wrapper), dict):
            fields.update({key_of(name): value for name, value in inner.items() if value is not None})
    geometry = fields.get("geometry")
    if isinstance(geometry, dict) and geometry.get("type") == "Point" and isinstance(geometry.get("coordinates"), list):
        fields.update(dict(zip(("lon", "lat"), geometry["coordinates"], strict=False)))
    return fields


def part_of(
    fields: Mapping[str, Any], where: str, chosen: Mapping[str, str], required: Collection[str] | None = None
) -> Part | None:
    """Return the report that a record holds, or None where no field of it is a text.

    Parameters
    ----------
    fields : mapping
        By `key_of` their names.
    where : str
        The record's place in its source.
    chosen : mapping
        What a field is → its name; others are known by `NAMES`.
    required : collection of str, optional
        What of it must be there; other fields are known by `NAMES` where theirs is missing. By default all of it.
    """

    def found(what: str) -> list[Any]:
        names = NAMES[what]
        if what in chosen and (required is None or what in required or key_of(chosen[what]) in fields):
            names = (key_of(chosen[what]),)
        return [fields[name] for name in names if name in fields and fields[name] is not None]

    text = next((text for value in found("text") if (text := text_of(value)).strip()), None)
    if text is None:
        return None
    url = next((address for value in found("url") if (address := text_of(value).strip())), None)
    named = [name for value in found("source") if (name := plain(text_of(value)).strip())]
    publisher = next((name for name in named if not _is_address(name)), None)
    if url is None:
        url = next((name for name in named if _is_address(name)), None)
    if publisher is None and named:
        publisher = urlsplit(named[0]).hostname
    lat, lon = coordinates(next(iter(found("lat")), None), next(iter(found("lon")), None))
    return Part(
        text=plain(text),
        id=next((name for value in found("id") if (name := text_of(value)).strip() and len(name) <= _LONGEST_ID), ""),
        where=where,
        title=next((title for value in found("title") if (title := plain(text_of(value)).strip())), None),
        date=next((date for value in found("date") if (date := date_of(value))), None),
        url=url,
        publisher=publisher,
        language=next((code for value in found("language") if (code := language_of(value))), None),
        lat=lat,
        lon=lon,
    )


def text_of(value: object) -> str:
    r"""Return the text of a value: its own, its paragraphs', or the one that names it.

    Examples
    --------
    >>> text_of(["One.", "Two."]), text_of({"id": 7, "name": "Agency"}), text_of([{"name": "A"}, {"name": "B"}])
    ('One.\n\nTwo.', 'Agency', 'A, B')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool | bytes) or value is None:
        return ""
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, dict):
        inner = {key_of(name): item for name, item in value.items()}
        return next((text for name in _INNER if isinstance(text := inner.get(name), str)), "")
    if isinstance(value, list | tuple):
        texts = [text for item in value if not isinstance(item, list) and (text := text_of(item))]
        return (", " if any(isinstance(item, dict) for item in value) else "\n\n").join(texts)
    return str(value)


def _number(value: float) -> str:
    """Write a number; whole ones without the ``.0`` that spreadsheets give them."""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) else str(value)


def date_of(value: object) -> str | dt.date | None:
    """Return a date as a record states it; numbers of seconds or milliseconds since 1970 as days.

    Examples
    --------
    >>> date_of(1601801551), date_of("1601801551000"), date_of(20201004), date_of({"created": "2020-10-04T08:52:31Z"})
    (datetime.date(2020, 10, 4), datetime.date(2020, 10, 4), '20201004', '2020-10-04T08:52:31Z')
    >>> date_of(44108), date_of("44108.5")  # as spreadsheets count days
    (datetime.date(2020, 10, 4), datetime.date(2020, 10, 4))
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = text_of(value).strip()
    if text.replace(".", "", 1).isdecimal() and len(text) < 20:
        seconds = float(text)
        if seconds >= 1e11:
            seconds /= 1000
        if 1e8 <= seconds < 1e10:
            return dt.datetime.fromtimestamp(seconds, dt.UTC).date()
        if _SERIALS[0] <= seconds < _SERIALS[1]:
            return _BEFORE_SERIALS + dt.timedelta(days=int(seconds))
    return text or None


def language_of(value: object) -> str | None:
    """Return the code of a language, however it is named; None where the name is not known.

    Examples
    --------
    >>> language_of("Armenian"), language_of("en-GB"), language_of({"name": "Russian"}), language_of("Latin")
    ('hy', 'en', 'ru', None)
    """
    if isinstance(value, list):
        return language_of(value[0]) if value else None
    name = text_of(value).strip().lower()
    return _CODES.get(name) or (name[:2] if _CODE.match(name) else None)


def coordinates(lat: object, lon: object) -> tuple[float | None, float | None]:
    """Return coordinates where both are given and lie on the earth.

    Examples
    --------
    >>> coordinates("39.51", "47,03"), coordinates(0, 0), coordinates("39.51", "")
    ((39.51, 47.03), (None, None), (None, None))
    """
    try:
        north, east = (float(str(value).strip().replace(",", ".")) for value in (lat, lon))
    except ValueError:
        return None, None
    if not (-90 <= north <= 90 and -180 <= east <= 180) or north == east == 0:
        return None, None
    return north, east


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))
