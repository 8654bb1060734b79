"""The frame of every desk: header, places, task counts, drawer of jobs, and who is sitting here."""
