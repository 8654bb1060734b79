"""The one error of this package."""


class FormatError(ValueError):
    """Text that cannot be read as what it should be; `str()` is an Indonesian sentence for the person who typed it."""
