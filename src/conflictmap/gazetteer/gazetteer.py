"""The gazetteer: every place the theatre's reports name, and the names each side and era gives it."""

from __future__ import annotations

import itertools
import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from conflictmap._arguments import check, check_flag
from conflictmap._geodata import additions_folder, geodata_path
from conflictmap.gazetteer.keys import readings, romanise, similarity, spelling_key, spelling_keys
from conflictmap.gazetteer.slips import Slips
from conflictmap.gazetteer.tables import LongTable, TheatreTable
from conflictmap.language.folding import fold
from conflictmap.model.mention import Mention
from conflictmap.model.place import DISTRICT_KINDS, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from conflictmap.gazetteer.tables import Table

_ORDER = {"theatre": 0, "country": 0, "world": 1}
_GEORGIAN_NOMINATIVE = re.compile("(?<=[\u10d0-\u10ff])ი$")  # ლაჩინი is Lachin
_GENERIC = re.compile(" (?:district|province|region|rayonu|bölgəsi|район|область|շրջան|մարզ)$", re.IGNORECASE)
_STATES = frozenset({"am", "az"})
_ALIKE = 0.6  # similarity below which two spellings with one key are another name's
_READ = 0.9  # and below which a spelling, read as another press wrote it, is
_SCANS = 40  # searches of the long tables' text after which an index of them pays


