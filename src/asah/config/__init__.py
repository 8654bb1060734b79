"""Wiring: settings, urls, wsgi, launch. Nothing else."""
