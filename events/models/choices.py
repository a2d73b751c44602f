"""What an event can be, said once for pages, lists and feeds."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventState(models.TextChoices):
    """Whether an event takes place."""

    DATE_OPEN = "date_open", _("Date still open")
    CONFIRMED = "confirmed", _("Takes place")
    MOVED = "moved", pgettext_lazy("event", "Moved")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")


class EventFormat(models.TextChoices):
    """Where one takes part."""

    ONSITE = "onsite", _("On site")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("On site and online")


class Cost(models.TextChoices):
    """What it costs."""

    FREE = "free", _("Free")
    DONATION = "donation", _("Donation")
    SMALL_FEE = "small_fee", _("Small fee")


class SignUpMode(models.TextChoices):
    """How one signs up."""

    NONE = "none", _("No sign-up needed")
    FORM = "form", _("With the contact person")
    EMAIL = "email", _("By e-mail")


class Rhythm(models.TextChoices):
    """How often something repeats."""

    NONE = "", _("Once")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")


class DatePrecision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
