"""Figures: every one by hand on a report of one sentence, and what must hold on any."""

from __future__ import annotations

import math
import random
import time
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import conflictmap as cm
from conflictmap import Document, InputError, Scorecard
from conflictmap.evaluation import GoldDocument, GoldMention, Prediction
from conflictmap.evaluation.figures import area_under_log_errors
from conflictmap.evaluation.gold import great_circle_km

DEGREE = 2 * math.pi * 6371.0088 / 360  # km along a meridian
TEXT = "Baku said shells hit Goris, Meghri and Lachin; the Armenian side and Kapan kept quiet."
GOLD = GoldDocument(
    Document(id="1", text=TEXT),
    (
        GoldMention(0, 4, "associative", lat=40.4, lon=49.9, place_id="baku"),
        GoldMention(21, 26, "literal", lat=39.5, lon=46.3),
        GoldMention(28, 34, "literal", lat=38.9, lon=46.2),
        GoldMention(39, 45, "literal", lat=39.6, lon=46.5, bbox=(39.4, 46.2, 39.9, 46.8)),
        GoldMention(51, 59, "demonym"),
        GoldMention(69, 74, "literal", lat=39.2, lon=46.4, place_id="kapan"),
    ),
    labels={"subset": "made up", "provenance": "composed: for this test"},
)
PREDICTIONS = [
    Prediction(0, 4, lat=40.4, lon=49.9, role="literal", score=0.95),  # the role is wrong
    Prediction(21, 26, lat=39.6, lon=46.3, role="literal", score=0.9),  # a tenth of a degree off
    Prediction(28, 38, lat=39.9, lon=46.2, score=0.92),  # "Meghri and", a degree off
    Prediction(39, 45, lat=39.89, lon=46.21, role="literal", score=0.55),  # far from the point, inside the box
    Prediction(51, 59, lat=40.2, lon=44.5, score=0.99),  # on the demonym: not counted
    Prediction(80, 85, lat=0, lon=0, score=0.97),  # "quiet"
]


@pytest.fixture(scope="module")
def card() -> Scorecard:
    return cm.score({"1": PREDICTIONS}, [GOLD])


def test_the_example_says_what_it_seems_to() -> None:
    surfaces = [TEXT[m.start : m.end] for m in GOLD.mentions]
    assert surfaces == ["Baku", "Goris", "Meghri", "Lachin", "Armenian", "Kapan"]
    assert [TEXT[p.start : p.end] for p in PREDICTIONS][-1] == "quiet"


def test_recognition_counts_overlaps_and_same_spans(card: Scorecard) -> None:
    f = card.overall
    assert (f.documents, f.gold, f.predicted) == (1, 5, 5)
    assert asdict(f.overlap) == pytest.approx({"precision": 0.8, "recall": 0.8, "f1": 0.8})
    assert asdict(f.exact) == pytest.approx({"precision": 0.6, "recall": 0.6, "f1": 0.6})


def test_distances_are_measured_over_matched_mentions(card: Scorecard) -> None:
    d = card.overall.matched
    assert (d.mentions, d.accuracy_10_km, d.accuracy_25_km, d.accuracy_161_km) == (4, 0.5, 0.75, 1.0)
    assert d.mean_km == pytest.approx(1.1 * DEGREE / 4)
    assert d.median_km == pytest.approx(0.1 * DEGREE / 2)
    tenth, whole = math.log(1 + 0.1 * DEGREE) / math.log(20040), math.log(1 + DEGREE) / math.log(20040)
    assert d.auc == pytest.approx((tenth / 2 + (tenth + whole) / 2) / 3)
    assert d.auc == pytest.approx(0.16338, abs=1e-5)


def test_over_all_mentions_a_miss_is_as_wrong_as_can_be(card: Scorecard) -> None:
    d = card.overall.all_gold
    assert (d.mentions, d.accuracy_10_km, d.accuracy_25_km, d.accuracy_161_km) == (5, 0.4, 0.6, 0.8)
    assert d.mean_km == pytest.approx((1.1 * DEGREE + 20039) / 5)
    assert d.median_km == pytest.approx(0.1 * DEGREE)


def test_roles_count_where_both_sides_state_one(card: Scorecard) -> None:
    assert card.overall.roles == 3
    assert card.overall.role_accuracy == pytest.approx(2 / 3)


