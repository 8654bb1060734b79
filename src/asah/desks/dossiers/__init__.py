"""Dossiers: everything known about one person or unit, from every stage, within the reader's reach."""
