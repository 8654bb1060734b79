"""The one exception of the launcher."""


class Refusal(Exception):
    """Asah cannot go on; the text is Indonesian and says what to do next."""
