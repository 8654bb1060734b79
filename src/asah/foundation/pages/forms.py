"""Forms as Asah asks: label above, hint under it, the error between, and sentences that name the field.

`AsahForm` gives every field its own Indonesian refusals and its place on the page. Views answer with
`responses.render_form`, so that a form with errors comes back whole with status 422.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from asah.foundation.pages.fields import KIND_ATTRIBUTE


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the error summary: the sentence and the id of the box it speaks of."""

    text: str
    target: str


class AsahForm(forms.Form):
    """Base of all forms. `use_required_attribute` is off: the server checks, in words; nothing is starred."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            speak_of(field, str(field.label or name.replace("_", " ").capitalize()))


def speak_of(field: forms.Field, label: str) -> None:
    """Replace Django's general refusals of a field by sentences with its own label."""
    field.label = label
    is_choice = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    lower = label[:1].lower() + label[1:] if not label[:2].isupper() else label
    sentences = {
        "required": _required(field, label, is_choice),
        "invalid_choice": _("Pilihan %(label)s tidak ada di daftar."),
        "invalid_list": _("Pilihan %(label)s tidak ada di daftar."),
        "max_length": _("%(label)s terlalu panjang: paling banyak %(limit)s huruf."),
        "min_length": _("%(label)s terlalu pendek: paling sedikit %(limit)s huruf."),
        "max_value": _("%(label)s paling besar %(limit)s."),
        "min_value": _("%(label)s paling kecil %(limit)s."),
        "missing": _("Berkas %(lower)s belum dipilih."),
        "empty": _("Berkas %(lower)s kosong."),
    }
    # Django fills %(limit_value)s itself when the refusal is raised, so that mark is kept for it.
    words = {"label": label, "lower": lower, "limit": "%(limit_value)s"}
    field.error_messages |= {code: text % words for code, text in sentences.items() if code not in _own(field)}
    for validator in field.validators:
        code = getattr(validator, "code", "")
        if code in sentences and hasattr(validator, "message"):
            validator.message = sentences[code] % words


def _required(field: forms.Field, label: str, is_choice: bool) -> str:
    if label.endswith("?"):
        return _("Pilih satu jawaban.") if is_choice else _("Pertanyaan ini belum terjawab.")
    if isinstance(field, forms.FileField):
        return _("Berkas %(lower)s belum dipilih.")
    return _("Pilih %(lower)s.") if is_choice else _("%(label)s belum terisi.")


def _own(field: forms.Field) -> frozenset[str]:
    """Codes for which the field's own class or author already wrote a sentence."""
    return frozenset(getattr(field, "own_messages", ()))


def error_links(form: forms.BaseForm) -> list[ErrorLink]:
    """All errors of a form, those of the whole form first, each with the id of its box."""
    if not form.is_bound:
        return []
    links = [ErrorLink(str(text), "") for text in form.non_field_errors()]
    for bound in form:
        links += [ErrorLink(str(text), _target(bound)) for text in bound.errors]
    return links


def _target(bound: BoundField) -> str:
    if _kind(bound) in ("choices", "scale"):
        return f"{bound.auto_id}_0"
    return str(bound.id_for_label)


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return str(getattr(bound.field, KIND_ATTRIBUTE, "") or "choices")
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return str(getattr(bound.field, KIND_ATTRIBUTE, "") or "box")


def field_context(bound: BoundField, suffix: str = "") -> dict[str, Any]:
    """What the partial `field.html` needs: label, hint, errors, and the box with its attributes."""
    errors = [str(text) for text in bound.errors] if bound.form.is_bound else []
    identity = bound.auto_id or bound.html_name
    hint_id, error_id = f"{identity}-hint", f"{identity}-error"
    described = " ".join([*([hint_id] if bound.help_text else []), *([error_id] if errors else [])])
    kind = _kind(bound)
    attrs: dict[str, Any] = {} if kind in ("choices", "scale", "check") else {"class": _classes(bound)}
    if described:
        attrs["aria-describedby"] = described
    if errors:
        attrs["aria-invalid"] = "true"
    return {
        "bound": bound,
        "kind": kind,
        "label": bound.label,
        "hint": bound.help_text,
        "hint_id": hint_id,
        "errors": errors,
        "error_id": error_id,
        "described": described,
        "is_optional": not bound.field.required and kind != "check",
        "suffix": suffix or getattr(bound.field, "suffix", ""),
        "widget": bound.as_widget(attrs=attrs),
    }


def _classes(bound: BoundField) -> str:
    numeric = bound.field.widget.attrs.get("inputmode") in ("numeric", "decimal")
    return "input num" if numeric else "input"
