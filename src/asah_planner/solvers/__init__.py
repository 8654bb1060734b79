"""Solvers: compiled arrays, greedy, prices, repair, exact."""
