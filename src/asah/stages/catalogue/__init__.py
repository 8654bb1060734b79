"""Stage catalogue: what can be learned here, for whom, how, and at what cost."""
