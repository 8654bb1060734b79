"""Small things every part of Asah agrees on: how values are written, hashed and drawn.

Three rooms, none of which knows the product, a framework or a database:

- `formats`: money, numbers, dates, clock times, names as Indonesian offices write them, and back;
- `canonical`: one byte sequence per JSON value, and its SHA-256 digest;
- `charts`: pictures as SVG text, each in a wide and a phone drawing, with its table.
"""
