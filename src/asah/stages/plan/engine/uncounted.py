"""What the frozen problem did not look at, read off the problem itself and not off a list of good intentions."""

from asah_planner.problem import Problem


def not_counted(problem: Problem) -> list[str]:
    """Keys of rules.words.NOT_COUNTED_WORDS: facts about people that enter neither value, price nor rule.

    Closeness, place of birth and religion have no field in a problem at all. The others are named when the field is
    empty, or the same for everybody, or belongs to no rule that is switched on.
    """
    people = problem.people
    fairness = problem.fairness
    by_district = bool(fairness.floors or fairness.leximin or fairness.alpha)
    weighted = any(person.weight != 1.0 for person in people)
    used = {
        "jenis_kelamin": any(person.sex for person in people),
        "usia": False,  # a problem holds the last month in service, never an age
        "golongan": any(step.group.startswith("golongan") for step in problem.steps),
        "distrik": by_district or weighted,
        "lama_menunggu": problem.waiting_rate > 0 and any(person.waiting_years for person in people),
    }
    return ["kedekatan", "asal_daerah", *(key for key, is_used in used.items() if not is_used)]
