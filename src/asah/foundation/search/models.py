"""Entries of the global search."""

from django.db import models

from asah.foundation.access.tenancy import AgencyModel


class Entry(AgencyModel):
    """One thing that can be found. `words` is what is matched: lower case, without accents and titles.

    is_open: anybody of the agency may find it; otherwise the actor's reach must cover unit_path, or person is himself.
    """

    personal = frozenset({"title", "hint", "words", "person"})

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=240)
    hint = models.CharField(max_length=240, blank=True)
    words = models.TextField()
    link = models.CharField(max_length=200)
    is_open = models.BooleanField(default=False)
    unit_path = models.CharField(max_length=200, blank=True, db_collation="C")
    person = models.BigIntegerField(null=True)
    superior = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "key"], name="search_entry_once")]
