"""Stage budget: with what money, on whom and what it may be spent, and what things cost."""
