"""Home pages: what each kind of person sees when he sits down. Desks ask many stages and own no table."""
