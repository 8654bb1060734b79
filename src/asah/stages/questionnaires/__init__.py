"""Questionnaires: instruments as data, surveys of a year, answers that arrive exactly once."""
