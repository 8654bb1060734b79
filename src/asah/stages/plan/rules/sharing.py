"""How equally hours are shared, and which groups are too small to be shown."""

from collections.abc import Sequence

SMALLEST_GROUP = 5  # fewer people are not shown inside the agency (ux rule: n < 5 hidden with reason)


def share_of_lower_half(hours: Sequence[float]) -> float:
    """Share of all hours held by the half of the people with the fewest; an odd one in the middle counts half.

    Nobody with an hour, or nobody at all, counts as equal: 0.5.
    """
    total = float(sum(hours))
    if total <= 0:
        return 0.5
    ordered = sorted(hours)
    half, odd = divmod(len(ordered), 2)
    return (float(sum(ordered[:half])) + (ordered[half] / 2 if odd else 0.0)) / total
