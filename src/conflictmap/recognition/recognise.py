"""Recognition: every place name of a document, what it stands beside, and what role it plays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.detect import passages
from conflictmap.language.text import Text, fold_document
from conflictmap.model.document import Document
from conflictmap.model.mention import LITERAL, Mention, SpatialRelation
from conflictmap.recognition.area_names import name_end
from conflictmap.recognition.candidates import candidate_spans
from conflictmap.recognition.external_spans import positions, with_found
from conflictmap.recognition.fuzzy import spelt_alike
from conflictmap.recognition.grouping import as_owners, grouped, holders
from conflictmap.recognition.joined import parted
from conflictmap.recognition.levels import area_signs, as_village
from conflictmap.recognition.local_evidence import areas_of
from conflictmap.recognition.matcher import Match, matcher
from conflictmap.recognition.mending import capitalised, mended
from conflictmap.recognition.phrases import CandidateSpan, spread_kinds
from conflictmap.recognition.quarters import towns_of_quarters
from conflictmap.recognition.report_evidence import toponyms
from conflictmap.recognition.roles.assign import assigned_roles
from conflictmap.recognition.roles.chain import placed
from conflictmap.recognition.roles.outcome import Role
from conflictmap.recognition.romanised import in_own_letters
from conflictmap.recognition.spatial_relations import relations
from conflictmap.recognition.verdict import Considered, Notes
from conflictmap.recognition.waters import with_waters

if TYPE_CHECKING:
    from conflictmap.plugins.api import Span


def recognise(
    document: Document,
    gazetteer: Gazetteer,
    found: Mapping[str, Sequence[Span]] | None = None,
    considered: list[Considered] | None = None,
    within: tuple[int, int] | None = None,
) -> list[Mention]:
    """Find every mention of a place in a document.

    Parameters
    ----------
    document : Document
        The report.
    gazetteer : Gazetteer
        Whose names are found; generic words and lists also find names it lacks.
    found : mapping of str to sequence of Span, optional
        Names that plug-ins found, by the plug-in's name; they are added where nothing of ours stands.
    considered : list of Considered, optional
        Gets a record for each mention and each word that looks like a name and is none: which rule decided, and why.
    within : tuple of int, optional
        Bounds of the only part that is read, as if nothing stood around it; offsets stay those of the whole text.

    Returns
    -------
    list of Mention
        In the order of the text, never overlapping, with candidates but not yet resolved.

    Examples
    --------
    >>> report = Document(id="1", text="Baku said the town of Shusha and the village of Qwxyz were quiet.")
    >>> [(m.surface, m.role, m.candidates[:1]) for m in recognise(report, Gazetteer.load())]
    [('Baku', 'associative', ('baku',)), ('Shusha', 'literal', ('shusha',)), ('Qwxyz', 'literal', ())]
    """
    parts = passages(document) if within is None else _clipped(passages(document), *within)
    if len(parts) == 1 and within is None and parts[0][2] == document.language:
        return _recognise(document, gazetteer, found, considered)
    mentions: list[Mention] = []
    for start, end, spoken in parts:
        passage = replace(document, text=document.text[start:end], language=spoken)
        inside = {finder: _inside(spans, start, end) for finder, spans in found.items()} if found else None
        groups = max((mention.list_id for mention in mentions), default=-1) + 1
        beside: list[Considered] | None = None if considered is None else []
        mentions += [_moved(mention, start, groups) for mention in _recognise(passage, gazetteer, inside, beside)]
        if considered is not None and beside:
            considered += [replace(record, start=record.start + start, end=record.end + start) for record in beside]
    return mentions


def _clipped(parts: Sequence[tuple[int, int, str]], first: int, last: int) -> list[tuple[int, int, str]]:
    """What of a text's passages lies within bounds."""
    return [(max(a, first), min(b, last), spoken) for a, b, spoken in parts if a < last and first < b]


