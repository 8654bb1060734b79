"""How people sign in: NIP or e-mail with password. Nobody signs himself up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's hooks."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from the roster or from the admin, never from a form."""
        return False

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """A NIP may be typed with spaces."""
        cleaned: Any = username.replace(" ", "")
        return str(cleaned)
