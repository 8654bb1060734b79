"""The frame of pictures made of labelled rows: label beside the row when wide, above it on phones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asah_basics.charts.canvas import NARROW, WIDE, Canvas, wrapped


@dataclass(frozen=True, slots=True)
class RowFrame:
    """Where rows stand: `left`..`right` is the room of marks, each row's centre comes from `place`."""

    width: float
    count: int
    label_width: float = 176
    value_width: float = 56
    top: float = 4
    bottom: float = 4

    @property
    def is_wide(self) -> bool:
        """Whether labels stand beside the rows."""
        return self.width == WIDE

    @property
    def step(self) -> float:
        """Height of one row."""
        return 32 if self.is_wide else 44

    @property
    def left(self) -> float:
        """Left end of the marks."""
        return self.label_width if self.is_wide else 0

    @property
    def right(self) -> float:
        """Right end of the marks, before the values."""
        return self.width - self.value_width

    @property
    def height(self) -> float:
        """Height of the whole picture."""
        return self.top + self.count * self.step + self.bottom

    def canvas(self) -> Canvas:
        """An empty sheet of the right size."""
        return Canvas(self.width, self.height)

    def centre(self, index: int) -> float:
        """Height of the marks of a row."""
        return self.top + index * self.step + (self.step / 2 if self.is_wide else 30)

    def place(self, canvas: Canvas, labels: Sequence[str], strong: Sequence[bool] = ()) -> Iterator[tuple[int, float]]:
        """Write the labels and yield (row, height of its marks)."""
        for index, label in enumerate(labels):
            classes = "strong" if index < len(strong) and strong[index] else ""
            if self.is_wide:
                canvas.label(0, self.centre(index), label, self.label_width - 12, classes)
            else:
                canvas.text(
                    0, self.top + index * self.step + 14, wrapped(label, NARROW, lines=1)[0], f"{classes} halo".strip()
                )
            yield index, self.centre(index)
