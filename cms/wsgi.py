"""The entry point of web servers."""

from __future__ import annotations

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

# Gunicorn gives up at this code; at another it would start the worker again and again.
WORKER_CANNOT_BOOT = 3

try:
    application = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.stderr.write(f"{error}\n")
    raise SystemExit(WORKER_CANNOT_BOOT) from None
