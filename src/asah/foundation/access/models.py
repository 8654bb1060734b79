"""Agencies, log-ins and memberships: the few tables outside row security (architecture, section 5)."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Agency(models.Model):
    """A regional government that uses Asah. Everything of its own hangs on its id."""

    personal: frozenset[str] = frozenset()

    id = models.BigAutoField(primary_key=True)
    slug = models.SlugField(_("kode"), unique=True)
    name = models.CharField(_("nama"), max_length=120)
    zone = models.CharField(_("zona waktu"), max_length=40, default="Asia/Jakarta")
    is_sample = models.BooleanField(_("data contoh"), default=False)
    clock_shift_seconds = models.BigIntegerField(
        default=0, help_text="Sample towns live at a fixed date of their story."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Creates log-ins."""

    def create_user(
        self, username: str, *, email: str | None = None, password: str | None = None, **extra: Any
    ) -> "Account":
        """A log-in by NIP (or a code) and optionally e-mail; without password it can only be activated by a code."""
        account = self.model(username=username, email=email.lower() if email else None, **extra)
        account.set_password(password) if password else account.set_unusable_password()
        account.save(using=self._db)
        return account

    def create_superuser(self, username: str, **extra: Any) -> "Account":
        """Refuse: every right comes from a granted role.

        Raises ValidationError always; Django's `createsuperuser` shows its sentence.
        """
        told = _("Asah tidak punya superuser. Beri %(username)s peran Admin sistem di Pengaturan, Peran dan aktivasi.")
        raise ValidationError(told % {"username": username}, code="no_superuser")


class Account(AbstractBaseUser):
    """A log-in. `username` is the current NIP for employees, any code for others."""

    personal: frozenset[str] = frozenset({"username", "email", "name"})

    id = models.BigAutoField(primary_key=True)
    username = models.CharField(_("NIP"), max_length=64, unique=True)
    email = models.EmailField(_("email"), null=True, blank=True)
    name = models.CharField(_("nama"), max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    # Django's own modules ask these two; Asah grants roles, never superuser rights.
    is_staff = False
    is_superuser = False

    objects = AccountManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="access_account_email")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An account belongs to an agency; `person` is its employee there, if any (a number, not a key: ADR 2)."""

    personal: frozenset[str] = frozenset({"person"})

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    person = models.BigIntegerField(null=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "account"], name="access_membership_once"),
            models.UniqueConstraint(fields=["agency", "person"], name="access_membership_person"),
        ]


class Activation(models.Model):
    """A single-use code with which somebody sets his first password. Only its hash is stored."""

    personal: frozenset[str] = frozenset()

    id = models.BigAutoField(primary_key=True)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="activations")
    code_hash = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=10, choices=[("email", "email"), ("message", "pesan"), ("paper", "kertas")])
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
