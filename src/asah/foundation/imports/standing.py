"""What stands between a batch and its application."""

from asah.foundation.imports.models import ImportBatch
from asah.foundation.imports.subjects import ImportRefused


def refuse_unready(row: ImportBatch) -> None:
    """Raise ImportRefused with the first thing that stands between a batch and its application."""
    counts = row.counts
    if row.state != "checked" or row.checked_number != row.check_number:
        raise ImportRefused("Ada perbaikan yang belum diperiksa. Tekan Periksa ulang dan lanjut.")
    if counts.get("problems"):
        raise ImportRefused(f"{counts['problems']} baris perlu diperbaiki atau dilewati lebih dahulu.")
    if row.volume and not row.volume_accepted:
        raise ImportRefused("Perubahannya tidak biasa. Nyatakan dahulu bahwa kolomnya sudah benar.")
    if not things_to_apply(row):
        raise ImportRefused("Tidak ada yang perlu diterapkan.")


def things_to_apply(row: ImportBatch) -> int:
    """How many live rows the batch would touch."""
    counts = row.counts
    missing = counts.get("missing", 0) if row.missing_choice != "leave" else 0
    return int(counts.get("new", 0)) + int(counts.get("changed", 0)) + int(missing)
