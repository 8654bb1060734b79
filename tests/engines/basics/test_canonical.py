import json
import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asah_basics.canonical import canonical, digest, digest_bytes, loads, plain

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_the_bytes_are_json_and_read_back_as_the_same_value(value: Any) -> None:
    assert json.loads(canonical(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_finite_number_reads_back_as_the_same_double(value: float) -> None:
    assert float(json.loads(canonical(value))) == value


def test_the_order_in_which_keys_were_written_does_not_matter() -> None:
    assert canonical({"b": 1, "a": [1, 2]}) == canonical({"a": (1, 2), "b": 1}) == b'{"a":[1,2],"b":1}'


# Vectors of RFC 8785, appendix B, and its sorting example in 3.2.3.
@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (9007199254740992.0, "9007199254740992"),
        (295147905179352830000.0, "295147905179352830000"),
        (9.999999999999997e22, "9.999999999999997e+22"),
        (1e21, "1e+21"),
        (0.000001, "0.000001"),
        (1e-7, "1e-7"),
        (333333333.33333329, "333333333.3333333"),
        (1.0, "1"),
        (-0.5, "-0.5"),
        (100.0, "100"),
    ],
)
def test_numbers_as_ecmascript_prints_them(value: float, text: str) -> None:
    assert canonical(value).decode() == text


def test_keys_sort_by_utf16_units() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    ordered = list(json.loads(canonical(dict.fromkeys(keys, 0))))
    assert ordered == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_a_digest_is_the_sha256_of_the_bytes() -> None:
    assert digest({}) == digest_bytes(b"{}") == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize("value", [math.nan, math.inf, "\ud800"])
def test_what_json_cannot_say_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"JSON knows no|surrogate"):
        canonical(value)


@pytest.mark.parametrize("value", [{1: 2}, object(), {1, 2}, b"x"])
def test_what_is_not_json_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_reading_is_strict() -> None:
    assert loads(b'{"a":[1,2.5,null]}') == {"a": [1, 2.5, None]}
    for text in ('{"a":1,"a":2}', "NaN", "[Infinity]"):
        with pytest.raises(ValueError, match=r"twice|knows no"):
            loads(text)


class Colour(Enum):
    RED = "red"


@dataclass(frozen=True)
class Row:
    day: date
    cost: Decimal


def test_everyday_values_become_plain_ones() -> None:
    at = datetime(2027, 1, 12, 8, 0, tzinfo=timezone(timedelta(hours=9)))
    value = {"at": at, "row": Row(date(2027, 1, 2), Decimal("1.50")), "set": {3, 1}, "hue": Colour.RED}
    assert plain(value) == {
        "at": "2027-01-11T23:00:00Z",
        "row": {"day": "2027-01-02", "cost": "1.50"},
        "set": [1, 3],
        "hue": "red",
    }
    assert plain(UUID(int=1)) == "00000000-0000-0000-0000-000000000001"


def test_values_without_a_plain_form_are_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        plain(datetime.fromisoformat("2027-01-12T08:00"))
    with pytest.raises(TypeError):
        plain(object())
    with pytest.raises(TypeError, match="key"):
        plain({1: 2})
