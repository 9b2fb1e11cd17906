from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.circuit import names
from casedesk.circuit.names import ALIKE, beginnings, fold, keys, likeness
from tests.circuit.ranking import COMMUNES, OURS, pairs, shares, turned

SAME = [
    ("Mohamed Ben Ali", "محمد بن علي"),
    ("Mohammed Benali", "محمد بنعلي"),
    ("Benali Mohamed", "محمد بن علي"),
    ("Mo7amed", "محمد"),
    ("M'hamed", "محمد"),
    ("Yousfe Amrani", "يوسف العمراني"),
    ("Youssef Amrani", "Yousef El Amrani"),
    ("Fatima Ezzahra Benali", "فاطمة الزهراء بنعلي"),
    ("Abdelkader Fassi", "عبدالقادر الفاسي"),
    ("Abd El Kader Fassi", "عبد القادر الفاسي"),
    ("Nour Eddine Chraïbi", "نورالدين الشرايبي"),
    ("Salma Ennaciri", "سلمى الناصري"),
    ("Khadija Aït Lahcen", "خديجة ايت الحسن"),
    ("Aya Haddad", "اية حداد"),
    ("إسماعيل العلوي", "اسماعيل علوي"),
    ("فاطمة", "فَاطِمَه"),
    ("Fathi Rhali", "فتحي غالي"),
    ("Thami Ishaq", "التهامي إسحاق"),
    ("ⵙⴰⵍⵎⴰ", "Salma"),
    ("ⵉⴷⵉⵔ", "إيدير"),
]
OTHERS = [
    ("Mohamed Benali", "Ahmed Benali"),
    ("محمد بنعلي", "أحمد بنعلي"),
    ("Mohamed Alaoui", "محمد العلمي"),
    ("Youssef Amrani", "Youssef Alami"),
    ("Salma Idrissi", "Samia Idrissi"),
    ("Hiba Lahlou", "Hajar Lahlou"),
    ("Rim Tazi", "رانيا التازي"),
    ("Salma", "Salma Benali"),
    ("Sidi Slimane", "Sidi Kacem"),
    ("", ""),
    ("—", "Salma"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_name_is_alike_however_it_is_written(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE
    assert likeness(other, one) == likeness(one, other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_names_are_not_taken_for_one(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE
    assert likeness(other, one) == likeness(one, other)


@pytest.mark.parametrize(
    "spelled",
    [
        ["Mohamed Ben Ali", "Mohammed Benali", "محمد بن علي", "محمد بنعلي"],
        ["Abdelkader", "Abd El Kader", "عبد القادر", "عبدالقادر"],
        ["Noureddine", "Nour Eddine", "نور الدين", "نورالدين"],
        ["El Idrissi", "Idrissi", "الإدريسي", "ادريسي"],
        ["Ennaciri", "Naciri", "الناصري"],
        ["Aïcha", "Aicha", "عائشة", "عيشة"],
        ["Aya", "آية", "اية"],
        ["Youssef", "Yousef", "يوسف", "يُوسُف", "ⵢⵓⵙⴻⴼ"],
        ["Guelmim", "Gelmim", "كلميم", "ݣلميم"],
    ],
)
def test_a_name_folds_to_the_same_consonants_in_every_script(
    spelled: list[str],
) -> None:
    assert len({fold(each) for each in spelled}) == 1


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Mohamed Ben Ali", "Ali"),
        ("محمد بنعلي", "Ali"),
        ("عبد القادر الفاسي", "Abdelkader"),
        ("عبد القادر الفاسي", "kader"),
        ("Lahcen Tazi", "الحسن"),
        ("El Houcine", "Lhoussine"),
    ],
)
def test_an_index_finds_each_word_of_a_name(name: str, asked: str) -> None:
    assert keys(name) & keys(asked)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("moh", "محمد"),
        ("محم", "Mohamed"),
        ("aïc", "عائشة"),
        ("aïch", "عائشة"),
        ("k", "Khadija"),
        ("خد", "Khadija"),
        ("el idr", "الإدريسي"),
    ],
)
def test_a_word_is_found_while_it_is_still_being_typed(typed: str, name: str) -> None:
    starts = beginnings(typed)

    assert any(key.startswith(start) for key in keys(name) for start in starts)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, one) in (0.0, 1.0)
    assert likeness(one, other) == pytest.approx(likeness(other, one))


@given(st.sampled_from([each for pair in SAME for each in pair]))
def test_nothing_is_told_by_case_vowel_signs_or_stretching(name: str) -> None:
    stretched = "".join(
        f"{each}\u0640\u064f" if each in "محدس" else each for each in name
    )

    assert fold(stretched.upper()) == fold(name)


@pytest.mark.parametrize("direction", [list, turned], ids=["latin", "arabic"])
def test_names_of_people_and_towns_find_themselves_in_the_other_script(
    direction: type[list[tuple[str, str]]],
) -> None:
    known = direction(pairs(OURS))

    found = shares(known[::3], known)

    assert found.first >= 0.95
    assert found.among_five >= 0.99
    assert found.false_alarms <= 0.005


@pytest.mark.parametrize("direction", [list, turned], ids=["latin", "arabic"])
def test_communes_find_themselves_in_the_other_script(
    direction: type[list[tuple[str, str]]],
) -> None:
    """One in ten here, all of them in tests/bench."""
    if not COMMUNES.exists():
        pytest.skip("the list of communes is not beside this checkout")
    known = direction(pairs(COMMUNES))

    found = shares(known[::10], known)

    assert found.first >= 0.95
    assert found.among_five >= 0.98
    assert found.false_alarms <= 0.005


def test_names_are_forgotten_at_the_lock() -> None:
    likeness("Salma Benali", "سلمى بنعلي")

    names.forget()

    for cached in (names._words, names._alike, names._skeleton):
        assert cached.cache_info().currsize == 0
