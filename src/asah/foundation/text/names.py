"""Names as offices write them: titles around the name, one word or many, capitals as the source has them."""

import re

from asah.foundation.text.cells import squeezed

# Titles that stand before a name. Religious and customary ones (H., Hj., R., Andi) belong to the name in SIASN too.
_FRONT = re.compile(
    r"^(?:(?:prof|dr|drs|dra|drg|drh|ir|apt|ns|bdn|ust|pdt|rd)\.?\s+|(?:prof|dr|drs|dra|drg|drh|ir|apt|ns|bdn|pdt)\.\s*)+",
    re.IGNORECASE,
)


def split_titles(text: str) -> tuple[str, str, str]:
    """Split `Dr. Contoh Nama, S.T., M.Si.` into ("Dr.", "Contoh Nama", "S.T., M.Si.").

    A name of one word stays whole; what follows the first comma is taken as titles. Nothing is recased.
    """
    whole, _, back = text.strip().partition(",")
    found = _FRONT.match(whole)
    # A mononym such as "Ir" is a name: never take the whole text as titles.
    front = found.group(0).strip() if found and found.end() < len(whole.strip()) else ""
    name = whole.strip()[len(found.group(0)) :].strip() if found and front else whole.strip()
    return front, name, back.strip().strip(",").strip()


def name_key(name: str) -> str:
    """The sort and search key of a name: without titles, accents, apostrophes and capitals."""
    return squeezed(split_titles(name)[1])
