"""How a signature is introduced on a letter."""

_PREFIX = {"definitif": "", "plt": "Plt. ", "plh": "Plh. "}


def signature_lines(kind: str, post: str, *, on_behalf_of: str = "") -> tuple[str, ...]:
    """The lines above a name: the post of a definitive, acting (Plt.) or daily (Plh.) official, or a.n. and the signer.

    kind: definitif, plt, plh or an; on_behalf_of: whose authority an a.n. signature uses ("Wali Kota Sorong").
    Raises ValueError for another kind, or an a.n. without a principal.
    """
    if kind == "an":
        if not on_behalf_of:
            raise ValueError("a.n. needs the post on whose behalf it is signed")
        return (f"a.n. {on_behalf_of}", f"{post},")
    if kind not in _PREFIX:
        raise ValueError(f"kind must be one of {', '.join([*_PREFIX, 'an'])}")
    return (f"{_PREFIX[kind]}{post},",)
