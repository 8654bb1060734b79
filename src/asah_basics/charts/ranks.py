"""Where somebody stands in a queue: selected, reserve, and the rest."""

from asah_basics.charts.canvas import Canvas
from asah_basics.charts.scale import Scale


def rank_strip(rank: int, total: int, quota: int, reserve_until: int) -> str:
    """A strip of all who qualified with the own place marked, as SVG text of 320 × 58; nobody else is shown.

    `quota` is the last place selected, `reserve_until` the last of the reserve (the quota when there is none). Raises
    ValueError when the places do not fit: 1 ≤ rank ≤ total, quota ≤ reserve_until.
    """
    if not 1 <= rank <= total or not 0 <= quota <= reserve_until:
        raise ValueError(f"rank {rank} of {total} with quota {quota} and reserve until {reserve_until} do not fit")
    last_reserve = min(reserve_until, total)
    last_selected = min(quota, total)
    canvas = Canvas(320, 58)
    scale = Scale(0, total, 0, 320)
    canvas.rect("f1", 0, 20, scale(last_selected), 14)
    canvas.rect("fb", scale(last_selected), 20, scale(last_reserve) - scale(last_selected), 14)
    canvas.rect("fm", scale(last_reserve), 20, 320 - scale(last_reserve), 14)
    place = scale(rank - 0.5)
    canvas.line("target", place, 14, place, 40)
    align = "mid" if 40 < place < 280 else "end" if place > 40 else ""
    canvas.text(place, 11, f"Anda, {rank}", f"strong {align}".strip())
    canvas.text(0, 52, f"terpilih 1–{last_selected}", "tiny")
    if last_reserve > last_selected and total - last_reserve > total / 8:
        canvas.text(scale((last_selected + last_reserve) / 2), 52, "cadangan", "tiny mid")
    canvas.text(320, 52, str(total), "tiny end")
    reserve = f", cadangan {last_selected + 1} sampai {last_reserve}" if last_reserve > last_selected else ""
    alt = f"Urutan {rank} dari {total}; terpilih sampai {last_selected}{reserve}"
    return canvas.svg(alt).replace("narrow-chart", "rank-strip", 1)
