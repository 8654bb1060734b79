"""Asah: the product. Stages of the annual cycle over a common foundation; desks are what people sit at."""
