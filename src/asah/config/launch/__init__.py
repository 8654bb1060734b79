"""The way Asah starts: database server, roles, migrations, web server, job worker.

`./asah` prepares the environment and hands over to this package. It knows no Django: Django runs in child
processes, so that a start is quick and one process answers for all others.
"""