def _inside(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The spans that lie in a passage, by its own offsets."""
    own = (span for span in spans if start <= span.start and span.end <= end)
    return [replace(span, start=span.start - start, end=span.end - start) for span in own]


def _moved(mention: Mention, by: int, groups: int) -> Mention:
    """A passage's mention with its place and the number of its list in the whole report."""
    relation = mention.relation
    if relation is not None and relation.partner is not None:
        relation = replace(relation, partner=relation.partner + by)
    return replace(
        mention,
        start=mention.start + by,
        end=mention.end + by,
        sentence_start=mention.sentence_start + by,
        sentence_end=mention.sentence_end + by,
        contained_in=tuple(start + by for start in mention.contained_in),
        list_id=mention.list_id + groups if mention.list_id >= 0 else -1,
        relation=relation,
    )


def _recognise(
    document: Document,
    gazetteer: Gazetteer,
    found: Mapping[str, Sequence[Span]] | None,
    considered: list[Considered] | None,
) -> list[Mention]:
    """Find the mentions of a passage in one language."""
    names = matcher(gazetteer)
    written = in_own_letters(fold_document(document), gazetteer)
    source = capitalised(parted(mended(written, names), names), names)
    text, matches = names.find(source, positions(found, source.offsets) if found else ())
    if not text.words:
        return []
    notes = None if considered is None else Notes()
    items = _names(text, matches, found, gazetteer, notes)
    mentions = _mentions(document, text, items, gazetteer, notes) if items else []
    if considered is not None and notes is not None:
        considered += notes.considered(text, document.text)
    return mentions


def _names(
    text: Text,
    matches: Sequence[Match],
    found: Mapping[str, Sequence[Span]] | None,
    gazetteer: Gazetteer,
    notes: Notes | None,
) -> list[CandidateSpan]:
    """Tell which words name places: what may, what there is evidence for, and what plug-ins found besides."""
    items = candidate_spans(text, matches, gazetteer, notes)
    if items:
        items = as_owners(text, spread_kinds(text, items, grouped(text, items, gazetteer)), gazetteer)
        items = toponyms(text, items, gazetteer, notes)
    return with_found(text, items, matches, found, gazetteer, notes) if found else items


def _mentions(
    document: Document, text: Text, items: list[CandidateSpan], gazetteer: Gazetteer, notes: Notes | None
) -> list[Mention]:
    """Say of every name in which list it stands, what role it plays, what holds it and what lies around it."""
    groups = grouped(text, items, gazetteer)
    items = as_owners(text, spread_kinds(text, items, groups), gazetteer)
    items = [as_village(text, with_waters(item, text, gazetteer), gazetteer) for item in items]
    spatial = relations(text, items)
    said = assigned_roles(text, items, groups, gazetteer)
    roles = [placed(role, spatial.get(index)) for index, role in enumerate(said)]
    if notes is not None:
        notes.roles.update((item.first, role) for item, role in zip(items, roles, strict=True))
    areas = areas_of(items, gazetteer)
    signs, towns = area_signs(text, items, groups, gazetteer), towns_of_quarters(text, items, groups, gazetteer)
    runs = [[items[i] for i in group] for group in groups]
    mentions = []
    for index, (item, role) in enumerate(zip(items, roles, strict=True)):
        run = runs[item.list_id] if item.list_id >= 0 and not item.addressed else [item]
        town = towns.get(index)
        held = [town] if town else holders(text, items, run, areas, gazetteer)
        held = [area for area in held if area.first != item.first]
        mention = _mention(document, text, _spelt(text, item, gazetteer), role, held, spatial.get(index), gazetteer)
        mention.area_sign, mention.quarter = signs.get(index, ""), town is not None
        mentions.append(mention)
    return mentions


def _spelt(text: Text, item: CandidateSpan, gazetteer: Gazetteer) -> CandidateSpan:
    """Give a name that no gazetteer has the places of names spelt alike."""
    return item if item.places else replace(item, places=spelt_alike(text, item, gazetteer), respelt=True)


def _mention(
    document: Document,
    text: Text,
    item: CandidateSpan,
    assigned: Role,
    held: Sequence[CandidateSpan],
    relation: SpatialRelation | None,
    gazetteer: Gazetteer,
) -> Mention:
    start, end = text.original(text.starts[item.first], text.ends[name_end(text, item, gazetteer)])
    initials = document.text[start:end].rpartition(".")
    end += bool(initials[1]) and len(initials[2]) == 1 and document.text[end : end + 1] == "."  # U.S.
    sentence = text.sentence(text.starts[item.first])
    sentence_start, sentence_end = text.original(sentence[0], max(sentence[1], text.ends[item.last]))
    return Mention(
        start=start,
        end=end,
        surface=document.text[start:end],
        sentence_start=sentence_start,
        sentence_end=max(sentence_end, end),
        role=assigned.name,
        role_reason=assigned.reason,
        role_score=assigned.score,
        candidates=item.places,
        kind=item.kind,
        feature_term=item.feature_term,
        list_id=item.list_id,
        contained_in=tuple(text.original(text.starts[area.first], text.ends[area.last])[0] for area in held),
        approximate=item.approximate,
        respelt=item.respelt and bool(item.places),
        # A government has no surroundings: "talks between Baku and Yerevan".
        relation=relation if assigned.name == LITERAL else None,
        found_by=item.found_by,
        uncapitalised=text.visible[text.starts[item.first]].isupper() and document.text[start].islower(),
    )
