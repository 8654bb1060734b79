"""One table of entries over everything that can be found, kept by the services that own the things."""
