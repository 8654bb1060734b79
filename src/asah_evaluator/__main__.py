"""``python -m asah_evaluator``."""

import sys

from asah_evaluator.cli import main

sys.exit(main())
