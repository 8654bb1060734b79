"""Records: what everybody has completed, and the lesson hours (JP) it is worth."""
