"""The small town of the desks' tests."""

from tests.desks.conftest import town

__all__ = ["town"]
