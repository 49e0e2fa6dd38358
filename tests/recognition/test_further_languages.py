"""Georgian, Persian, French, German and Spanish: names in every form, and what is no name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.detect import detect_language
from conflictmap.language.tables import language, languages, other_languages
from conflictmap.model.mention import Mention

Reader = Callable[..., list[Mention]]


@pytest.mark.parametrize(
    ("code", "sentence", "forms", "place"),
    [
        ("ka", "გუშინ {} საუბრობდნენ.", "შუშა შუშაში შუშის შუშიდან შუშას შუშასთან", "shusha"),
        ("ka", "გუშინ {} საუბრობდნენ.", "ერევანი ერევანში ერევნის ერევნიდან ერევანს ერევანთან", "yerevan"),
        ("ka", "გუშინ {} საუბრობდნენ.", "ბაქო ბაქოში ბაქოს ბაქოდან ბაქომ", "baku"),
        ("ka", "გუშინ {} საუბრობდნენ.", "სომხეთი სომხეთში სომხეთის სომხეთიდან სომხეთს სომხეთმა", "am"),
        ("ka", "გუშინ {} საუბრობდნენ.", "რომი რომში რომის რომიდან", "gn3169070"),
        ("de", "Gestern sprach man über {} lange.", "Aserbaidschan Aserbaidschans", "az"),
        ("de", "Gestern sprach man über {} lange.", "Bergkarabach Berg-Karabach Bergkarabachs", "nagorno_karabakh"),
        ("de", "Gestern sprach man über {} lange.", "Jerewan Eriwan Eriwans", "yerevan"),
        ("fa", "دیروز درباره {} گفتند.", "قره‌باغ قرهباغ قراباغ", "nagorno_karabakh"),
        ("fa", "دیروز درباره {} گفتند.", "کلبجر كلبجر", "kalbajar"),
        ("fa", "دیروز درباره {} گفتند.", "زنگیلان زنگيلان زنگلان", "zangilan"),
        ("es", "Ayer se habló de {} otra vez.", "Ereván Yereván Erevan", "yerevan"),
        ("es", "Ayer se habló de {} otra vez.", "Azerbaiyán Azerbaiján", "az"),
        ("fr", "Hier on parlait de {} encore.", "Bakou", "baku"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_form(read_text: Reader, code: str, sentence: str, forms: str, place: str) -> None:
    found = {form: [m.place_id for m in read_text(sentence.format(form), code)] for form in forms.split()}
    assert found == {form: [place] for form in found}


@pytest.mark.parametrize(
    ("code", "text", "places"),
    [
        ("de", "Der Latschin-Korridor ist zu, die Stadt Goris leer.", ["lachin_corridor", "goris"]),
        ("es", "El corredor de Lachín sigue cerrado; en el lago Seván, calma.", ["lachin_corridor", "lake_sevan"]),
        ("fr", "Le couloir de Latchine et la mer Noire.", ["lachin_corridor", "black_sea"]),
        ("ka", "მთიან ყარაბაღში და სამხრეთ კავკასიის ქვეყნებში.", ["nagorno_karabakh", "south_caucasus"]),
        ("ka", "კელბაჯარის რაიონში წვიმს.", ["kalbajar_district"]),
        ("ka", "აშშ-ის ელჩი ჩამოვიდა.", ["us"]),
        ("fa", "جنگ در قره باغ و کریدور لاچین.", ["nagorno_karabakh", "lachin_corridor"]),
        ("fa", "او از آذربایجان شرقی به تبریز رفت.", ["ir-01", "tabriz"]),
        ("de", "Treffen in Genf, Brüssel, Prag und Wien.", ["geneva", "gn2800866", "gn3067696", "gn2761369"]),
        ("es", "Reuniones en Ginebra, Bruselas, Praga y Moscú.", ["geneva", "gn2800866", "gn3067696", "moscow"]),
        ("fa", "دیدارها در ژنو، بروکسل، پراگ و مسکو.", ["geneva", "gn2800866", "gn3067696", "moscow"]),
        ("ka", "შეხვედრები ჟენევაში, ბრიუსელში, პრაღასა და სოჭში.", ["geneva", "gn2800866", "gn3067696", "sochi"]),
    ],
)  # fmt: skip
def test_what_the_press_of_a_language_names(read_text: Reader, code: str, text: str, places: list[str]) -> None:
    assert [m.place_id for m in read_text(text, code)] == places


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Der Rat beschloss am Montag, die Halle am Markt zu sanieren. Die Alten saßen im Garten."),
        ("de", "Frau Goris und Herr Schuscha schwiegen. Das Land braucht Ruhe."),
        ("es", "Van a construir un puente. Sus hijos juegan. Para mañana, lluvia. Tal vez en mayo."),
        ("es", "La señora Goris y don Lachín viajaron en tren. La paz es cosa de todos."),
        ("fr", "La grenade a explosé. Maurice et Dominique dînent. Est-ce que tu viens ?"),
        ("fa", "دوشنبه مدرسه باز است. کیف او روی میز است. در آستانه سال نو، بخش مالی گزارش داد."),
        ("fa", "اقدام دولت خوب بود. او برد و ما باختیم. آقای شوشا به خانه رفت."),
        ("ka", "რომ მოვიდა, უკვე გვიან იყო. ომში ბევრი დაიღუპა. ბავშვები ეზოში თამაშობენ."),
    ],
)
def test_everyday_words_and_persons_are_no_places(read_text: Reader, code: str, text: str) -> None:
    assert [m.surface for m in read_text(text, code)] == []


def test_names_of_the_wider_world_are_words_in_other_tongues(read_text: Reader, gazetteer: Gazetteer) -> None:
    assert [m.place_id for m in read_text("Ministertreffen in Rom.", "de")] == ["gn3169070"]
    assert [m.surface for m in read_text("A camp of Rom families.", "en")] == []
    assert {name.language for name in gazetteer["am"].names} >= {"de", "es", "fa", "fr", "ka"}


def test_georgian_sentences_end_without_a_capital_behind_them(read_text: Reader) -> None:
    [first, second] = read_text("ბაქო დუმს. ერევანი ელოდება.", "ka")
    assert (first.sentence_end, second.sentence_start) == (10, 11)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Eriwan wirft Baku vor, Stepanakert beschossen zu haben.", "de"),
        ("Bakú acusó a Ereván de bombardear Ganyá, según el Ministerio de Defensa.", "es"),
        ("باکو اعلام کرد که شهر شوشا آزاد شد", "fa"),
        ("ბაქომ განაცხადა", "ka"),
        ("The Los Angeles Times and Der Spiegel named no one.", "en"),
        ("Il governo di Baku ha detto che le truppe sono entrate nella città di Shusha.", "it"),
        ("O presidente do Azerbaijão disse que as tropas entraram na cidade de Shusha.", "pt"),
        ("De president zei dat het leger de stad heeft ingenomen en dat de oorlog voorbij is.", "nl"),
        ("Prezydent powiedział, że wojska weszły do Szuszy.", "pl"),
        ("Президент заявив, що війська увійшли до міста.", "uk"),
        ("قال الرئيس إن القوات دخلت المدينة وأعلن النصر في كلمة إلى الأمة", "ar"),
        ("Ο πρόεδρος είπε ότι ο στρατός μπήκε στην πόλη.", "el"),
        ("הנשיא אמר כי הצבא נכנס לעיר.", "he"),
        ("总统说军队已进入该市。", "zh"),
        ("ପ୍ରଧାନମନ୍ତ୍ରୀ ଆଜି କହିଛନ୍ତି", "und"),
    ],
)
def test_languages_are_told(text: str, code: str) -> None:
    assert detect_language(text) == code


def test_languages_without_tables_are_read_by_those_of_a_neighbour(read_text: Reader) -> None:
    assert not set(other_languages()) & set(languages())
    assert {other.read_as for other in other_languages().values()} <= set(languages())
    assert language("uk").code == "ru"
    assert [m.place_id for m in read_text("У Шуши та Єревані тихо.", "uk")] == ["shusha", "yerevan"]
