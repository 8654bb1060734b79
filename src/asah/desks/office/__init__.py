"""The planner's desk: where the year stands and what to do next."""
