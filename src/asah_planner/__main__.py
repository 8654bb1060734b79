"""`python -m asah_planner`."""

from asah_planner.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
