"""`python -m asah.config.launch COMMAND`, called by `./asah` inside the environment."""

import sys

from asah.config.launch.cli import main

sys.exit(main(sys.argv[1:]))
