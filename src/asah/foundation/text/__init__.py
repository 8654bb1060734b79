"""Facts about Indonesian text that several stages need: NIP, JP, spreadsheets and CSV."""
