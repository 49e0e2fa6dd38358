"""What a user adds to the gazetteer: merged with what is known, stored as tables, listed, removed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap._errors import GeodataError, InputError, OutputError, Problem
from conflictmap._files import write_atomically
from conflictmap._geodata import additions_folder
from conflictmap.gazetteer.gazetteer import Gazetteer, load_tables
from conflictmap.gazetteer.importers.records import THEATRE, Record
from conflictmap.gazetteer.importers.source import open_source
from conflictmap.gazetteer.keys import spelling_key
from conflictmap.gazetteer.tables import ALIASES, LongTable, long_table
from conflictmap.language.folding import fold
from conflictmap.model.place import LANGUAGES, SETTLEMENT_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


_MERGE_KM = 2.0  # within which one spelling key means one place
_ALIAS_KM = 10.0  # beyond which a theatre place's name is not taken as another's alias
_SHORTEST_ALIAS = 3
_CELL = 0.05  # degrees of the grid that finds neighbours; wider than _MERGE_KM everywhere in the theatre
_LIKE = {
    "mountain": "height",
    "hill": "height",
    "pass": "height",
    "lake": "water",
    "reservoir": "water",
    "river": "water",
}
_EVIDENCE, _OUTRIGHT = "world", "theatre"


@dataclass(frozen=True, slots=True)
class Addition:
    """One stored source.

    Attributes
    ----------
    name : str
        The word `remove` takes.
    file, title, sha256 : str
        The file it came from, what it was recognised as, and its hash.
    added_on : str
        ISO day.
    places, aliases : int
        New places, and known places that gained spellings.
    path : pathlib.Path
        Its table.
    """

    name: str
    file: str
    title: str
    sha256: str
    added_on: str
    places: int
    aliases: int
    path: Path


@dataclass(frozen=True, slots=True)
class Report:
    """What adding a source did.

    Attributes
    ----------
    addition : Addition
        The source as it is now stored.
    new, known : int
        Places stored that were not there before this run, and that were.
    merged, spellings : int
        Records that are places known already, and the spellings they brought.
    doubles : int
        Records that are another place of the same source.
    dropped : dict of str to int
        Why records or spellings were left out, and how many.
    problems : tuple of Problem
        Lines that could not be used.
    """

    addition: Addition
    new: int
    known: int
    merged: int
    doubles: int
    spellings: int
    dropped: dict[str, int]
    problems: tuple[Problem, ...]


def add(
    path: str | Path,
    *,
    alternate_names: str | Path | None = None,
    outright: bool | None = None,
    replaces: bool = False,
    on_record: Callable[[], None] | None = None,
) -> Report:
    """Add another gazetteer's places to one's own, merged with what is known.

    A record is a known place when it has its id, or when a name of the same spelling key and a compatible
    kind lies within 2 km. Known places gain its spellings, except those that are the name of another place
    of the theatre more than 10 km away. Adding the same file again changes nothing but what `outright` says of it.

    Parameters
    ----------
    path : str or pathlib.Path
        See `conflictmap.gazetteer.importers.open_source`.
    alternate_names : str or pathlib.Path, optional
        GeoNames' ``alternateNamesV2.txt``.
    outright : bool, optional
        Whether the names count wherever they stand, or only with evidence in the text (a generic word, a list,
        a preposition with its country named). By default tables of one's own do, dumps do not.
    replaces : bool, default False
        Whether a file of a name that was added before, but of other content, takes the place of the older one.
    on_record : callable, optional
        Called for every record read, to show progress.

    Returns
    -------
    Report
        What was added, merged and dropped.

    Raises
    ------
    InputError
        If the file is missing, empty or in no known format, its content is there already under another name, or
        its name is there with other content and `replaces` is not set; nothing is stored then.
    OutputError
        If the folder of additions cannot be written.
    """
    file = Path(path)
    problems: list[Problem] = []
    source = open_source(
        file, alternate_names=Path(alternate_names) if alternate_names else None, on_problem=problems.append
    )
    digest = _sha256(file)
    name = _slot(file, digest, replaces=replaces)
    merger = _Merger(_without(name))
    for record in source.records:
        merger.take(record)
        if on_record:
            on_record()
    if not merger.rows and not merger.merged:
        why = f"; the first of {len(problems)} problems: {problems[0]}" if problems else ""
        raise InputError(f"{file}: no place in it can be added{why}")
    tier = _OUTRIGHT if (source.outright if outright is None else outright) else _EVIDENCE
    further = merger.further()
    target = additions_folder() / f"{name}.csv"
    before = _ids(target)
    addition = Addition(
        name=name, file=file.name, title=source.title, sha256=digest, added_on=dt.date.today().isoformat(),  # noqa: DTZ011
        places=len(merger.rows), aliases=len(further), path=target,
    )  # fmt: skip
    _store(addition, merger.table(tier))
    new = sum(1 for place_id in merger.rows if place_id not in before)
    return Report(
        addition=addition,
        new=new,
        known=len(merger.rows) - new,
        merged=merger.merged,
        doubles=merger.doubles,
        spellings=sum(len(group) for names in further.values() for group in names.values()),
        dropped=dict(sorted((source.passed + merger.dropped).items())),
        problems=tuple(problems),
    )


def stored() -> list[Addition]:
    """Return the sources added so far, by name.

    Returns
    -------
    list of Addition
        Empty when nothing was added.

    Raises
    ------
    GeodataError
        If a description is damaged.
    """
    found = []
    for path in sorted(additions_folder().glob("*.json")):
        try:
            found.append(Addition(path=path.with_suffix(".csv"), **json.loads(path.read_text(encoding="utf-8"))))
        except (OSError, TypeError, ValueError) as error:
            raise GeodataError(
                f"{path}: damaged ({error}); conflictmap gazetteer remove {path.stem} takes it away"
            ) from error
    return found


def remove(name: str) -> Addition:
    """Remove a source added before.

    Parameters
    ----------
    name : str
        Its name as `stored` gives it, or the name of the file it came from.

    Returns
    -------
    Addition
        What was removed.

    Raises
    ------
    InputError
        If no such source is stored.
    GeodataError
        If the description of another one is damaged.
    """
    damaged = additions_folder() / f"{name}.json" if name == _slug_of(name) else None
    try:
        known_as = {alias: addition for addition in stored() for alias in (addition.file, addition.name)}
    except GeodataError:
        if damaged is None or not damaged.is_file():
            raise
        known_as = {name: Addition(name, damaged.name, "", "", "", 0, 0, damaged.with_suffix(".csv"))}
    if name in known_as:
        addition = known_as[name]
        # The table first: a description without a table is seen and can be removed again.
        addition.path.unlink(missing_ok=True)
        addition.path.with_suffix(".json").unlink(missing_ok=True)
        return addition
    known = ", ".join(addition.name for addition in stored()) or "nothing was added"
    raise InputError(f"{name}: not among the additions ({known})")


def shipped() -> dict[str, int]:
    """Return the places of the shipped gazetteer by tier.

    Returns
    -------
    dict of str to int
        ``theatre``, ``country`` and ``world``.

    Examples
    --------
    >>> sorted(shipped())
    ['country', 'theatre', 'world']
    """
    return dict(Counter(place.tier for place in Gazetteer.load(additions=False)))


class _Merger:
    """Tells known places from new ones, and keeps the spellings worth keeping."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.rows: dict[str, dict[str, Any]] = {}
        self.names: dict[str, dict[str, tuple[str, ...]]] = {}
        self.merged = self.doubles = 0
        self.dropped: Counter[str] = Counter()
        self._names_of: dict[str, set[str]] = {}
        self._by_source: dict[str, str] = {}
        self._grid: dict[tuple[int, int], list[tuple[float, float, str, frozenset[str], str]]] = {}
        self._taken: dict[str, list[tuple[float, float]]] = {}
        for place in gazetteer:
            if place.country not in THEATRE:
                continue
            texts = [name.text for name in place.names]
            self._know(place.id, place.lat, place.lon, place.kind, texts)
            if place.geonames_id:
                self._by_source[f"gn{place.geonames_id}"] = place.id
            if place.tier == "theatre":
                for folded in self._names_of[place.id]:
                    self._taken.setdefault(folded, []).append((place.lat, place.lon))

    def take(self, record: Record) -> None:
        """Merge a record into a known place, or keep it as a new one."""
        names = self._clean(record)
        known = self._known(record)
        if known:
            self._merge(known, names)
            return
        place_id = record.id or f"own_{_slug_of(f'{record.name} {record.lat:.3f} {record.lon:.3f}')}"
        if place_id in self.rows:
            self.dropped["records with an id that stands twice"] += 1
            return
        self.rows[place_id] = {
            "place_id": place_id, "name": record.name, "kind": record.kind, "lat": record.lat, "lon": record.lon,
            "country": record.country, "population": record.population or "",
            "importance": _importance(record.population), "geonames_id": record.geonames_id,
        }  # fmt: skip
        self.names[place_id] = names
        spellings = [record.name, *(spelling for group in names.values() for spelling in group)]
        self._know(place_id, record.lat, record.lon, record.kind, spellings)
        for source in filter(None, (record.id, f"gn{record.geonames_id}" if record.geonames_id else "")):
            self._by_source[source] = place_id

    def _merge(self, place_id: str, names: dict[str, tuple[str, ...]]) -> None:
        if place_id in self.rows:
            self.doubles += 1
        else:
            self.merged += 1
        listed = self._names_of[place_id]
        for language, spellings in names.items():
            fresh = tuple(spelling for spelling in spellings if fold(spelling) not in listed)
            if fresh:
                gained = self.names.setdefault(place_id, {})
                gained[language] = (*gained.get(language, ()), *fresh)
                listed.update(map(fold, fresh))

    def table(self, tier: str) -> str:
        """The new places, and the lines that only add spellings to known ones."""
        rows = [{**row, **_columns(self.names[place_id]), "tier": tier} for place_id, row in self.rows.items()]
        rows += [
            {"place_id": place_id, "name": next(iter(names.values()))[0], "kind": ALIASES, "lat": 0, "lon": 0,
             "importance": 0, "tier": ALIASES, **_columns(names)}
            for place_id, names in self.further().items()
        ]  # fmt: skip
        return long_table(rows)

    def further(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Spellings gained by places known before."""
        return {place_id: names for place_id, names in self.names.items() if place_id not in self.rows}

    def _known(self, record: Record) -> str:
        for source in (record.id, f"gn{record.geonames_id}" if record.geonames_id else ""):
            if source in self._by_source:
                return self._by_source[source]
        keys = _keys([record.name, *(s for group in record.names.values() for s in group)])
        row, column = int(record.lat // _CELL), int(record.lon // _CELL)
        near = (entry for r in (-1, 0, 1) for c in (-1, 0, 1) for entry in self._grid.get((row + r, column + c), ()))
        kind = _class(record.kind)
        matches = [
            (distance, place_id)
            for lat, lon, other, names, place_id in near
            if other == kind and names & keys and (distance := _km(lat, lon, record.lat, record.lon)) <= _MERGE_KM
        ]
        return min(matches)[1] if matches else ""

    def _know(self, place_id: str, lat: float, lon: float, kind: str, texts: Iterable[str]) -> None:
        listed = list(texts)
        self._names_of[place_id] = {fold(text) for text in listed}
        cell = int(lat // _CELL), int(lon // _CELL)
        self._grid.setdefault(cell, []).append((lat, lon, _class(kind), _keys(listed), place_id))

    def _clean(self, record: Record) -> dict[str, tuple[str, ...]]:
        """The record's spellings without those that are another theatre place's."""
        kept: dict[str, tuple[str, ...]] = {}
        for language, spellings in record.names.items():
            good = tuple(s for s in spellings if self._is_own(fold(s), record))
            self.dropped["spellings too short or borne by another place of the theatre"] += len(spellings) - len(good)
            if good:
                kept[language] = good
        return kept

    def _is_own(self, folded: str, record: Record) -> bool:
        if folded == fold(record.name):
            return True
        bearers = self._taken.get(folded, ())
        far = bearers and all(_km(lat, lon, record.lat, record.lon) > _ALIAS_KM for lat, lon in bearers)
        return len(folded) >= _SHORTEST_ALIAS and not far


def _keys(texts: Iterable[str]) -> frozenset[str]:
    # Names too short for a key are compared as they are.
    return frozenset(spelling_key(text) or fold(text) for text in texts)


def _class(kind: str) -> str:
    return "settlement" if kind in SETTLEMENT_KINDS else _LIKE.get(kind, kind)


def _columns(names: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {f"names_{language}": ";".join(names.get(language, ())) for language in LANGUAGES}


def _importance(people: int) -> float:
    """The scale of the shipped towns."""
    return round(0.1 + 0.7 * math.log10(max(people, 1) / 500 + 1) / 4.7, 3)


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    east = math.radians(lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return 6371 * math.hypot(math.radians(lat2 - lat1), east)


def _without(name: str) -> Gazetteer:
    """The gazetteer as it is without a source, so that adding it again gives the same result."""
    return load_tables([item.path for item in stored() if item.name != name])


def _ids(path: Path) -> set[str]:
    if not path.is_file():
        return set()
    table = LongTable(path.read_bytes(), source="", confidence="", where=path.name)
    return {place_id for place_id, line in table.lines.items() if not table.is_alias(line)}


def _store(addition: Addition, table: str) -> None:
    try:
        addition.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{addition.path.parent}: cannot be made ({error.strerror}); set CONFLICTMAP_DATA_DIR"
        ) from error
    if addition.path.is_file() and addition.path.read_text(encoding="utf-8") == table:
        known = next((item for item in stored() if item.name == addition.name), None)
        if known and replace(addition, added_on=known.added_on) == known:
            return
    description = {k: v for k, v in _as_dict(addition).items() if k != "path"}
    write_atomically(addition.path, table)
    write_atomically(addition.path.with_suffix(".json"), json.dumps(description, indent=1, ensure_ascii=False) + "\n")


def _as_dict(addition: Addition) -> dict[str, Any]:
    return {name: getattr(addition, name) for name in Addition.__dataclass_fields__}


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _slot(file: Path, digest: str, *, replaces: bool) -> str:
    """Where a source is stored: where it was before, or a name of its own made of letters and digits only."""
    known = stored()
    for addition in known:
        if addition.file == file.name and addition.sha256 != digest and not replaces:
            raise InputError(
                f"{file}: a file of this name was added on {addition.added_on}, with other content; --replace, in "
                "Python replace=True, puts this one in its place, under another name it is added beside it"
            )
        if addition.file == file.name:
            return addition.name
        if addition.sha256 == digest:
            raise InputError(f"{file}: its content is there already, added as {addition.file}")
    taken = {addition.name for addition in known}
    names = [_slug_of(file.stem), _slug_of(file.name), *(f"addition_{n}" for n in range(1, len(taken) + 2))]
    return next(name for name in names if name and name not in taken)


def _slug_of(text: str) -> str:
    return re.sub("[^a-z0-9]+", "_", fold(text)).strip("_")[:60]
