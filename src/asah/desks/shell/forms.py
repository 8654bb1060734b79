"""Forms of the shell."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.utils.translation import gettext_lazy as _


class ActivationForm(forms.Form):
    """NIP, code from the sheet or message, and the new password twice."""

    nip = forms.CharField(label=_("NIP"), max_length=30, error_messages={"required": _("Tulis NIP Anda.")})
    code = forms.CharField(
        label=_("Kode aktivasi"),
        max_length=30,
        help_text=_("Dua belas huruf dan angka di lembar atau pesan, misalnya K7F3-9QMX-2TRA."),
        error_messages={"required": _("Tulis kode aktivasi.")},
    )
    password = forms.CharField(
        label=_("Kata sandi baru"),
        help_text=_("Paling sedikit 10 huruf atau angka."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Tulis kata sandi baru.")},
    )
    again = forms.CharField(
        label=_("Ulangi kata sandi baru"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Ulangi kata sandi baru.")},
    )

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("Dua kata sandi ini berbeda. Tulis ulang."))
        return data


class PasswordForm(PasswordChangeForm):
    """Old password and the new one twice, in the words of Asah instead of the framework's."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        words: dict[str, tuple[Any, Any]] = {
            "old_password": (_("Kata sandi lama"), ""),
            "new_password1": (_("Kata sandi baru"), _("Paling sedikit 10 huruf atau angka.")),
            "new_password2": (_("Ulangi kata sandi baru"), ""),
        }
        for name, (label, hint) in words.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            # The page is about more than the password: it does not open in the middle of this form.
            field.widget.attrs.pop("autofocus", None)
