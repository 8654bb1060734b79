"""Names and employee numbers as offices write them."""

import re


def nip_digits(text: str) -> str:
    """Only the digits of a NIP as typed (spaces, dots and dashes dropped); this is what copying gives."""
    return re.sub(r"[\s\u00a0.\-]", "", text)


def nip(text: str) -> str:
    """`19850412 201001 1 907`: birth date, start month, sex, sequence. Anything but 18 digits is returned as it is.

    The grouping is that of Peraturan BKN 22/2007 (PNS); a PPPK number has the same 8-6-1-3 shape.
    """
    digits = nip_digits(text)
    if not re.fullmatch(r"\d{18}", digits):
        return text
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def person_name(name: str, *, front: str = "", back: str = "") -> str:
    """A name with its titles, for letters: `Dr. Maria Wanggai, S.Kom., M.AP.`; lists show the bare name."""
    full = f"{front.strip()} {name.strip()}".strip()
    return f"{full}, {back.strip().strip(',')}" if back.strip() else full


def initials(name: str) -> str:
    """At most two capital letters for the profile mark: first and last word of the bare name."""
    words = [word for word in re.split(r"[\s\-]+", name.strip()) if word and word[0].isalpha()]
    chosen = words[:1] + words[1:][-1:]
    return "".join(word[0].upper() for word in chosen)
