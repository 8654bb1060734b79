"""The employee's desk: own hours, own gaps, own decisions."""
