"""Competencies: dictionaries, standards per post, assessments, and the gaps between them."""