def test_end_to_end_needs_the_name_and_the_place(card: Scorecard) -> None:
    assert asdict(card.overall.end_to_end) == pytest.approx({"precision": 0.6, "recall": 0.6, "f1": 0.6})


def test_by_kind_there_is_recall_but_no_precision(card: Scorecard) -> None:
    assert list(card.groups) == ["kind"]  # one language, one subset: nothing to split
    literal, associative = card.groups["kind"]["literal"], card.groups["kind"]["associative"]
    assert (literal.gold, associative.gold) == (4, 1)
    assert (literal.overlap.recall, literal.end_to_end.recall, associative.role_accuracy) == (0.75, 0.5, 0.0)
    assert math.isnan(literal.overlap.precision)
    assert math.isnan(literal.end_to_end.f1)


def test_splits_by_language_and_label() -> None:
    russian = GoldDocument(Document(id="2", text="Баку", language="ru"), (GoldMention(0, 4, "literal"),))
    card = cm.score({"1": PREDICTIONS}, [GOLD, russian], by=["language", "provenance"])
    assert {k: f.overlap.recall for k, f in card.groups["language"].items()} == {"en": 0.8, "ru": 0.0}
    assert list(card.groups["provenance"]) == ["(none)", "composed"]
    with pytest.raises(InputError, match="by outlet: no document says it; use language, kind, provenance, subset"):
        cm.score({"1": PREDICTIONS}, [GOLD], by=["outlet"])


def test_calibration_compares_what_scores_promise_with_what_they_keep(card: Scorecard) -> None:
    half, nine = card.calibration()
    assert (half.low, half.high, half.predictions, half.share_right) == (0.5, 0.6, 1, 1.0)
    assert (nine.predictions, nine.share_right, nine.matched) == (4, 0.5, 3)
    assert nine.matched_right == pytest.approx(2 / 3)
    assert nine.mean_score == pytest.approx((0.95 + 0.9 + 0.92 + 0.97) / 4)


def test_a_certain_score_falls_into_the_last_bin_and_no_place_into_none() -> None:
    certain = [Prediction(0, 4, 40.4, 49.9, score=1.0), Prediction(21, 26, score=0.3)]
    [only] = cm.score({"1": certain}, [GOLD]).calibration()
    assert (only.low, only.high, only.predictions) == (0.9, 1.0, 1)


def test_mistakes_come_with_their_sentence(card: Scorecard) -> None:
    found = [(m.what, m.surface, m.detail) for m in card.mistakes()]
    assert found == [
        ("wrong role", "Baku", "literal; right is associative"),
        ("wrong place", "Meghri", "111 km off; right is 38.9, 46.2"),
        ("miss", "Kapan", "literal, kapan"),
        ("extra", "quiet", "no place is meant"),
    ]
    assert {m.sentence for m in card.mistakes()} == {TEXT}


def test_the_sentence_is_found_behind_invisible_characters() -> None:
    text = "Zero\u200bwidth stands here. Nobody in Goris spoke."
    gold = GoldDocument(Document(id="1", text=text), (GoldMention(text.index("Goris"), text.index(" spoke")),))
    [mistake] = cm.score({"1": []}, [gold]).mistakes()
    assert (mistake.surface, mistake.sentence) == ("Goris", "Nobody in Goris spoke.")


def test_a_prediction_without_a_place_is_found_but_wrong() -> None:
    f = cm.score({"1": [Prediction(21, 26)]}, [GOLD]).overall
    assert (f.overlap.precision, f.end_to_end.precision, f.matched.mean_km, f.matched.auc) == (1.0, 0.0, 20039.0, 1.0)


def test_a_gold_mention_without_a_point_counts_for_recognition_only() -> None:
    gold = GoldDocument(GOLD.document, (*GOLD.mentions[1:2], GoldMention(69, 74)))
    f = cm.score(
        {"1": [Prediction(21, 26, 39.5, 46.3, "literal"), Prediction(69, 74, 0, 0, "literal")]}, [gold]
    ).overall
    assert (f.overlap.f1, f.end_to_end.f1, f.matched.mentions, f.roles) == (1.0, 1.0, 1, 1)


