"""One byte sequence per JSON value, so that a digest names the value and nothing else.

The form is that of RFC 8785 (JSON Canonicalization Scheme): UTF-8, no blanks, keys sorted by UTF-16 code units,
numbers as ECMAScript prints them (1.0 and 1 are the same number and give the same bytes). One widening: whole
numbers beyond 2**53 keep all their digits, because Python and PostgreSQL do not lose them.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

Json = None | bool | int | float | str | list["Json"] | tuple["Json", ...] | Mapping[str, "Json"]


def canonical(value: Json) -> bytes:
    """The canonical bytes of a JSON value.

    Raises TypeError for anything that JSON does not know (see `plain`) and for keys that are not text; ValueError
    for NaN, infinity and text that is not Unicode.
    """
    try:
        return _text(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(f"text holds half a surrogate pair at position {error.start}") from None


def digest(value: Json) -> str:
    """SHA-256 of the canonical bytes, as 64 hexadecimal digits."""
    return digest_bytes(canonical(value))


def digest_bytes(content: bytes) -> str:
    """SHA-256 of bytes as they are, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def loads(content: bytes | str) -> object:
    """Read JSON strictly: no NaN, no infinity, no key twice in one object. Raises ValueError."""
    return json.loads(content, object_pairs_hook=_unique, parse_constant=_no_constant)


def plain(value: object) -> Json:
    """Turn everyday Python values into JSON ones, always the same way.

    Dates become ISO text; aware instants ISO text in UTC; decimals and UUIDs text; enums their value; dataclasses
    objects; sets sorted lists. Raises TypeError for what has no such form, ValueError for naive instants.
    """
    if value is None or (isinstance(value, bool | int | float | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone; got a naive datetime")
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return _plain_container(value)


def _plain_container(value: object) -> Json:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=_text)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _key(key: object) -> str:
    if isinstance(key, str):
        return str(key.value) if isinstance(key, Enum) else key
    raise TypeError(f"a key must be text, not {type(key).__name__}")


def _text(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=False)
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, list | tuple):
        return f"[{','.join(_text(item) for item in value)}]"
    if isinstance(value, Mapping):
        keys = sorted((_key(key) for key in value), key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_text(key)}:{_text(value[key])}" for key in keys) + "}"
    raise TypeError(f"{type(value).__name__} is no JSON value; turn it into one with plain()")


def _float(value: float) -> str:
    """The shortest digits that read back as the same number, laid out as ECMAScript does (RFC 8785, 3.2.2.3)."""
    if not math.isfinite(value):
        raise ValueError(f"JSON knows no {value}")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    exact = Decimal(float.__repr__(abs(value))).normalize()
    digits = "".join(map(str, exact.as_tuple().digits))
    point = exact.adjusted() + 1  # where the decimal point stands, counted from the first digit
    if 0 < point <= 21:
        body = digits.ljust(point, "0") if len(digits) <= point else f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        body = "0." + "0" * -point + digits
    else:
        mantissa = digits if len(digits) == 1 else f"{digits[0]}.{digits[1:]}"
        body = f"{mantissa}e{point - 1:+d}"
    return sign + body


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one JSON object")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(f"JSON knows no {name}")
