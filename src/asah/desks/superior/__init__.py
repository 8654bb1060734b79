"""The superior's desk: his team."""
