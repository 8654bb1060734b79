"""Settings of the tests: the database is made as owner (conftest then switches role), the clock stands still."""

import os

os.environ["ASAH_DB_ROLE"] = "owner"
os.environ["ASAH_CLOCK"] = "2027-01-11T23:00:00+00:00"  # 12 January 2027 08.00 WIT
# Playwright runs an event loop in the thread of the browser tests, which also prepare their data there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["ASAH_EMAIL_BACKEND"] = "django.core.mail.backends.locmem.EmailBackend"

from asah.config.settings import *  # noqa: F403

# Argon2 is slow on purpose; tests sign in often and prove the real hasher once, in tests/foundation/access.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
