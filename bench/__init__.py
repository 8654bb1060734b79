"""Benchmarks, each beside what a user would pick instead, in one run. `./asah bench NAME [--quick]`."""
