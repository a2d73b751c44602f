"""The settings of the product, quicker and with nothing that leaves the process."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-" * 4)
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="brueckenwerk-tests-")
os.environ.update(TASKS_BACKEND="immediate", CACHE_URL="locmemcache://", EMAIL_URL="dummymail://")
os.environ.update(DEBUG="false", BASE_URL="http://testserver", EXTRA_HOSTS="", PROXY_COUNT="0")
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

from cms.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
STATIC_ROOT.mkdir()
