"""Standard errors, intervals and tests that hold with few units."""
