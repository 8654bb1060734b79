"""The one door: every change of state is a use case, and every use case leaves one event."""
