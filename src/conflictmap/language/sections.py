"""What a language's tables may say, by concern: each field is a key of the file its class is read from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from conflictmap.language.strict import NEVER, read_as
from conflictmap.language.words import Words
from conflictmap.language.writing import Detection, InAscii, OtherScript

PlaceClass: TypeAlias = Literal["settlement", "district", "road", "water", "mountain", "facility"]
Wind: TypeAlias = Literal["north", "east", "south", "west"]
Unit: TypeAlias = Literal["km", "m", "mile"]
Expression: TypeAlias = Literal[
    "offset", "near", "edge", "toward", "part", "side", "either", "between", "border", "border_with", "road"
]
_CLASSES: frozenset[PlaceClass] = frozenset(get_args(PlaceClass))
_NONE: frozenset[str] = frozenset()
_NO_WORDS = Words()


def _by_word(classes: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: name for name, words in classes.items() for word in words}


@dataclass(frozen=True, kw_only=True)
class CaseWords:
    """Prepositions by the case they stand for.

    Attributes
    ----------
    owner, goal, benefit, origin, source, place, company, agent, surface : frozenset of str
        Of, to, for, from a place, from somebody, in, with, by, on.
    """

    owner: frozenset[str] = _NONE
    goal: frozenset[str] = _NONE
    benefit: frozenset[str] = _NONE
    origin: frozenset[str] = _NONE
    source: frozenset[str] = _NONE
    place: frozenset[str] = _NONE
    company: frozenset[str] = _NONE
    agent: frozenset[str] = _NONE
    surface: frozenset[str] = _NONE


_NO_CASE_WORDS = CaseWords()
_NO_SCRIPT = OtherScript()
_NOT_IN_ASCII = InAscii()


@dataclass(frozen=True, kw_only=True)
class EndingGroup:
    """Case endings after some letters: those that place something there, and the others."""

    literal: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


_NO_ENDINGS = EndingGroup()


@dataclass(frozen=True, kw_only=True)
class Endings:
    """Case endings by the last letter of a name.

    Attributes
    ----------
    vowels, possessed_vowels : str
        Letters behind which the endings of `vowel` stand, and those behind which the ones of `possessed` may.
    more : tuple of str
        What may follow an ending that places something.
    any, vowel, consonant, possessed : EndingGroup
        Endings after any letter, a vowel, a consonant, the vowel of a compound.
    """

    vowels: str = ""
    possessed_vowels: str = ""
    more: tuple[str, ...] = ()
    any: EndingGroup = _NO_ENDINGS
    vowel: EndingGroup = _NO_ENDINGS
    consonant: EndingGroup = _NO_ENDINGS
    possessed: EndingGroup = _NO_ENDINGS


_NO_CASES = Endings()


@dataclass(frozen=True, kw_only=True)
class Adjectives:
    """Adjectives made from names of districts.

    Attributes
    ----------
    district : tuple of str
        Their endings.
    dropped : str
        Last letters that names lose before them.
    kept : tuple of str
        Last letters that names keep before them.
    softened : dict of str to str
        Last letter of a stem → the sign that may follow it there.
    """

    district: tuple[str, ...] = ()
    dropped: str = ""
    kept: tuple[str, ...] = ()
    softened: dict[str, str] = field(default_factory=dict)


_NO_ADJECTIVES = Adjectives()


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """The file ``grammar.toml``: endings, order, and the small words of sentences.

    Attributes
    ----------
    detection : Detection
        How a text in the language is told.
    other_script : OtherScript
        Another script that texts in it come in.
    in_ascii : InAscii
        How texts are told, and read, that are typed in plain Latin letters.
    owner : str
        Where the owner of an institution or a border stands: ``of`` behind it with a preposition ("army of X"),
        ``follows`` behind it in the genitive ("министр Армении"), ``precedes`` before it ("Ermənistan ordusu").
    verb_final : bool
        The verb closes the sentence.
    participles_last : bool
        The participle of what is done to a subject closes the clause.
    transliterates : bool
        Foreign names are spelt by ear, so a name spelt like a listed one is taken for it where it stands like a name.
    holder_first : bool
        A district may stand right before the village in it.
    conjunctions, pair_words : frozenset of str
        What joins the names of a list, and among these the two names of "between X and Y".
    linkers, articles, elided : frozenset of str
        Words between a generic word and its name; articles; words that an apostrophe joins to the next one.
    determiners : frozenset of str
        Words that open an object, and so follow a verb.
    possessives : frozenset of str
        What an apostrophe joins to a name to make it an owner.
    adjective_endings : tuple of str
        Endings that make an adjective of a noun ("տարածքային").
    copulas, infinitives, relative_owners : frozenset of str
        "is", "to" before a verb, "whose".
    openers, complementisers : frozenset of str
        Words behind which a clause begins with its subject, and among them those before what is said.
    links, betweens : frozenset of str
        Prepositions between what is said or felt and the one it is about; words for "between".
    case_words : CaseWords
        Prepositions by the case they stand for.
    abbreviations : frozenset of str
        Words that a full stop follows within a sentence.
    suffix_words : frozenset of str
        Literal endings that folding parts from the name (Turkish apostrophes, hyphens after abbreviations).
    subject_suffixes : frozenset of str
        Endings of a subject, which a capital or a country takes when it stands for its government.
    bare_subjects : bool
        A subject may stand without one of them.
    genitives, objects, datives, comitatives : frozenset of str
        Endings of the owner, of objects, among these of goals and recipients, and of companions.
    ablatives : tuple of str
        Last letters of the endings that say where something comes from.
    plurals : frozenset of str
        Verbs whose subject is left unsaid.
    unbound, of_several : re.Pattern
        Shapes of verbs that have no subject, beyond which nobody looks for what an owner has, and of those with a
        subject of several, which no single name is.
    half_verbs : re.Pattern
        Shapes of words that are verbs beside "is" only, and cases of nouns elsewhere.
    no_genitive, belonging, verbs, passives : re.Pattern
        Shapes of words that are no owner in the genitive, of the second part of a compound, of finite verbs, and of
        those whose subject undergoes something; they match whole words.
    placed_heads, nominalised, undergone : re.Pattern
        Shapes of the second part of a compound in a case that no object is in, of verbs made nouns or participles,
        whose subject stands in the genitive, and among these of what that subject undergoes.
    superlatives, attributes : re.Pattern
        Shapes of words that pick something among its like ("largest", "first"), and of adjectives made from nouns,
        which begin like them ("региональной").
    endings : Endings
        Case endings by the last letter of a name.
    stems, inflection : dict of str to tuple of str
        Changes of a stem before an ending; ending of a listed name → its endings in the other cases.
    agreement : dict of str to tuple of str
        Case → endings of adjectives that stand before a name in it.
    cases : dict of str to dict
        Ending of a listed name → its endings that only one case has, and that case.
    respellings : dict of str to dict
        Other language → its letters and the ways they are written here.
    adjectives : Adjectives
        Adjectives made from names of districts.
    first_words : dict of str to tuple of str
        First word of a listed name → how else it is written; one with a full stop is written without one, too.
    ligatures : dict of str to tuple of str
        Letters that are also written as two.
    """

    detection: Detection
    owner: Literal["of", "follows", "precedes"]
    other_script: OtherScript = _NO_SCRIPT
    in_ascii: InAscii = _NOT_IN_ASCII
    verb_final: bool = False
    participles_last: bool = False
    transliterates: bool = False
    holder_first: bool = False
    conjunctions: frozenset[str]
    pair_words: frozenset[str] = _NONE
    linkers: frozenset[str] = _NONE
    articles: frozenset[str] = _NONE
    elided: frozenset[str] = _NONE
    determiners: frozenset[str] = _NONE
    possessives: frozenset[str] = _NONE
    adjective_endings: tuple[str, ...] = ()
    copulas: frozenset[str] = _NONE
    infinitives: frozenset[str] = _NONE
    relative_owners: frozenset[str] = _NONE
    openers: frozenset[str] = _NONE
    complementisers: frozenset[str] = _NONE
    links: frozenset[str] = _NONE
    betweens: frozenset[str] = _NONE
    case_words: CaseWords = _NO_CASE_WORDS
    abbreviations: frozenset[str] = _NONE
    suffix_words: frozenset[str] = _NONE
    subject_suffixes: frozenset[str] = _NONE
    bare_subjects: bool = False
    genitives: frozenset[str] = _NONE
    objects: frozenset[str] = _NONE
    datives: frozenset[str] = _NONE
    comitatives: frozenset[str] = _NONE
    ablatives: tuple[str, ...] = ()
    plurals: frozenset[str] = _NONE
    no_genitive: re.Pattern[str] = NEVER
    belonging: re.Pattern[str] = NEVER
    verbs: re.Pattern[str] = NEVER
    unbound: re.Pattern[str] = NEVER
    half_verbs: re.Pattern[str] = NEVER
    of_several: re.Pattern[str] = NEVER
    passives: re.Pattern[str] = NEVER
    placed_heads: re.Pattern[str] = NEVER
    nominalised: re.Pattern[str] = NEVER
    undergone: re.Pattern[str] = NEVER
    superlatives: re.Pattern[str] = NEVER
    attributes: re.Pattern[str] = NEVER
    endings: Endings = _NO_CASES
    stems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    inflection: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cases: dict[str, dict[str, str]] = field(default_factory=dict)
    agreement: dict[str, tuple[str, ...]] = field(default_factory=dict)
    respellings: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    adjectives: Adjectives = _NO_ADJECTIVES
    first_words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ligatures: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Spatial:
    """The section ``spatial``: how the language says that something is near, between or north of a place.

    Attributes
    ----------
    articles, until, along, border : tuple of str
        Words between an expression and its name; what joins the ends of a road or of a range, beside the conjunctions;
        what runs along two names, and what lies between them.
    link, ending : str
        Patterns of what joins two bearings, and of what one may end in.
    compass : dict of str to str
        Letter → wind, for bearings like NNE.
    bearings, units : dict of str to tuple of str
        Patterns of the words for each wind, and for each unit of distance.
    numbers : dict of str to float
        Numbers written as words.
    before, after : dict of str to tuple of str
        Patterns before and behind a name by what they say; of those that fit the first counts.
    """

    articles: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    along: tuple[str, ...] = ()
    border: tuple[str, ...] = ()
    link: str = " ?"
    ending: str = ""
    compass: dict[str, Wind] = field(default_factory=dict)
    bearings: dict[Wind, tuple[str, ...]] = field(default_factory=dict)
    units: dict[Unit, tuple[str, ...]] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    before: dict[Expression, tuple[str, ...]] = field(default_factory=dict)
    after: dict[Expression, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Levels:
    """The section ``levels``: what tells whether a bare name means the area or the town of its name.

    Attributes
    ----------
    handover : frozenset of str
        Phrases on land that changes hands, with a star for any ending.
    handed_else : Words
        What else is handed over, so that a phrase says nothing of land.
    land, weather, town : Words
        What is said of land (fields, mines), what may be said of both, and what only a town has or what happens to one.
    inside : frozenset of str
        Words before a name, or its endings, that put something inside it.
    territory : frozenset of str
        Phrases for land beside a name.
    contrast, contrast_behind : frozenset of str
        Phrases before and words behind a second area that set it against a first.
    quarters : Words
        Parts of a town, whose names villages bear, too.
    villages : Words
        Words for a village, which is not the city of its name.
    titles : Words
        What an area with a government of its own carries behind its name and before the word for it.
    examples, others : frozenset of str
        Phrases between the word for several places and the names of some, and words between names and that word.
    """

    handover: frozenset[str] = _NONE
    handed_else: Words = _NO_WORDS
    land: Words = _NO_WORDS
    weather: Words = _NO_WORDS
    inside: frozenset[str] = _NONE
    town: Words = _NO_WORDS
    territory: frozenset[str] = _NONE
    contrast: frozenset[str] = _NONE
    contrast_behind: frozenset[str] = _NONE
    quarters: Words = _NO_WORDS
    villages: Words = _NO_WORDS
    titles: Words = _NO_WORDS
    examples: frozenset[str] = _NONE
    others: frozenset[str] = _NONE


_NO_SPACE = Spatial()
_NO_LEVELS = Levels()


@dataclass(frozen=True, kw_only=True)
class PlaceWords:
    """The file ``places.toml``: words that make a place of a name and say where it is.

    Attributes
    ----------
    home : frozenset of str
        Countries whose large towns a writer of this language names without saying where they are.
    named_districts : bool
        The gazetteer's names of districts in this language carry their generic word.
    plural : re.Pattern
        Generic words that speak for a whole list.
    kind_first : frozenset of str
        Generic words that may stand before the name they govern; empty where all may.
    appositions : frozenset of str
        Classes whose words may stand before a name without a linker.
    area_titles : frozenset of str
        What the name of an area carries in the gazetteer and seldom in a text.
    feature_words, trailing_words, placing_words, locating_words, postpositions : frozenset of str
        Capitalised last words that make a place of a name ("Spring Creek"), words behind a name that only follow
        places, words before it that make one of it whatever its role, those after which even an unlisted word is
        one, and words behind it that place something there.
    held_by, bracketed, situated : frozenset of str
        Prepositions between a place and the area that holds it, those of them that may follow a comma or a bracket, and
        what may stand before them ("located in").
    listed_in : frozenset of str
        Prepositions between a list of names that no gazetteer has and the area that makes places of them.
    counties : frozenset of str
        Words that make an area's name of one that a town elsewhere has: "Henry County".
    unsure_terms : frozenset of str
        Generic words that stand beside much that is no place.
    streets, streets_before : frozenset of str
        Words behind and before the name of a street, which is no town: "Moscow Street".
    feature_terms : dict of str to str
        Generic word → class of place.
    spatial : Spatial
        Where a name only helps to say where.
    levels : Levels
        Whether a bare name means the area or its town.
    """

    home: frozenset[str] = _NONE
    named_districts: bool = False
    plural: re.Pattern[str]
    kind_first: frozenset[str] = _NONE
    appositions: frozenset[PlaceClass] = _CLASSES
    area_titles: frozenset[str] = _NONE
    feature_words: frozenset[str] = _NONE
    trailing_words: frozenset[str] = _NONE
    placing_words: frozenset[str] = _NONE
    locating_words: frozenset[str] = _NONE
    postpositions: frozenset[str] = _NONE
    held_by: frozenset[str] = _NONE
    bracketed: frozenset[str] = _NONE
    situated: frozenset[str] = _NONE
    listed_in: frozenset[str] = _NONE
    counties: frozenset[str] = _NONE
    unsure_terms: frozenset[str] = _NONE
    streets: frozenset[str] = _NONE
    streets_before: frozenset[str] = _NONE
    feature_terms: dict[str, str] = field(metadata=read_as(dict[PlaceClass, tuple[str, ...]], _by_word))
    spatial: Spatial = _NO_SPACE
    levels: Levels = _NO_LEVELS


@dataclass(frozen=True, kw_only=True)
class NonPlaceWords:
    """The file ``non_places.toml``: words that are no places and make none.

    Attributes
    ----------
    titles, titles_after : frozenset of str
        Words before the name of a person, and titles behind it.
    occupations : frozenset of str
        Words before the name of a person that are no part of it and may stand before another's place, too, where that
        has an ending: "учитель Гориса".
    everyday : frozenset of str
        Words with a capital that are no name, though they look like one in some case.
    opening : frozenset of str
        Everyday words where they open a sentence, with any ending; elsewhere their capital makes a name of them.
    parts_of_names : Words
        Words that belong to the capitalised word before them: "Türk Cumhuriyeti".
    kin_owners, acquaintances : frozenset of str
        Words that make a person of a name behind its comma ("Tatev, his aide"), and those that do so between one of
        them and the name ("my neighbour Tatev").
    relatives : frozenset of str
        Words for relatives and for kings and queens, behind the comma of a person whose owner follows: "Mary, mother
        of James".
    things_after, sports : Words
        What is called by a place's name it follows (restaurants, carpets, streets); words of matches and leagues.
    organisations_after : Words
        What makes an organisation of the name before it where it has a capital.
    houses : Words
        Of these, houses, which stand before their owner, too: "гостиницы Гориса".
    quoted_things : Words
        What stands before a name of its own in quotation marks, and before an owner's without them.
    realms : Words
        What was larger than the town it is called by: kingdoms, khanates.
    naming : Words
        Words beside quotation marks that leave what stands in them a place: those that say how it is called, posts.
    ways : Words
        Of these, streets and squares, which bear the names of capitals, too.
    things_before, classes_of_things : frozenset of str
        Phrases before the name of a ship, a house, a medal, a film; words that say what a ware is ("a breed of").
    employments : Words
        Words of work and posts, in whose sentence a name that no gazetteer has is rather the employer's ("works at X").
    makers : frozenset of str
        What only firms do behind their comma ("X, which makes …").
    capitals_apart : bool
        A longer word in capitals beside a name is an acronym of its own and no part of a person's or a firm's name.
    """

    titles: frozenset[str] = _NONE
    titles_after: frozenset[str] = _NONE
    occupations: frozenset[str] = _NONE
    everyday: frozenset[str] = _NONE
    opening: frozenset[str] = _NONE
    parts_of_names: Words = _NO_WORDS
    kin_owners: frozenset[str] = _NONE
    acquaintances: frozenset[str] = _NONE
    relatives: frozenset[str] = _NONE
    things_after: Words = _NO_WORDS
    ways: Words = _NO_WORDS
    things_before: frozenset[str] = _NONE
    classes_of_things: frozenset[str] = _NONE
    employments: Words = _NO_WORDS
    makers: frozenset[str] = _NONE
    sports: Words = _NO_WORDS
    organisations_after: Words = _NO_WORDS
    houses: Words = _NO_WORDS
    quoted_things: Words = _NO_WORDS
    realms: Words = _NO_WORDS
    naming: Words = _NO_WORDS
    capitals_apart: bool = False
