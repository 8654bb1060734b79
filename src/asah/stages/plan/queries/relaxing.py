"""The page of a plan whose hard wishes cannot hold together."""

from asah.stages.plan.queries.scenarios import ScenarioPage
from asah.stages.plan.rules.relaxing import Relaxation, Shortage, conflict_words, relaxations


def shortage_of(page: ScenarioPage) -> Shortage | None:
    """What a hard minimum lacks in the newest result; None when nothing is wanting."""
    found = page.run.figures.get("shortage") if page.run else None
    return Shortage(**found) if found else None


def relaxations_of(page: ScenarioPage) -> list[Relaxation]:
    """The buttons; empty when every wish holds, or the settings have changed since."""
    shortage = shortage_of(page)
    if shortage is None or page.run is None or page.is_stale:
        return []
    return relaxations(page.run.settings, shortage)


def conflict_of(page: ScenarioPage) -> str:
    """The conflict in words, empty when there is none."""
    shortage = shortage_of(page)
    return conflict_words(page.run.settings, shortage) if shortage and page.run else ""
