"""The open lottery (ux.md 4.3, pattern of RFC 3797): texts, the independent script, who of equal value is drawn."""

import hashlib
from collections.abc import Mapping, Sequence

RULE = (
    "Benih = SHA-256 dari kode peserta menurut abjad lalu angka penentu, satu baris masing-masing. "
    "Urutan = kode menurut SHA-256 dari benih|kode, dari yang terkecil. Sebanyak kuota pertama terpilih."
)
SCRIPT = """import hashlib, sys  # python3 periksa_undian.py daftar.txt ANGKA [ANGKA ...]
sha = lambda text: hashlib.sha256(text.encode("utf-8")).hexdigest()
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
rule, quota, codes, numbers = lines[0], int(lines[1]), sorted(lines[2:]), sys.argv[2:]
print("Kode SHA-256 daftar:", sha("\\n".join([rule, str(quota), *codes])))
seed = sha("\\n".join([*codes, *numbers]))
print("Benih:", seed)
order = sorted(codes, key=lambda code: sha(f"{seed}|{code}"))
for place, code in enumerate(order, start=1):
    is_selected = place <= quota
    word = "TERPILIH" if is_selected else "CADANGAN"
    print(place, code, word)
"""
SAME = 1e-3  # value points between two places of the order: far below any difference that was measured


def list_text(rule: str, quota: int, codes: Sequence[str]) -> str:
    """The published list: its SHA-256 is the commitment."""
    return "\n".join([rule, str(quota), *sorted(codes)])


def steps_of(seed: str, order: Sequence[str]) -> list[tuple[str, str]]:
    """(code, SHA-256 of seed|code) in the order drawn, as anybody recomputes it."""
    return [(code, hashlib.sha256(f"{seed}|{code}".encode()).hexdigest()) for code in order]


def drawn_values(values: Mapping[int, float], order: Sequence[int]) -> dict[int, float]:
    """Values of those of equal value after the draw: the same for all, but for the order."""
    level = max((values[person] for person in order if person in values), default=0.0)
    places = {person: place for place, person in enumerate(order)}
    return {person: round(level + SAME * (len(order) - places[person]), 6) for person in order if person in values}
