"""Log-ins: no superuser, because every right comes from a granted role."""

import pytest
from django.core.management import CommandError, call_command

from asah.foundation.access.models import Account

pytestmark = pytest.mark.django_db


def test_a_superuser_is_refused_in_words() -> None:
    with pytest.raises(CommandError, match="Beri frans peran Admin sistem"):
        call_command("createsuperuser", username="frans", interactive=False)
    assert not Account.objects.exists()
