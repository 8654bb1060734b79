from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asah_basics import formats
from asah_basics.formats import FormatError


@pytest.mark.parametrize(
    ("value", "text"),
    [(4905, "4.905"), (0.9, "0,9"), (-0.5, "−0,5"), (1234567.891, "1.234.567,89"), (0, "0"), (-0.001, "0"), (2.0, "2")],
)
def test_numbers_are_written_the_indonesian_way(value: float, text: str) -> None:
    assert formats.number(value) == text


def test_decimals_can_be_fixed_and_halves_round_away_from_zero() -> None:
    assert formats.number(2, 1) == "2,0"
    assert formats.number(0.125, 2) == "0,13"
    assert formats.number(2.5, 0) == "3"
    assert formats.number(-2.5, 0) == "−3"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_finite_number_is_not_shown(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        formats.number(value)


def test_differences_carry_their_sign() -> None:
    assert [formats.signed(value) for value in (0.9, -0.9, 0)] == ["+0,9", "−0,9", "0"]


def test_percent_of_a_share() -> None:
    assert formats.percent(0.123) == "12,3%"
    assert formats.percent(0.38) == "38%"
    assert formats.percent(0.3, 1) == "30,0%"
    assert formats.percent(0.0001) == "<0,1%"
    assert formats.percent(0) == "0%"


def test_ranges_avoid_a_dash_before_a_minus() -> None:
    assert formats.interval(0.3, 1.5) == "0,3–1,5"
    assert formats.interval(-0.5, 0.3) == "−0,5 sampai 0,3"
    assert formats.interval(10, 20, suffix="%") == "10–20%"
    with pytest.raises(ValueError, match="above"):
        formats.interval(2, 1)


def test_file_sizes() -> None:
    assert [formats.file_size(size) for size in (900, 84_200, 1_800_000)] == ["900 byte", "84 KB", "1,8 MB"]
    assert formats.file_size(999_600) == "1 MB"


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_read_back(value: int) -> None:
    assert formats.parse_number(formats.number(value)) == value


@given(st.decimals(-(10**9), 10**9, places=2))
def test_numbers_with_decimals_read_back(value: Decimal) -> None:
    assert formats.parse_number(formats.number(value, 2)) == value


@pytest.mark.parametrize(
    ("typed", "value"), [("4 905", "4905"), ("4\u00a0905", "4905"), ("-1,5", "-1.5"), ("+3", "3"), ("0,125", "0.125")]
)
def test_numbers_as_typed(typed: str, value: str) -> None:
    assert formats.parse_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("1.85", "dapat dibaca dua cara. Pakai koma untuk pecahan (1,85)"),
        ("1,850", "dapat dibaca dua cara. Tulis 1.850 untuk ribuan"),
        ("1.85.000", "bukan angka"),
        ("dua", "bukan angka"),
        ("", "Kuota belum terisi."),
    ],
)
def test_doubtful_numbers_are_refused_with_a_sentence(typed: str, part: str) -> None:
    with pytest.raises(FormatError) as refusal:
        formats.parse_number(typed, what="Kuota")
    assert part in str(refusal.value)
    assert str(refusal.value).startswith("Kuota")


def test_percentages_as_typed() -> None:
    assert formats.parse_percent("12,3%") == Decimal("0.123")
    with pytest.raises(FormatError, match="antara 0 dan 100"):
        formats.parse_percent("140")


@pytest.mark.parametrize(
    ("amount", "full", "short"),
    [
        (1_850_000_000, "Rp1.850.000.000", "Rp1,85 miliar"),
        (185_000_000, "Rp185.000.000", "Rp185 juta"),
        (10_240_000, "Rp10.240.000", "Rp10,2 juta"),
        (42_000, "Rp42.000", "Rp42 ribu"),
        (950, "Rp950", "Rp950"),
        (0, "Rp0", "Rp0"),
        (999_999_999, "Rp999.999.999", "Rp1 miliar"),
        (999_600, "Rp999.600", "Rp1 juta"),
        (-290_000_000, "−Rp290.000.000", "−Rp290 juta"),
        (2_400_000_000_000, "Rp2.400.000.000.000", "Rp2,4 triliun"),
    ],
)
def test_money_in_full_and_in_short(amount: int, full: str, short: str) -> None:
    assert formats.rupiah(amount) == full
    assert formats.rupiah_short(amount) == short


@given(st.integers(0, 10**14))
def test_money_reads_back(amount: int) -> None:
    assert formats.parse_rupiah(formats.rupiah(amount)) == amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1850000000", 1_850_000_000),
        ("Rp 1.850.000", 1_850_000),
        ("rp1 850 000", 1_850_000),
        ("1,85 miliar", 1_850_000_000),
        ("1.85 miliar", 1_850_000_000),
        ("185 jt", 185_000_000),
        ("185juta", 185_000_000),
        ("42rb", 42_000),
        ("500.000,-", 500_000),
        ("Rp1.850.000,00", 1_850_000),
    ],
)
def test_money_as_typed(typed: str, amount: int) -> None:
    assert formats.parse_rupiah(typed) == amount


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("1,85 M", "“M” dapat berarti lain"),
        ("1.850 miliar", "Tulis 1,85 miliar atau 1850 miliar"),
        ("1.85", "dapat dibaca dua cara"),
        ("1.850,50", "tanpa sen"),
        ("-5", "tidak boleh kurang dari nol"),
        ("5 dolar", "satuan “dolar” tidak dikenal"),
        ("banyak", "bukan jumlah rupiah"),
        (" ", "Pagu belum terisi."),
    ],
)
def test_doubtful_money_is_refused_with_a_sentence(typed: str, part: str) -> None:
    with pytest.raises(FormatError) as refusal:
        formats.parse_rupiah(typed, what="Pagu")
    assert part in str(refusal.value)
