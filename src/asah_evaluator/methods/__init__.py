"""Methods of estimation, one file per method; each docstring cites the paper it follows."""
