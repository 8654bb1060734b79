"""News for people: bell, e-mail, prepared WhatsApp text; quiet hours, one digest a day, "jangan ingatkan lagi"."""
