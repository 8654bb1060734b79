"""One table and one closing line, the same for every benchmark."""

from collections.abc import Sequence


def print_table(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under a header, columns as wide as their widest cell."""
    texts = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[i]) for row in texts) for i in range(len(header))]
    print(f"\n{title}")
    for place, row in enumerate(texts):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if place == 0:
            print("  ".join("-" * width for width in widths))


def closing(name: str, ours: str, rival: str, ratio: float) -> None:
    """The line that scripts read: `NAME: our figure, rival's figure, ratio`."""
    print(f"\n{name}: {ours}, {rival}, {ratio:.1f}x", flush=True)
