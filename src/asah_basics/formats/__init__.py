"""How Asah writes and reads values for people (Indonesian).

Nothing else in the project turns money, numbers, dates or names into text: everyone imports from here.
Writers take plain values and return text; readers (`parse_*`) return values or raise `FormatError`, whose
text is an Indonesian sentence fit to be shown beside the field.
"""

from asah_basics.formats.dates import (
    MONTHS,
    WEEKDAYS,
    date_input,
    date_long,
    date_range,
    date_table,
    date_weekday,
    days_left,
    month_year,
    parse_date,
    semester,
    triwulan,
)
from asah_basics.formats.errors import FormatError
from asah_basics.formats.money import parse_rupiah, rupiah, rupiah_short
from asah_basics.formats.numbers import (
    MINUS,
    file_size,
    interval,
    number,
    parse_number,
    parse_percent,
    percent,
    signed,
)
from asah_basics.formats.people import initials, nip, nip_digits, person_name
from asah_basics.formats.times import ZONES, clock, duration, local_date, moment, relative, zone_label
from asah_basics.formats.words import join_and, join_or, roman, spell, spell_rupiah

__all__ = [
    "MINUS",
    "MONTHS",
    "WEEKDAYS",
    "ZONES",
    "FormatError",
    "clock",
    "date_input",
    "date_long",
    "date_range",
    "date_table",
    "date_weekday",
    "days_left",
    "duration",
    "file_size",
    "initials",
    "interval",
    "join_and",
    "join_or",
    "local_date",
    "moment",
    "month_year",
    "nip",
    "nip_digits",
    "number",
    "parse_date",
    "parse_number",
    "parse_percent",
    "parse_rupiah",
    "percent",
    "person_name",
    "relative",
    "roman",
    "rupiah",
    "rupiah_short",
    "semester",
    "signed",
    "spell",
    "spell_rupiah",
    "triwulan",
    "zone_label",
]
