"""Find things with typing mistakes, within the actor's reach."""

import re
import unicodedata
from dataclasses import dataclass

from django.db import connection

from asah.foundation.access.actor import Actor, extent
from asah.foundation.access.permissions import Permission


@dataclass(frozen=True)
class Hit:
    """One found thing; score of 1.5 and more contains the words as typed."""

    kind: str
    key: str
    title: str
    hint: str
    link: str
    score: float

    @property
    def is_guess(self) -> bool:
        """Found by likeness only: shown as "Maksud Anda"."""
        return self.score < 1.5


def fold(text: str) -> str:
    """What is compared: lower case, no accents, apostrophes or repeated blanks; long digit groups joined (NIP)."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    plain = re.sub(r"['’`ʼ]", "", plain)
    if sum(c.isdigit() for c in plain) >= 8 and not re.search(r"[a-z]", plain):
        return re.sub(r"\D", "", plain)
    return re.sub(r"[^\w]+", " ", plain).strip()


def find(actor: Actor, text: str, most: int = 30) -> list[Hit]:
    """Best hits first; at least two characters, otherwise nothing."""
    words = fold(text)
    if len(words) < 2:
        return []
    reach = extent(actor, Permission.SEARCH)
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from search_entries(%s, %s, %s::text[], %s, %s, %s)",
            [words, reach.everything, list(reach.unit_paths), actor.person, reach.team_of, most],
        )
        return [Hit(*row) for row in cursor.fetchall()]
