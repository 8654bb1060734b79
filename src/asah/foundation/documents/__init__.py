"""Files by digest, numbered letters, and PDF from Typst templates."""