class Gazetteer:
    """Places by id and by any of their names.

    Parameters
    ----------
    tables : iterable of Table
        Where they are kept; of two places with one id the first table's counts.

    Examples
    --------
    >>> gazetteer = Gazetteer.load()
    >>> [place.id for place in gazetteer.lookup("Шуши")]
    ['shusha']
    """

    def __init__(self, tables: Iterable[Table]) -> None:
        self._tables = tuple(tables)
        self._seen: dict[str, Place] = {}
        self._places: dict[tuple[str, ...], tuple[Place, ...]] = {}
        self._kinds: dict[tuple[str, ...], frozenset[str]] = {}
        self._scans = 0

    @cached_property
    def outright(self) -> tuple[Place, ...]:
        """Places whose names count without further evidence: the theatre, countries, capitals, wider regions."""
        listed: dict[str, Place] = {}
        for table in self._tables:
            # A place added before the shipped tables knew it gives way to theirs.
            listed.update((place.id, place) for place in table.outright() if place.id not in listed)
        self._seen.update(listed)
        return tuple(listed.values())

    @classmethod
    def load(cls, *, additions: bool = True) -> Gazetteer:
        """Return the shipped gazetteer with what the user added to it.

        Parameters
        ----------
        additions : bool, default True
            Whether to read the tables of ``conflictmap gazetteer add``, too.

        Returns
        -------
        Gazetteer
            Theatre places, countries, world towns, additions; kept until the additions change.

        Raises
        ------
        GeodataError
            If a table is missing or damaged.
        """
        check_flag("additions", additions)
        files = additions_folder().glob("*.csv") if additions else ()
        return _loaded(tuple((path, path.stat().st_mtime_ns) for path in sorted(files)))

    def __repr__(self) -> str:
        return f"<Gazetteer: {len(self.outright):,} places that match outright, {len(self._tables)} tables>"

    def __getitem__(self, place_id: str) -> Place:
        place = self._seen.get(place_id) or self.get(place_id)
        if place is None:
            raise KeyError(place_id)
        return place

    def places(self, place_ids: tuple[str, ...]) -> tuple[Place, ...]:
        """Return some places; remembered, because the same names come again and again."""
        known = self._places.get(place_ids)
        if known is None:
            known = self._places[place_ids] = tuple([self[place_id] for place_id in place_ids])
        return known

    def kinds(self, place_ids: tuple[str, ...]) -> frozenset[str]:
        """Return the kinds of some places; remembered as these are."""
        known = self._kinds.get(place_ids)
        if known is None:
            known = self._kinds[place_ids] = frozenset(self[place_id].kind for place_id in place_ids)
        return known

    def get(self, place_id: str) -> Place | None:
        """Return the place with an id, or None."""
        check("place_id", place_id, str, "the id of a place")
        place = self._seen.get(place_id)
        if place is None and place_id:
            place = next(filter(None, (table.get(place_id) for table in self._tables)), None)
            if place is not None:
                self._seen[place_id] = place
        return place

    def place_of(self, mention: Mention) -> Place | None:
        """Return the place a mention was resolved to: one listed here, or one of the mention's own."""
        own = next((point for point in mention.points if point.id == mention.place_id), None)
        return own or (self.get(mention.place_id) if mention.place_id else None)

    def __contains__(self, place_id: object) -> bool:
        return isinstance(place_id, str) and self.get(place_id) is not None

    def __iter__(self) -> Iterator[Place]:
        yield from self.outright
        known = {place.id for place in self.outright}
        for table in self._tables:
            for place in table.others(known):
                known.add(place.id)
                yield place

    def __bool__(self) -> bool:
        return True  # whether it is there; counting its places would read them all

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def named(self, folded: str) -> tuple[str, ...]:
        """Return the ids of the places that bear a folded name, the likeliest first.

        Those of the theatre and countries come before world towns, the more important before the others; how often
        it was asked makes no difference.
        """
        if not folded:
            return ()
        if self._scans < _SCANS:
            self._scans += 1
            found: Iterable[str] = itertools.chain(*(table.named(folded) for table in self._tables))
        else:
            found = (*self._outright_names.get(folded, ()), *self.evidence_names.get(folded, ()))
        places = (self[place_id] for place_id in dict.fromkeys(found))
        ranked = sorted(places, key=lambda place: (_ORDER[place.tier], -place.importance, place.id))
        return tuple(place.id for place in ranked)

    @cached_property
    def _outright_names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for place in self.outright:
            for key in {fold(name.text) for name in place.names}:
                names.setdefault(key, []).append(place.id)
        return names

    @cached_property
    def evidence_names(self) -> dict[str, list[str]]:
        """Folded names that need evidence in the text to be places, and the ids of their places."""
        known = {place.id for place in self.outright}
        index: dict[str, list[str]] = {}
        for table in self._tables:
            for place_id, keys in table.evidence_keys(known):
                for key in keys:
                    index.setdefault(key, []).append(place_id)
        return index

    def alike(self, name: str, *, at_least: float = 0, presses: bool = False) -> tuple[str, ...]:
        """Return the ids of theatre places with a name spelt much like this one; candidates, no identities.

        Parameters
        ----------
        name : str
            A spelling that is not listed, in Latin, Cyrillic, Armenian, Georgian or Persian script.
        at_least : float, optional
            How alike the romanised spellings must be, from 0 to 1.
        presses : bool, optional
            The French, German or scholarly romanisation may stand there, too.

        Returns
        -------
        tuple of str
            Ids, the most similar spelling first; empty when nothing is alike.

        Examples
        --------
        >>> Gazetteer.load().alike("Madaghyz"), Gazetteer.load().alike("ლაჩინი")[0]
        (('mataghis',), 'lachin')
        """
        plain = romanise(name)
        found: dict[str, list[str]] = {}
        for spelling in (name, _GEORGIAN_NOMINATIVE.sub("", name)):
            found |= self._by_key.get(spelling_key(spelling), {})

        closeness = {place_id: max(similarity(plain, text) for text in texts) for place_id, texts in found.items()}
        for reading in readings(plain) if presses and name.isascii() else ():
            for place_id, texts in self._by_key.get(spelling_key(reading), {}).items():
                value = max(similarity(reading, text) for text in texts)
                if value >= _READ and value > closeness.get(place_id, 0):
                    closeness[place_id] = value
        # A key leaves vowels and classes of consonants open: Europe and Arapi have the same.
        alike = [place_id for place_id, value in closeness.items() if value >= max(at_least, _ALIKE)]
        return tuple(sorted(alike, key=lambda i: (-round(closeness[i], 1), -self[i].importance)))

    def mistyped(self, name: str, *, whole: bool = True) -> tuple[str, ...]:
        """Return the ids of the region's places whose name a spelling misses by one letter; candidates, no identities.

        Parameters
        ----------
        name : str
            A spelling that is not listed.
        whole : bool, optional
            It stands so in the text; what an ending was taken from has its last letters right.

        Returns
        -------
        tuple of str
            Ids; empty when no name of seven letters or more is so near, or names of different places are.

        Examples
        --------
        >>> Gazetteer.load().mistyped("Stepanakret"), Gazetteer.load().mistyped("Martunis")
        (('stepanakert',), ())
        """
        return self._slips.places(fold(name), whole=whole)

    @cached_property
    def _slips(self) -> Slips:
        regional = (place for place in self.outright if place.tier == "theatre" or place.id in _STATES)
        return Slips(
            (folded, place.id)
            for place in regional
            for name in place.names
            for folded in dict.fromkeys((fold(name.text), fold(_GENERIC.sub("", name.text))))
        )

    @cached_property
    def _by_key(self) -> dict[str, dict[str, list[str]]]:
        """Key → id → romanised names with that key."""
        index: dict[str, dict[str, list[str]]] = {}
        for place in self.outright:
            if place.tier != "theatre":
                continue
            texts = [name.text for name in place.names]
            if place.kind in DISTRICT_KINDS:
                texts += [_GENERIC.sub("", text) for text in texts]  # "Tovuz District" is called Tovuz, too
            for text in dict.fromkeys(texts):
                for key in spelling_keys(text):
                    index.setdefault(key, {}).setdefault(place.id, []).append(romanise(text))
        return index

    def lookup(self, name: str) -> list[Place]:
        """Return the places that bear a name, the likeliest first.

        Parameters
        ----------
        name : str
            Any listed spelling in any script; case and diacritics do not matter.

        Returns
        -------
        list of Place
            Theatre places before countries before world towns, then by importance; empty when unknown.

        See Also
        --------
        alike : candidates for a spelling that is not listed.

        Examples
        --------
        >>> [place.name for place in Gazetteer.load().lookup("Khankendi")]
        ['Khankendi/Stepanakert']
        """
        check("name", name, str, "a name")
        return [self[place_id] for place_id in self.named(fold(name or ""))]


def gazetteer_of(given: Gazetteer | None) -> Gazetteer:
    """Return the gazetteer that was handed in, failing that the shipped one.

    Raises
    ------
    InputError
        If it is none.
    """
    check("gazetteer", given, Gazetteer, "conflictmap.Gazetteer.load() or another Gazetteer")
    return Gazetteer.load() if given is None else given


def load_tables(additions: Iterable[Path]) -> Gazetteer:
    """Return the shipped gazetteer with some tables of additions, read anew."""
    return Gazetteer(
        [
            TheatreTable(geodata_path("places.csv"), geodata_path("names_dated.csv")),
            _long(geodata_path("world.csv"), source="GeoNames", confidence="high"),
            *(_long(path, source=f"added from {path.stem}", confidence="medium") for path in additions),
        ]
    )


def _long(path: Path, *, source: str, confidence: str) -> LongTable:
    return LongTable(path.read_bytes(), source=source, confidence=confidence, where=path.name)


@lru_cache(maxsize=2)
def _loaded(additions: tuple[tuple[Path, int], ...]) -> Gazetteer:
    return load_tables(path for path, _ in additions)
