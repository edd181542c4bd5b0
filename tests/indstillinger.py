"""Systemets egne indstillinger med det, der skal være anderledes under prøver.

Databasen og køen vælges af ``DATABASE_URL`` og ``REDIS_URL`` ligesom i drift; resten ligger i en mappe, der
forsvinder igen.
"""

import os
import tempfile
from pathlib import Path

mappe = tempfile.TemporaryDirectory(prefix="implementering-proeve-")
Path(mappe.name, "staticfiles").mkdir()
os.environ |= {"DATA_MAPPE": mappe.name, "DEBUG": "0", "DEMO": "0", "SSL_VIDERESTILLING": "0"}
os.environ.setdefault("SECRET_KEY", "kun-til-proever")
if redis := os.environ.get("REDIS_URL"):
    # Parallelle prøver må ikke dele kø og cache; hver får sin nummererede database.
    arbejder = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    os.environ["REDIS_URL"] = f"{redis.rsplit('/', 1)[0]}/{arbejder}"

from implementering.settings import *  # noqa: E402, F403

BILAG_MAPPE_LAVES = True
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