def test_the_same_span_wins_over_the_larger_overlap_and_one_answer_serves_one_mention() -> None:
    gold = GoldDocument(Document(id="1", text="Upper Shirin"), (GoldMention(0, 5), GoldMention(6, 12)))
    both = cm.score({"1": [Prediction(0, 12), Prediction(0, 5)]}, [gold]).comparisons[0]
    assert [(o.prediction.start, o.prediction.end) for o in both.outcomes if o.prediction] == [(0, 5), (0, 12)]
    one = cm.score({"1": [Prediction(0, 12)]}, [gold]).comparisons[0]
    assert [o.prediction is not None for o in one.outcomes] == [False, True]  # "Shirin" is the longer part


def test_one_prediction_over_a_whole_book_does_not_slow_the_rest() -> None:
    words = 20_000
    gold = GoldDocument(
        Document(id="1", text="Goris " * words), tuple(GoldMention(i * 6, i * 6 + 5) for i in range(words))
    )
    answers = [Prediction(0, words * 6), *(Prediction(m.start, m.end) for m in gold.mentions)]
    started = time.process_time()
    f = cm.score({"1": answers}, [gold]).overall
    assert (f.exact.recall, f.predicted) == (1.0, words + 1)
    assert time.process_time() - started < 5  # a comparison of all with all takes minutes


def test_161_km_are_161_km() -> None:
    for lat, share in ((160.9 / DEGREE, 1.0), (161.1 / DEGREE, 0.0)):
        f = cm.score(
            {"1": [Prediction(0, 5, lat, 0)]}, [GoldDocument(GOLD.document, (GoldMention(0, 5, lat=0, lon=0),))]
        )
        assert f.overall.matched.accuracy_161_km == share


def test_only_predictions_on_optional_names_alone_are_excused() -> None:
    text = "The Goris Armenian school of Goris"
    gold = GoldDocument(Document(id="1", text=text), (GoldMention(4, 9), GoldMention(10, 18, "demonym")))
    alone, across = Prediction(10, 25), Prediction(7, 18)
    card = cm.score({"1": [Prediction(4, 9), alone, across]}, [gold])
    assert card.comparisons[0].extras == (across,)
    assert card.to_dict()["predictions_ignored"] == 1


def test_of_two_predictions_with_one_span_the_first_counts_and_spans_outside_the_text_do_not() -> None:
    answers = [
        Prediction(0, 4, 40.4, 49.9),
        Prediction(0, 4, 0, 0),
        Prediction(80, 500),
        Prediction(9, 9),
        Prediction(-4, 4),
    ]
    card = cm.score({"1": answers}, [GOLD])
    assert (card.overall.predicted, card.overall.matched.mean_km, card.comparisons[0].outside) == (1, 0.0, 3)


def test_a_document_without_predictions_counts_as_read_and_one_the_gold_lacks_is_left_out() -> None:
    second = GoldDocument(Document(id="2", text="Goris"), (GoldMention(0, 5),))
    card = cm.score({"1": PREDICTIONS, "elsewhere": PREDICTIONS}, [GOLD, second])
    assert (card.overall.documents, card.overall.gold, card.unknown) == (2, 6, 1)
    with pytest.raises(InputError, match="none of the 1 predicted documents is in the gold: ids are 'elsewhere' there"):
        cm.score({"elsewhere": PREDICTIONS}, [GOLD])


def test_boxes_reach_across_the_180th_meridian() -> None:
    for bbox in ((50.0, 170.0, 60.0, -170.0), (50.0, 170.0, 60.0, 190.0)):
        strait = GoldMention(0, 1, lat=55, lon=180, bbox=bbox)
        assert (strait.error_km(59, -175), strait.error_km(51, 175)) == (0.0, 0.0)
        assert strait.error_km(55, 160) == pytest.approx(great_circle_km(55, 180, 55, 160))


def test_an_area_is_right_at_25_km_where_less_is_asked() -> None:
    box, point = GoldMention(0, 1, lat=40, lon=45, bbox=(40, 45, 40, 45)), GoldMention(0, 1, lat=40, lon=45)
    error = box.error_km(40.2, 45)
    assert error == pytest.approx(0.2 * DEGREE)
    assert (box.is_right(error, 10), point.is_right(error, 10), point.is_right(error, 25)) == (True, False, True)


