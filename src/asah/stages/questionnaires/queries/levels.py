"""What later stages ask: levels by survey as evidence, response of the year, themes of open answers."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Avg, Count, Q

from asah.stages.questionnaires.models import About, Answer, Invitation, OpenTheme
from asah.stages.questionnaires.rules import evidence_of


@dataclass(frozen=True)
class SurveyLevel:
    """What a year's surveys say about one person and competency (ids).

    own, superior: level 1-5 named by himself and by his superior, None when not asked or not known;
    level: both together with the follow-up, 0-5; standard_error: of it, in levels; answers: how many it stands on.
    """

    person: int
    competency: int
    own: float | None
    superior: float | None
    level: float
    standard_error: float
    answers: int


@dataclass(frozen=True)
class OfficeResponse:
    """Response of an office (id of the unit) to the surveys of a year about "diri" or "tim"."""

    unit: int
    about: str
    invited: int
    started: int
    finished: int


@dataclass(frozen=True)
class ThemeRow:
    """A theme of an open question. share: of all answers with words; quotes: masked."""

    survey: int
    question: str
    words: tuple[str, ...]
    count: int
    share: float
    quotes: tuple[str, ...]
    of_answers: int


def survey_levels(year: int, persons: Collection[int] | None = None) -> Iterator[SurveyLevel]:
    """Every person and competency about which the surveys of a year say something, in the order of people.

    For engines of later stages, which act for the agency; one query. Two devices that disagree count by their mean
    until the person chooses.
    """
    own, team = Q(invitation__survey__about=About.SELF), Q(invitation__survey__about=About.TEAM)
    rows = Answer.objects.filter(
        invitation__survey__year=year, competency__isnull=False, state=Answer.State.GIVEN, is_overruled=False
    )
    if persons is not None:
        rows = rows.filter(about__in=list(persons))
    grouped = (
        rows.order_by("about_id", "competency_id")
        .values("about_id", "competency_id")
        .annotate(
            own=Avg("level", filter=own), said=Avg("offset", filter=own), asked=Avg("required", filter=own),
            superior=Avg("level", filter=team),
        )
        .values_list("about_id", "competency_id", "own", "said", "asked", "superior")
    )  # fmt: skip
    for person, competency, *values in grouped.iterator(chunk_size=10_000):
        mine, offset, asked, superior = (None if one is None else float(one) for one in values)
        found = evidence_of(mine, offset, superior, asked)
        if found is not None:
            yield SurveyLevel(person, competency, mine, superior, found.level, found.standard_error, found.answers)


def response_rates(year: int) -> list[OfficeResponse]:
    """Response of every office to the year's opened surveys; one query."""
    rows = (
        Invitation.objects.filter(survey__year=year)
        .values("opd_id", "survey__about")
        .annotate(
            invited=Count("id"),
            started=Count("id", filter=Q(started_at__isnull=False)),
            finished=Count("id", filter=Q(finished_at__isnull=False)),
        )
        .order_by("opd_id", "survey__about")
        .values_list("opd_id", "survey__about", "invited", "started", "finished")
    )
    return [OfficeResponse(*row) for row in rows]


def open_themes(year: int) -> list[ThemeRow]:
    """Themes of open answers of the year's closed surveys, the largest first."""
    rows = OpenTheme.objects.filter(survey__year=year).order_by("survey_id", "question", "place")
    return [theme_row(row) for row in rows]


def theme_row(row: OpenTheme) -> ThemeRow:
    """A table row, frozen."""
    return ThemeRow(
        row.survey_id, row.question, tuple(row.words), row.count, row.share, tuple(row.quotes), row.of_answers
    )


@dataclass(frozen=True)
class View:
    """The two views of one competency; exists only where both have finished."""

    competency: int
    own: float
    superior: float


def views_of(person: int, year: int) -> list[View]:
    """The two views of one person; see `views_of_people`."""
    return views_of_people([person], year).get(person, [])


def views_of_people(people: Collection[int], year: int) -> dict[int, list[View]]:
    """Where both somebody and his superior named a level and both finished: neither sees it before. One query."""
    finished = Q(invitation__finished_at__isnull=False)
    own, team = Q(invitation__survey__about=About.SELF), Q(invitation__survey__about=About.TEAM)
    rows = (
        Answer.objects.filter(finished, about__in=list(people), invitation__survey__year=year, is_overruled=False)
        .filter(level__isnull=False)
        .values("about_id", "competency_id")
        .annotate(own=Avg("level", filter=own), superior=Avg("level", filter=team))
        .exclude(Q(own=None) | Q(superior=None))
        .order_by("about_id", "competency_id")
        .values_list("about_id", "competency_id", "own", "superior")
    )
    found: dict[int, list[View]] = {}
    for person, key, mine, boss in rows:
        found.setdefault(person, []).append(View(key, float(mine), float(boss)))
    return found
