"""What a language's table of roles may say: each field is a key of ``roles.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conflictmap.language.strict import NEVER
from conflictmap.language.words import Words

_NONE: frozenset[str] = frozenset()
_NO_WORDS = Words()


@dataclass(frozen=True, kw_only=True)
class RoleWords:
    """The file ``roles.toml``: words that tell whether a name is the place itself or those who act in its name.

    Attributes
    ----------
    before_place, before_actor, actor_after : frozenset of str or Words
        Words before a name that place something there, before and behind one that make it a party.
    companions, beneficiaries : frozenset of str
        Words behind a name for "with", and for what is done for it.
    authority_nouns, state_nouns, place_nouns : Words
        What a name has beside it: those who act, what a state does or has, what lies in a place.
    dealings, contests, adjoining, stretches : Words
        What is between two names: dealings of states, wars (over a place, when one name stands alone), land and roads
        that two places share, further words for what lies between them.
    frontiers, surroundings, chairs, events : Words
        What is shared with a neighbour; what lies around a place ("X and its surroundings"); offices held by one of
        each country, which stands in brackets; what is named after the town where it was held ("Vienna meeting").
    genitive_titles : frozenset of str
        What a state calls itself as an owner before a name that does not show it ("Республики Арцах").
    state_titles, sides, phrase_ends, owner_ends : frozenset of str
        What a state calls itself beside its name ("Republic of X"), words for a side, where a phrase ends, and beyond
        which words nobody looks for what an owner has.
    agent_verbs, patient_verbs, undergoing, addressed, motions, transfers, departures : Words
        What is done by those who rule, to a place, the verbs before that, what is done to those who rule; what goes
        to a place, is given, leaves for it.
    reports, attitudes, reactions, seated, offices, posts : Words
        Who or what speaks from a seat of power, and what is thought only in capitals; officials of a town; posts abroad
        ("Bakü Büyükelçisi").
    speech, cited : frozenset of str
        Verbs of speech, and phrases before whoever is quoted, which count for any town.
    cited_behind : Words
        What makes a source of the name before it ("Bakü'ye göre", "Բաքվի խոսքով").
    plural_verbs : frozenset of str
        Verbs of headlines whose subjects are several ("Tehran, Moscow urge calm").
    causes : frozenset of str
        Words for "because of", of a region what a war is over.
    contested : frozenset of str
        Words that make a quarrel of land between two names ("disputed").
    tiers : frozenset of str
        What may stand between a town and its authorities: "local", "municipal".
    neithers : frozenset of str
        Words for "neither" and "nor" before one of several subjects.
    reciprocal : frozenset of str
        Words for "each other", which only those who rule are to one another.
    sizes, thans : Words, frozenset of str
        What places are compared by, and the words for "than".
    freights : Words
        What pipes and wires carry; it is sold to a country as it is brought there.
    impressions, visitors : Words, frozenset of str
        What a place does to those who visit it, and these ("Baku will amaze you").
    epithets : frozenset of str
        Words between a preposition and a name that say what sort of state it is ("self-proclaimed", "neighbouring").
    hindrances : frozenset of str
        Verbs of keeping somebody from doing something ("kept X from joining").
    feared, wanting : Words
        Verbs whose ablative is a party ("Türkiyədən qorxur"); what is felt or had by those after the word for "at".
    beholders : frozenset of str
        Words for "at" and "by" before one who has or feels something ("у Баку").
    predicatives, adverbs, times : frozenset of str
        What is important or needed for whoever stands before it in the dative; words between a subject and its verb;
        words of a date that opens a clause before its subject.
    deeds, force_nouns : Words
        What is done to a place, whose owner before it does it ("X's occupation of Y"); what a republic's army has.
    auxiliaries, passive_verbs, descriptive : frozenset of str
        Verbs before these; verbs before what is done to a place; those that say what it is or has.
    participles : re.Pattern
        Shapes of words for what is done.
    nominal_endings : tuple of str
        Endings that make a sentence of a noun ("ölkədir").
    descriptions, measures, agents_described : Words
        What a place is said to be, what it has or measures, and what only those who rule it are.
    no_subject_after : frozenset of str
        Words behind which a name is no subject.
    compounds, compounds_before, labels, keywords : frozenset of str
        Participles and prefixes that a hyphen joins to a party; labels of a page's place tags, and of its key words.
    origins, likenesses : Words, frozenset of str
        What says that something is from there or lies there ("UK-based", "İran merkezli"); words for "like".
    lands, strikes : Words
        Nouns of lands and towns with which a name may be likened ("in countries such as X"); attacks and loads that go
        to a place, whoever is meant ("air strikes against X").
    burdens : Words
        What is laid on a party: "ответственность на X".
    neighbours : frozenset of str
        Words for a neighbour in the case of a subject, before a name.
    comings : frozenset of str
        Verbs that say of somebody who comes and of something given, the latter as passives ("returned to").
    sharing, takings, touching : frozenset of str
        Verbs of having something together ("shares a border"), of taking it from a party, of lying beside a place.
    joining : Words
        What is done to a land that is joined to another, bordered on or got to know ("соединит X с Y").
    demands : frozenset of str
        Verbs and nouns of asking, whose "on" leads to whoever is to do it: "call on X to".
    """

    before_place: frozenset[str]
    before_actor: frozenset[str] = _NONE
    actor_after: Words = _NO_WORDS
    companions: frozenset[str] = _NONE
    beneficiaries: frozenset[str] = _NONE
    authority_nouns: Words = _NO_WORDS
    state_nouns: Words = _NO_WORDS
    place_nouns: Words = _NO_WORDS
    dealings: Words = _NO_WORDS
    genitive_titles: frozenset[str] = _NONE
    frontiers: Words = _NO_WORDS
    surroundings: Words = _NO_WORDS
    chairs: Words = _NO_WORDS
    events: Words = _NO_WORDS
    contests: Words = _NO_WORDS
    adjoining: Words = _NO_WORDS
    stretches: Words = _NO_WORDS
    state_titles: frozenset[str] = _NONE
    sides: frozenset[str] = _NONE
    phrase_ends: frozenset[str] = _NONE
    owner_ends: frozenset[str] = _NONE
    agent_verbs: Words = _NO_WORDS
    patient_verbs: Words = _NO_WORDS
    undergoing: frozenset[str] = _NONE
    addressed: Words = _NO_WORDS
    motions: Words = _NO_WORDS
    transfers: Words = _NO_WORDS
    departures: Words = _NO_WORDS
    reports: Words = _NO_WORDS
    attitudes: Words = _NO_WORDS
    reactions: Words = _NO_WORDS
    seated: Words = _NO_WORDS
    offices: Words = _NO_WORDS
    posts: Words = _NO_WORDS
    speech: frozenset[str] = _NONE
    cited: frozenset[str] = _NONE
    cited_behind: Words = _NO_WORDS
    plural_verbs: frozenset[str] = _NONE
    causes: frozenset[str] = _NONE
    contested: frozenset[str] = _NONE
    tiers: frozenset[str] = _NONE
    neithers: frozenset[str] = _NONE
    reciprocal: frozenset[str] = _NONE
    sizes: Words = _NO_WORDS
    thans: frozenset[str] = _NONE
    freights: Words = _NO_WORDS
    impressions: Words = _NO_WORDS
    visitors: frozenset[str] = _NONE
    epithets: frozenset[str] = _NONE
    hindrances: frozenset[str] = _NONE
    feared: Words = _NO_WORDS
    wanting: Words = _NO_WORDS
    beholders: frozenset[str] = _NONE
    predicatives: frozenset[str] = _NONE
    adverbs: frozenset[str] = _NONE
    times: frozenset[str] = _NONE
    deeds: Words = _NO_WORDS
    force_nouns: Words = _NO_WORDS
    auxiliaries: frozenset[str] = _NONE
    passive_verbs: frozenset[str] = _NONE
    descriptive: frozenset[str] = _NONE
    participles: re.Pattern[str] = NEVER
    nominal_endings: tuple[str, ...] = ()
    descriptions: Words = _NO_WORDS
    measures: Words = _NO_WORDS
    agents_described: Words = _NO_WORDS
    no_subject_after: frozenset[str] = _NONE
    compounds: frozenset[str] = _NONE
    compounds_before: frozenset[str] = _NONE
    labels: frozenset[str] = _NONE
    keywords: frozenset[str] = _NONE
    origins: Words = _NO_WORDS
    likenesses: frozenset[str] = _NONE
    lands: Words = _NO_WORDS
    strikes: Words = _NO_WORDS
    burdens: Words = _NO_WORDS
    demands: frozenset[str] = _NONE
    neighbours: frozenset[str] = _NONE
    comings: frozenset[str] = _NONE
    sharing: frozenset[str] = _NONE
    takings: frozenset[str] = _NONE
    touching: frozenset[str] = _NONE
    joining: Words = _NO_WORDS
