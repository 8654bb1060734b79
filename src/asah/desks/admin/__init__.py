"""The administrator's desk: Siapkan Asah, roles, health."""
