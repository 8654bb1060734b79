"""What a check finds: problems that keep a row out, and warnings that do not."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Suggestion:
    """A value offered as a button. value: what stands in the cell when it is pressed; why: a short lead-in."""

    value: str
    why: str = "Maksudnya"


class Problem(ValueError):
    """Raised by cleaners and row rules: the row stays out until it is repaired or skipped.

    message: what is wrong and what to do, in Indonesian, without the row number;
    suggestions: values that would be right.
    """

    def __init__(self, message: str, *suggestions: Suggestion | str) -> None:
        super().__init__(message)
        self.message = message
        self.suggestions = tuple(Suggestion(one) if isinstance(one, str) else one for one in suggestions)


@dataclass(frozen=True)
class Tidied:
    """Returned by a cleaner instead of a bare value: the row goes in, the message is shown as a warning.

    group: the same for all warnings that the summary counts as one line ("8 nama memuat gelar").
    """

    value: Any
    message: str
    group: str


@dataclass(frozen=True)
class Finding:
    """One thing found at one cell (field "" for the whole row)."""

    field: str
    message: str
    is_problem: bool = True
    given: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    group: str = ""

    def as_json(self) -> dict[str, Any]:
        """For the table of rows."""
        return {
            "field": self.field,
            "message": self.message,
            "is_problem": self.is_problem,
            "given": self.given,
            "group": self.group,
            "suggestions": [[one.value, one.why] for one in self.suggestions],
        }


class FileFault(ValueError):
    """The file as a whole cannot be imported (a NIP column kept as numbers). Nothing of it goes in."""
