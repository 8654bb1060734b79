"""Baselines: what a test found last time, committed beside it; `python -m tools.baselines` renews them."""

import os


def is_renewing() -> bool:
    """Whether the tests write what they find instead of only comparing it."""
    return os.environ.get("ASAH_RENEW_BASELINES") == "1"
