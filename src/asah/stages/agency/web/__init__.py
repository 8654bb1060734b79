"""Pages of the set-up, and the rules in force for everybody."""
