"""This government: its years, calendar, letterheads, signing officials and the rules in force."""
