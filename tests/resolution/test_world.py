"""Places far from the theatre: which namesake a report means, and what becomes of a name that a country has none of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.geoprecision import codes
from conflictmap.model.document import Document
from conflictmap.model.mention import Mention
from conflictmap.recognition.recognise import recognise
from conflictmap.resolution.resolve import resolve

Reader = Callable[..., list[Mention]]
DocumentReader = Callable[[Document], list[Mention]]


@pytest.fixture
def read_document(gazetteer: Gazetteer) -> DocumentReader:
    def read(document: Document) -> list[Mention]:
        return resolve(recognise(document, gazetteer), gazetteer, document)

    return read


def found(mentions: list[Mention], surface: str) -> Mention:
    return next(mention for mention in mentions if mention.surface == surface)


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("Hail broke windows in Georgia, and the mayor of Atlanta asked for help.", "Georgia", "US"),
        ("Storms killed six in Alabama, Georgia and Tennessee.", "Georgia", "US"),
        ("Flights from Florida and South Carolina to Georgia were late.", "Georgia", "US"),
        ("Georgia closed the road to Russia, and Tbilisi protested.", "Georgia", "GE"),
        ("A convoy left Tbilisi, Georgia, for Yerevan.", "Georgia", "GE"),
        ("Georgia, Armenia and Azerbaijan sent ministers.", "Georgia", "GE"),
        ("Trains stopped at Mtskheta, Georgia.", "Georgia", "GE"),
        ("Fans came to Paris, Texas, by train. Paris was full.", "Paris", "US"),
        ("Paris and Berlin called for calm.", "Paris", "FR"),
        ("A man from London, Ontario, was arrested.", "London", "CA"),
        ("Police in London arrested two men.", "London", "GB"),
        ("Two boats sank off St. Petersburg, Florida.", "St. Petersburg", "US"),
        ("The envoy flew to St. Petersburg.", "St. Petersburg", "RU"),
        ("He moved to St. Louis, Missouri.", "St. Louis", "US"),
        ("Rain fell in Lebanon, Tennessee.", "Lebanon", "US"),
        ("A mine was cleared in Armenia, Colombia.", "Armenia", "CO"),
        ("Moscow, Idaho, has a new school.", "Moscow", "US"),
        ("Trams were late in Victoria, Australia.", "Victoria", "AU"),
    ],
)
def test_company_tells_namesakes_apart(
    read_text: Reader, gazetteer: Gazetteer, text: str, surface: str, country: str
) -> None:
    place = gazetteer.place_of(found(read_text(text), surface))
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("text", "surface", "place_id"),
    [
        ("New South Wales asked for firemen.", "New South Wales", "au-nsw"),
        ("The Democratic Republic of Congo shut its border.", "Democratic Republic of Congo", "cd"),
        ("Fox Lake was calm.", "Lake", None),
        ("Schools in Oklahoma City stayed shut.", "Oklahoma City", "gn4544349"),
        ("A plant in West Paris burned.", "Paris", None),
        ("U.S. Virgin Islands officials met.", "U.S. Virgin Islands", "vi"),
        ("The road to South Kivu was closed.", "South Kivu", "cd-sk"),
        ("Doctors flew to Tamil Nadu.", "Tamil Nadu", "in-tn"),
        ("A strike shut Queensland mines.", "Queensland", "au-qld"),
        ("Haritada Güney Avustralya gösteriliyor.", "Güney Avustralya", "au-sa"),
    ],
)
def test_the_longest_known_name_wins(read_text: Reader, text: str, surface: str, place_id: str | None) -> None:
    language = "tr" if text.startswith("Harita") else "en"
    mentions = [mention for mention in read_text(text, language) if mention.surface == surface]
    assert [mention.place_id for mention in mentions] == ([place_id] if place_id else [])


@pytest.mark.parametrize(
    ("text", "surface", "area"),
    [
        ("A flood hit the village of Aghdam in Iran.", "Aghdam", "ir"),
        ("A dam broke in Tartar, Russia.", "Tartar", "ru"),
        ("A farmer was shot in Qubadli, Iran.", "Qubadli", "ir"),
        ("Landslides killed nine in Salyan district of Nepal.", "Salyan", "np"),
        ("A man was shot near Kirovka, Kazakhstan.", "Kirovka", "kz"),
        ("Martuni was a village in Georgia, he wrote.", "Martuni", "ge"),
    ],
)
def test_a_name_that_a_country_has_none_of_is_somewhere_in_it(
    read_text: Reader, text: str, surface: str, area: str
) -> None:
    mention = found(read_text(text), surface)
    assert mention.place_id == area
    assert mention.score <= 0.1
    assert mention.precision == "country"
    assert codes(mention.precision, "country", 300) == (6, 3)


def test_what_a_sentence_says_of_a_name_tells_its_country(read_text: Reader, gazetteer: Gazetteer) -> None:
    baku = gazetteer.place_of(found(read_text("Baku is a district of Onomichi in Japan."), "Baku"))
    assert baku is not None
    assert baku.country == "JP"


@pytest.mark.parametrize(
    ("text", "surface", "place_id"),
    [
        ("A court in Licking County, Ohio, freed him.", "Licking County", "us-39089"),
        ("The sheriff of Henry County was sworn in in Paris, Tennessee.", "Henry County", "us-47079"),
        ("Henry County closed its schools. Rain fell on Cordele and Macon, Georgia.", "Henry County", "us-13151"),
        ("Guernsey County was dry.", "Guernsey County", "us-39059"),
        ("Firemen of Rapides Parish came to Alexandria.", "Rapides Parish", "us-22079"),
        ("Lake County sued Orange County in Florida.", "Lake County", "us-12069"),
        ("A court in Zyxwv County, Ohio, freed him.", "Zyxwv County", "us-oh"),
        ("Shells fell in Khoda Afarin County.", "Khoda Afarin", "khoda_afarin_ir"),
    ],
)
def test_a_county_is_no_town_of_its_name(read_text: Reader, text: str, surface: str, place_id: str) -> None:
    mention = found(read_text(text), surface)
    assert mention.place_id == place_id
    assert mention.precision in {"district", "region"}


def test_a_county_that_many_states_have_is_unsure(read_text: Reader) -> None:
    assert found(read_text("Snow fell in Washington County."), "Washington County").score < 0.3


def test_a_county_lends_its_region_to_towns_and_no_bare_name(read_text: Reader, gazetteer: Gazetteer) -> None:
    mentions = read_text("Firemen of Rapides Parish came to Alexandria. Henry was there.")
    assert found(mentions, "Alexandria").place_id == "gn4314550"
    assert "Henry" not in {mention.surface for mention in mentions}
    assert gazetteer["us-22079"].kind == "county"


@pytest.mark.parametrize(
    ("about", "text", "surface", "region"),
    [
        ({"source": "Ohio Valley News"}, "The mayor of Lebanon resigned.", "Lebanon", "us-oh"),
        ({"source": "Hartford Courant"}, "The village of Bristol lost power.", "Bristol", "us-ct"),
        ({"source": "Atlanta Journal-Constitution"}, "Georgia raised taxes.", "Georgia", ""),
        ({"url": "https://www.seattletimes.com/a/b"}, "A fire burned in Aberdeen.", "Aberdeen", "us-wa"),
        ({"url": "https://www.shetlandnews.co.uk/a"}, "A fire burned in Aberdeen.", "Aberdeen", "gb-sct"),
        ({}, "LEBANON, Ohio (AP) — Schools in Springfield closed.", "Springfield", "us-oh"),
    ],
)
def test_who_publishes_a_report_and_its_dateline_tell_its_home(
    read_document: DocumentReader, gazetteer: Gazetteer, about: dict[str, str], text: str, surface: str, region: str
) -> None:
    place = gazetteer.place_of(found(read_document(Document(id="1", text=text, **about)), surface))
    assert place is not None
    assert (place.id if place.kind == "province" else place.district) == (region or "us-ga")


@pytest.mark.parametrize(
    ("about", "text", "surface", "country"),
    [
        ({"source": "Civil Georgia", "url": "https://civil.ge/x"}, "Georgia raised taxes.", "Georgia", "GE"),
        ({"source": "Idaho Statesman"}, "Moscow asked Berlin and Paris for talks.", "Moscow", "RU"),
        ({"source": "Athens Banner-Herald"}, "Athens and Rome sent firemen.", "Rome", "IT"),
        ({"source": "Ohio Valley News"}, "Shells fell on Martuni near Stepanakert.", "Martuni", "AZ"),
        ({"url": "https://example.me/x"}, "A man from Plymouth sailed to Bristol.", "Bristol", "GB"),
    ],
)
def test_an_outlet_does_not_take_the_worlds_news_home(
    read_document: DocumentReader, gazetteer: Gazetteer, about: dict[str, str], text: str, surface: str, country: str
) -> None:
    place = gazetteer.place_of(found(read_document(Document(id="1", text=text, **about)), surface))
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("A retired Pittsburgh physician flew to Goris.", "Pittsburgh"),
        ("A Bay Area nurse flew to Goris.", "Bay Area"),
        ("Niagara Falls was lit in blue.", "Niagara Falls"),
        ("It is as large as the canton of Zurich plus St. Gallen.", "St. Gallen"),
        ("The U.S. sent an envoy.", "U.S."),
    ],
)
def test_well_known_places_elsewhere_are_found(read_text: Reader, text: str, surface: str) -> None:
    assert found(read_text(text), surface).place_id


def test_a_song_in_quotation_marks_is_no_city(read_text: Reader) -> None:
    assert [m.surface for m in read_text("Konsertdə “Sarı gəlin” səsləndi.", "az")] == []


def test_a_score_far_from_the_theatre_promises_less(read_text: Reader) -> None:
    near = found(read_text("The delegations of Armenia met in London."), "London")
    far = found(read_text("Two shops in London were robbed."), "London")
    assert near.score > 0.9 > far.score


@pytest.mark.parametrize(
    ("language", "text", "surface", "place_id"),
    [
        ("tr", "Ordu Berde ve Terter kentlerini vurdu.", "Berde", "barda"),
        ("hy", "Երեկ Շուշիի խոսեցին։", "Շուշիի", "shusha"),
    ],
)
def test_a_listed_name_is_no_shorter_one_with_an_ending(
    read_text: Reader, language: str, text: str, surface: str, place_id: str
) -> None:
    assert found(read_text(text, language), surface).place_id == place_id
