"""Stage plan: with this money, what and who, why, and who answers for it."""
