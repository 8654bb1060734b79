import pytest
from hypothesis import given
from hypothesis import strategies as st

from asah_basics import formats

VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def test_lists() -> None:
    assert [formats.join_and(list("ABC")[:n]) for n in range(4)] == ["", "A", "A dan B", "A, B, dan C"]
    assert formats.join_or(["A", "B", "C"]) == "A, B, atau C"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (19, "sembilan belas"),
        (100, "seratus"),
        (121, "seratus dua puluh satu"),
        (1000, "seribu"),
        (1850, "seribu delapan ratus lima puluh"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (1_000_000, "satu juta"),
        (-7, "minus tujuh"),
        (2_000_001, "dua juta satu"),
    ],
)
def test_numbers_spelled_out(value: int, text: str) -> None:
    assert formats.spell(value) == text


def test_money_spelled_out() -> None:
    assert formats.spell_rupiah(1_850_000_000) == "satu miliar delapan ratus lima puluh juta rupiah"


def test_numbers_too_large_to_spell_are_refused() -> None:
    with pytest.raises(ValueError, match="10\\*\\*15"):
        formats.spell(10**15)


@given(st.integers(1, 3999))
def test_roman_numerals_add_up_again(value: int) -> None:
    numeral = formats.roman(value)
    total = 0
    for letter, following in zip(numeral, [*numeral[1:], "I"], strict=True):
        total += -VALUES[letter] if VALUES[letter] < VALUES[following] else VALUES[letter]
    assert total == value


def test_known_roman_numerals() -> None:
    assert [formats.roman(value) for value in (4, 9, 14, 2027)] == ["IV", "IX", "XIV", "MMXXVII"]
    with pytest.raises(ValueError, match="3999"):
        formats.roman(0)


def test_nip_is_grouped_and_copied_bare() -> None:
    assert formats.nip("198504122010011907") == "19850412 201001 1 907"
    assert formats.nip("19850412 201001 1 907") == "19850412 201001 1 907"
    assert formats.nip_digits("19850412 201001 1 907") == "198504122010011907"
    assert formats.nip("12345") == "12345"


def test_names_with_and_without_titles() -> None:
    assert formats.person_name("Maria Wanggai", front="Dr.", back="S.Kom., M.AP.") == "Dr. Maria Wanggai, S.Kom., M.AP."
    assert formats.person_name(" Ruben Osok ") == "Ruben Osok"


def test_initials() -> None:
    assert [formats.initials(name) for name in ("Maria Wanggai", "Yohana", "I Made Adi Putra", "")] == [
        "MW",
        "Y",
        "IP",
        "",
    ]
