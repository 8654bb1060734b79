"""The six steps of every import: upload, match columns, check, repair, review changes, apply."""
