"""When somebody may be disturbed, and what a message outside may hold."""

from datetime import datetime, time
from urllib.parse import quote
from zoneinfo import ZoneInfo

QUIET_FROM = time(20, 0)
QUIET_UNTIL = time(6, 0)


def is_quiet(now: datetime, zone: str) -> bool:
    """Quiet hours 20.00-06.00 local time (ux.md 2.10)."""
    local = now.astimezone(ZoneInfo(zone)).time()
    return local >= QUIET_FROM or local < QUIET_UNTIL


def message_text(first_name: str, event: str, link: str) -> str:
    """A WhatsApp text: first name, event and link only, nothing that says more about the person."""
    return f"Halo {first_name}, {event} {link}"


def message_link(phone: str, text: str) -> str:
    """A wa.me link that an officer can press; works without any gateway."""
    digits = "".join(c for c in phone if c.isdigit())
    if digits.startswith("0"):
        digits = "62" + digits[1:]
    return f"https://wa.me/{digits}?text={quote(text)}"
