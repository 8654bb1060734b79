"""How people sign in: NIP or e-mail with password. Nobody signs himself up; the roster or the admin makes accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access import queries as access
from asah.foundation.access.clock import now_for, today_in
from asah.foundation.access.scope import agency_scope
from asah.stages.people import queries as people

MOST_FAILURES = 5


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's hooks: words of our own, and who may not come in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No sign-up form."""
        return False

    def validation_error(self, code: str, *args: Any) -> forms.ValidationError:
        """Say what happened and what is left, in one sentence."""
        if code in ("username_password_mismatch", "email_password_mismatch", "username_email_password_mismatch"):
            left = self.attempts_left()
            return forms.ValidationError(
                _("NIP atau kata sandi tidak cocok. Sisa %(left)s percobaan, setelah itu jeda 10 menit.")
                % {"left": left},
                code=code,
            )
        if code == "too_many_login_attempts":
            return forms.ValidationError(
                _("Terlalu banyak percobaan. Coba lagi 10 menit lagi, atau minta kode baru kepada pengelola OPD."),
                code=code,
            )
        error: forms.ValidationError = super().validation_error(code, *args)
        return error

    def attempts_left(self) -> int:
        """How many failures remain for the name just typed, read from allauth's own limit."""
        usage = getattr(self, "_login_failed_rl_usage", None)
        spent = len(cache.get(usage.usage[0].cache_key, [])) if usage and usage.usage else 1
        return max(0, MOST_FAILURES - spent)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Who has left, retired or died no longer comes in, even with the right password."""
        refused: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if refused is None and _is_sample_only(user.pk) and not is_this_computer(request):
            from asah.foundation.access.actor import NotAllowed
            from asah.foundation.pages import errors

            return errors.forbidden(request, NotAllowed(_("Akun data contoh hanya dapat dipakai di komputer ini.")))
        if refused is None and not _belongs_somewhere(user.pk):
            from asah.foundation.pages import errors

            return errors.no_membership(request)
        return refused


_THIS_COMPUTER = ("127.0.0.1", "::1")


def is_this_computer(request: HttpRequest) -> bool:
    """Whether a request comes from the computer on which Asah runs."""
    return request.META.get("REMOTE_ADDR") in _THIS_COMPUTER


def _is_sample_only(account: int) -> bool:
    """The passwords of sample towns stand in the documentation: such log-ins work on this computer only."""
    members = access.memberships_of(account)
    return bool(members) and all(member.agency.is_sample for member in members)


def _belongs_somewhere(account: int) -> bool:
    """Whether the account is still at work in one of its agencies, or is a member without being an employee."""
    for member in access.memberships_of(account):
        if member.person is None:
            return True
        today = today_in(member.agency, now_for(member.agency))
        with agency_scope(member.agency_id):
            if people.may_sign_in(member.person, today):
                return True
    return False


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """NIP or e-mail, password, and staying signed in on one's own phone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = gettext_lazy("NIP atau email")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "class": "input", "autofocus": True}
        self.fields["password"].label = gettext_lazy("Kata sandi")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password", "class": "input"}
        self.fields["remember"].label = gettext_lazy("Tetap masuk di perangkat ini")
        self.fields["login"].error_messages["required"] = _("Tulis NIP atau email Anda.")
        self.fields["password"].error_messages["required"] = _("Tulis kata sandi Anda.")

    def clean_login(self) -> str:
        """A NIP may be typed with blanks; one of the wrong length is named before anything is tried."""
        typed: str = self.cleaned_data["login"].strip()
        digits = typed.replace(" ", "")
        if digits.isdigit():
            if len(digits) != 18:
                raise forms.ValidationError(
                    _("NIP terdiri dari 18 angka. Anda mengetik %(count)s.") % {"count": len(digits)}
                )
            return digits
        return typed
