"""Facts of questionnaires and handles of their jobs."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from asah.foundation.jobs.handles import Job


@dataclass(frozen=True)
class SurveyOpened:
    """People were invited. survey: its id."""

    survey: int


@dataclass(frozen=True)
class SurveyClosed:
    """No more answers come: levels and themes of the year are complete. survey: its id."""

    survey: int


@dataclass(frozen=True)
class LevelsChanged:
    """Many level answers came at once (paper forms, a sample town). survey: its id."""

    survey: int


@dataclass(frozen=True)
class SurveyArgs:
    """survey: id of the survey."""

    survey: int


EXPORT = Job("questionnaires.export", SurveyArgs, _("Menyiapkan berkas survei"))
THEMES = Job("questionnaires.themes", SurveyArgs, _("Mengelompokkan jawaban terbuka"))
