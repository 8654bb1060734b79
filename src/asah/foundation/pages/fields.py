"""Fields that read what people type and show it back the Indonesian way."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah_basics import formats
from asah_basics.formats import FormatError

KIND_ATTRIBUTE = "asah_kind"


class _ReadField(forms.Field):
    """A text box whose content is read by one of the parsers of `asah_basics.formats`."""

    box: dict[str, str] = {}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", **self.box}))
        super().__init__(**kwargs)

    def read(self, text: str, label: str) -> Any:
        """Turn text into a value; raises FormatError with a sentence that begins with the label."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """Write a value as the box shows it."""
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        """The value, None for an empty box. A value of the right kind (an initial one) passes through."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if not isinstance(value, str):
            return value
        try:
            return self.read(value, str(self.label or _("Isian")))
        except FormatError as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal

    def prepare_value(self, value: Any) -> Any:
        """What stands in the box: what was typed stays, what was stored is written properly."""
        return value if value is None or isinstance(value, str) else self.show(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare values, not spellings: `Rp1.000` is no change from 1000."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class RupiahField(_ReadField):
    """Whole rupiah: types plain digits, dots, spaces or "1,85 miliar"; shows `Rp1.850.000.000`. Cleans to int."""

    box = {"inputmode": "decimal", "data-rupiah": ""}

    def __init__(self, *, max_value: int | None = None, min_value: int = 0, **kwargs: Any) -> None:
        self.max_value, self.min_value = max_value, min_value
        super().__init__(**kwargs)

    def read(self, text: str, label: str) -> int:
        """Whole rupiah."""
        return formats.parse_rupiah(text, what=label)

    def show(self, value: Any) -> str:
        """`Rp1.850.000.000`."""
        return formats.rupiah(value)

    def validate(self, value: Any) -> None:
        """Check the limits, in rupiah."""
        super().validate(value)
        if value is None:
            return
        if self.max_value is not None and value > self.max_value:
            words = {"label": self.label, "value": formats.rupiah(value), "limit": formats.rupiah(self.max_value)}
            raise ValidationError(_("%(label)s %(value)s melebihi batas %(limit)s.") % words, code="max_value")
        if value < self.min_value:
            words = {"label": self.label, "limit": formats.rupiah(self.min_value)}
            raise ValidationError(_("%(label)s paling kecil %(limit)s.") % words, code="min_value")


class AngkaField(_ReadField):
    """A number with comma and dots. With `decimals=0` (the default) it cleans to int, else to Decimal."""

    box = {"inputmode": "decimal"}

    def __init__(
        self,
        *,
        decimals: int = 0,
        min_value: Decimal | int | None = None,
        max_value: Decimal | int | None = None,
        suffix: str = "",
        **kwargs: Any,
    ) -> None:
        self.decimals, self.min_value, self.max_value, self.suffix = decimals, min_value, max_value, suffix
        super().__init__(**kwargs)

    def read(self, text: str, label: str) -> int | Decimal:
        """The number, refused when it has more decimals than asked for."""
        value = formats.parse_number(text, what=label)
        if value != round(value, self.decimals):
            kind = (
                _("tanpa koma") if self.decimals == 0 else _("paling banyak %s angka di belakang koma") % self.decimals
            )
            raise FormatError(_("%(label)s ditulis %(kind)s.") % {"label": label, "kind": kind})
        return int(value) if self.decimals == 0 else value

    def show(self, value: Any) -> str:
        """`4.905`, `0,9`."""
        return formats.number(value, at_most=self.decimals)

    def validate(self, value: Any) -> None:
        """Check the limits."""
        super().validate(value)
        if value is None:
            return
        low, high = self.min_value, self.max_value
        if (low is not None and value < low) or (high is not None and value > high):
            raise ValidationError(self._limits(low, high), code="limits")

    def _limits(self, low: Decimal | int | None, high: Decimal | int | None) -> str:
        if low is not None and high is not None:
            words = {"label": self.label, "low": formats.number(low), "high": formats.number(high)}
            return _("%(label)s antara %(low)s dan %(high)s.") % words
        if low is not None:
            return _("%(label)s paling kecil %(low)s.") % {"label": self.label, "low": formats.number(low)}
        return _("%(label)s paling besar %(high)s.") % {"label": self.label, "high": formats.number(high or 0)}


class PersenField(_ReadField):
    """Per cent as typed, "12,3" or "12,3%"; cleans to a share of one (Decimal)."""

    box = {"inputmode": "decimal"}
    suffix = "%"

    def read(self, text: str, label: str) -> Decimal:
        """The share."""
        return formats.parse_percent(text, what=label)

    def show(self, value: Any) -> str:
        """The number without its sign, which stands outside the box."""
        return formats.percent(value, None).removesuffix("%")


class TanggalField(_ReadField):
    """A date as `23/11/2026`, also in words; cleans to date. Days that do not exist are refused by name."""

    box = {"inputmode": "numeric", "placeholder": "23/11/2026", "maxlength": "30"}

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        kwargs.setdefault("help_text", gettext_lazy("Hari/bulan/tahun, misalnya 23/11/2026"))
        super().__init__(**kwargs)

    def read(self, text: str, label: str) -> date:
        """The day."""
        return formats.parse_date(text, what=label)

    def show(self, value: Any) -> str:
        """`23/11/2026`."""
        return formats.date_input(value)

    def validate(self, value: Any) -> None:
        """Check that the day lies within the limits."""
        super().validate(value)
        if value is None:
            return
        if self.earliest and value < self.earliest:
            words = {"label": self.label, "day": formats.date_long(self.earliest)}
            raise ValidationError(_("%(label)s paling awal %(day)s.") % words, code="too_early")
        if self.latest and value > self.latest:
            words = {"label": self.label, "day": formats.date_long(self.latest)}
            raise ValidationError(_("%(label)s paling akhir %(day)s.") % words, code="too_late")


class NIPField(_ReadField):
    """An employee number of 18 digits, blanks allowed; cleans to the bare digits. `check` may refuse more."""

    box = {"inputmode": "numeric", "maxlength": "24"}

    def __init__(self, *, check: Callable[[str], None] | None = None, **kwargs: Any) -> None:
        self.check = check
        kwargs.setdefault("help_text", gettext_lazy("18 angka, boleh dengan spasi"))
        super().__init__(**kwargs)

    def read(self, text: str, label: str) -> str:
        """The digits."""
        digits = formats.nip_digits(text)
        if not digits.isascii() or not digits.isdigit():
            raise FormatError(_("%(label)s hanya berisi angka. Hapus huruf dan tanda lain.") % {"label": label})
        if len(digits) != 18:
            words = {"label": label, "count": len(digits)}
            raise FormatError(_("%(label)s terdiri dari 18 angka. Anda mengetik %(count)s.") % words)
        if self.check is not None:
            self.check(digits)
        return digits

    def show(self, value: Any) -> str:
        """`19850412 201001 1 907`."""
        return formats.nip(str(value))

    def prepare_value(self, value: Any) -> Any:
        """A stored number is grouped; one that cannot be grouped stays as it was typed."""
        return value if value is None else self.show(value)


class PilihField(forms.ChoiceField):
    """One of a few, as full-width rows (radio). For 15 and more take `PilihCariField`."""

    widget = forms.RadioSelect


class PilihBanyakField(forms.MultipleChoiceField):
    """Any of a few, as full-width rows (check boxes)."""

    widget = forms.CheckboxSelectMultiple


class PilihCariField(forms.ChoiceField):
    """One of many: a list that can be searched; without script an ordinary select."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Select(attrs={"data-search": ""}))
        super().__init__(**kwargs)


class SkalaField(forms.TypedChoiceField):
    """A scale of words from worst to best, stored as 1, 2, 3 …; cleans to int."""

    asah_kind = "scale"

    def __init__(self, *, words: Sequence[str], **kwargs: Any) -> None:
        choices = [(str(level), word) for level, word in enumerate(words, start=1)]
        super().__init__(choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect, **kwargs)


class UnggahField(forms.FileField):
    """A file of known kinds and a greatest size; refusals name both. Deep checks belong to whoever reads the file."""

    own_messages = ("max_length",)

    def __init__(self, *, extensions: Iterable[str], max_bytes: int = 20_000_000, **kwargs: Any) -> None:
        self.extensions, self.max_bytes = tuple(extensions), max_bytes
        accept = ",".join(f".{extension}" for extension in self.extensions)
        attrs = {"accept": accept, "data-max-bytes": str(max_bytes)}
        kwargs.setdefault("widget", forms.FileInput(attrs=attrs))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The uploaded file, refused in words when too large or of another kind."""
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            self._check(file)
        return file

    def _check(self, file: "UploadedFile[Any]") -> None:
        name, size = str(file.name), int(file.size or 0)
        if size > self.max_bytes:
            words = {"name": name, "size": formats.file_size(size), "limit": formats.file_size(self.max_bytes)}
            raise ValidationError(_("Berkas %(name)s %(size)s; paling besar %(limit)s.") % words, code="too_large")
        if name.rpartition(".")[2].lower() not in self.extensions:
            kinds = formats.join_or([extension.upper() for extension in self.extensions])
            words = {"name": name, "kinds": kinds}
            raise ValidationError(_("Berkas %(name)s bukan %(kinds)s.") % words, code="extension")