def test_auc_of_one_error_and_of_none() -> None:
    assert area_under_log_errors([math.e - 1]) == pytest.approx(1 / math.log(20040))
    assert math.isnan(area_under_log_errors([]))
    assert area_under_log_errors([30_000.0]) == 1.0  # no error counts for more than the largest


def test_the_pipelines_table_is_scored_like_its_files(tmp_path: Path) -> None:
    table = cm.geoparse(GOLD.document)
    card = cm.score(table, [GOLD])
    assert card.overall.exact.f1 == 1.0
    for suffix in ("jsonl", "geojson", "csv"):
        file = cm.write(table, tmp_path / f"m.{suffix}")
        assert cm.score(file, [GOLD]).comparisons == card.comparisons


def test_what_cannot_be_scored_is_said() -> None:
    with pytest.raises(InputError, match="predictions by document id, not list"):
        cm.score(PREDICTIONS, [GOLD])  # type: ignore[arg-type]
    with pytest.raises(InputError, match="the table has no column role, score"):
        cm.score(cm.geoparse(GOLD.document).drop(columns=["role", "score"]), [GOLD])
    with pytest.raises(InputError, match="the gold holds no documents"):
        cm.score({}, [])


points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
mentions = st.lists(st.tuples(st.integers(0, 19), points, st.sampled_from(["literal", "associative"])), max_size=12)


def corpus(drawn: list[list[tuple[int, tuple[float, float], str]]]) -> list[GoldDocument]:
    """Documents of 20 words, of which some are places."""
    documents = []
    for n, places in enumerate(drawn):
        marks = {word: GoldMention(word * 5, word * 5 + 4, kind, *point) for word, point, kind in places}
        documents.append(GoldDocument(Document(id=str(n), text="Word " * 20), tuple(marks.values())))
    return documents


@settings(max_examples=60, deadline=None)
@given(st.lists(mentions, min_size=1, max_size=4))
def test_a_perfect_prediction_is_perfect_and_an_empty_one_finds_nothing(drawn: list) -> None:
    gold = corpus(drawn)
    perfect = {d.document.id: [Prediction(m.start, m.end, m.lat, m.lon, m.kind) for m in d.mentions] for d in gold}
    f, nothing = cm.score(perfect, gold).overall, cm.score({}, gold).overall
    assert (nothing.overlap.recall, nothing.end_to_end.f1, nothing.predicted) == (0, 0, 0)
    if f.gold:
        assert {f.overlap.f1, f.exact.f1, f.end_to_end.f1, f.role_accuracy, f.matched.accuracy_10_km} == {1.0}
        assert (f.matched.mean_km, f.matched.auc) == (0.0, 0.0)
        assert nothing.all_gold.auc == pytest.approx(1.0)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(mentions, min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 95), st.integers(1, 12), points), max_size=30, unique_by=lambda p: p[:2]),
    st.randoms(use_true_random=False),
)
def test_the_order_in_files_changes_nothing_and_all_rates_are_shares(
    drawn: list, spans: list, shuffle: random.Random
) -> None:
    gold = corpus(drawn)
    answers = [Prediction(start, start + length, *point, "literal", 0.5) for start, length, point in spans]
    predicted = {d.document.id: answers for d in gold}
    turned = [GoldDocument(d.document, tuple(shuffle.sample(d.mentions, len(d.mentions)))) for d in gold]
    shuffled = {key: shuffle.sample(answers, len(answers)) for key in predicted}
    first = cm.score(predicted, gold).to_dict()
    second = cm.score(shuffled, shuffle.sample(turned, len(turned))).to_dict()
    assert _close(first["overall"], second["overall"])
    overall = first["overall"]
    for rates in (overall["overlap"], overall["exact"], overall["end_to_end"]):
        assert all(0 <= share <= 1 for share in rates.values())
    assert overall["exact"]["f1"] <= overall["overlap"]["f1"]
    assert overall["end_to_end"]["f1"] <= overall["overlap"]["f1"]


def _close(one: dict, other: dict) -> bool:
    """Equal but for the order of summation."""
    return all(_close(v, other[k]) if isinstance(v, dict) else v == pytest.approx(other[k]) for k, v in one.items())
