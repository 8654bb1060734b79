"""`found_agency`: a bare agency with one administrator, who activates his log-in with a printed code."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from asah.foundation.access import queries as access
from asah.foundation.access.actor import system_actor
from asah.foundation.access.clock import now_for
from asah.foundation.access.models import Account, Agency, Membership
from asah.foundation.access.scope import agency_scope
from asah.stages.people.services import found_administrator


class Command(BaseCommand):
    """Make an agency that has nothing yet but its set-up list."""

    help = "Buat pemerintah daerah baru yang masih kosong."

    def add_arguments(self, parser: CommandParser) -> None:
        """Code, name and time zone; all can be changed in Siapkan Asah but the code."""
        parser.add_argument("--slug", default="daerah")
        parser.add_argument("--name", default="Pemerintah Daerah")
        parser.add_argument("--zone", default="Asia/Jakarta")
        parser.add_argument("--admin", default="admin")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and print the code."""
        if access.agency_by_slug(options["slug"]) is not None:
            raise CommandError(f"Kode {options['slug']} sudah dipakai. Pilih kode lain dengan --slug.")
        agency = Agency.objects.create(slug=options["slug"], name=options["name"], zone=options["zone"])
        account = Account.objects.create_user(options["admin"], name="Administrator")
        member = Membership.objects.create(account=account, agency=agency)
        now = now_for(agency)
        with agency_scope(agency.pk):
            actor = system_actor(agency.pk, agency.zone)
            code = found_administrator(actor=actor, now=now, membership=member.pk)
        self.stdout.write(f"Buka /aktivasi/ lalu tulis NIP: {account.username}, kode: {code} (berlaku 14 hari).")
