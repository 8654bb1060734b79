"""When a survey takes answers, and when its figures are shown."""

from datetime import date, timedelta

REMINDS_AFTER = timedelta(days=2)
"""Least time between two reminders to the same person."""
WITHDRAWN_WITHIN = timedelta(minutes=5)
"""How long invitations can be taken back."""
CROWD = 10
"""People asked in an office under which an unnamed answer does not even keep the office's name."""


def why_not_now(state: str, opens_on: date, closes_on: date, on: date) -> str:
    """Why a survey takes no answers on a day; empty when it does."""
    if state == "draf" or on < opens_on:
        return f"Survei ini dibuka {opens_on:%d/%m/%Y}."
    if state == "ditutup" or on > closes_on:
        return f"Survei ini ditutup {closes_on:%d/%m/%Y}. Minta BKPSDM memperpanjangnya bila jawaban Anda belum masuk."
    return ""


def date_faults(opens_on: date, closes_on: date, today: date) -> str:
    """Why a survey cannot run from one day to another; empty when it can."""
    if closes_on < opens_on:
        return "Hari tutup lebih awal daripada hari buka."
    if closes_on < today:
        return "Hari tutup sudah lewat. Pilih hari mulai hari ini."
    if (closes_on - opens_on).days > 366:
        return "Survei paling lama setahun. Pilih hari tutup yang lebih dekat."
    return ""
