"""Facts of the stage catalogue."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CurriculumPublished:
    """A version of a programme was published."""

    programme: int
    number: int
