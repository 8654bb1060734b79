"""How equally hours are shared: Lorenz curve and Gini coefficient (Gini 1912), and groups too small to be shown."""

from collections.abc import Sequence

SMALLEST_GROUP = 5  # fewer people are not shown inside the agency (ux rule: n < 5 hidden with reason)


def gini(hours: Sequence[float]) -> float:
    """The Gini coefficient of non-negative hours: 0 all equal, towards 1 one person has everything.

    Nobody with an hour, or nobody at all, counts as equal: 0.
    """
    total, n = float(sum(hours)), len(hours)
    if total <= 0:
        return 0.0
    ranked = sum(place * value for place, value in enumerate(sorted(hours), 1))
    return 2.0 * ranked / (n * total) - (n + 1.0) / n


def lorenz(hours: Sequence[float], points: int = 20) -> list[tuple[float, float]]:
    """Points (share of people from the fewest hours, share of hours), from (0, 0) to (1, 1)."""
    total, ordered = float(sum(hours)), sorted(hours)
    if total <= 0:
        return [(k / points, k / points) for k in range(points + 1)]
    running, sums = 0.0, [0.0]
    for value in ordered:
        running += value
        sums.append(running)
    n = len(ordered)
    curve = []
    for k in range(points + 1):
        place = k * n / points
        low = int(place)
        rest = place - low
        value = sums[low] + (rest * ordered[low] if rest else 0.0)
        curve.append((k / points, value / total))
    return curve


def share_of_lower_half(hours: Sequence[float]) -> float:
    """Share of all hours held by the half with the fewest; half a person is counted half."""
    return lorenz(hours, 2)[1][1]
