"""The story of towns over a year, told as use-case calls by a fixed cast. People are invented; places are real."""
