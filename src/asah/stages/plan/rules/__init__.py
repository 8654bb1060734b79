"""Definitions of the stage plan: settings, reasons, sharing of hours, words. Plain Python, no database, no clock."""
