"""What is stored about translations: what each was made from, who works on it, who asked for it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class SourceText(models.Model):
    """The German text of one page or record as the public sees it, as a list of its sentences.

    Only the hashes are kept here; the sentences themselves stand in wagtail-localize's table of
    strings, from which nothing is deleted that a text or a translation still needs, so that the
    text a translation was made from can still be shown years later.
    """

    translation_key = models.UUIDField(_("translation key"), primary_key=True)
    content_type = models.ForeignKey(
        ContentType, verbose_name=_("type"), on_delete=models.CASCADE, related_name="+"
    )
    # {"body.<block id>": ["<hash>", …]}: the sentences of each place, in their order.
    strings = models.JSONField(_("sentences"), default=dict)
    sentences = models.PositiveIntegerField(_("number of sentences"), default=0)
    words = models.PositiveIntegerField(_("words"), default=0)
    changed_at = models.DateTimeField(_("text changed at"), default=timezone.now)

    class Meta:
        verbose_name = _("German text")
        verbose_name_plural = _("German texts")

    def __str__(self) -> str:
        return str(self.translation_key)


class TranslationRecord(models.Model):
    """How one page or record came into one language, who stands for it, and who works on it.

    Kept by translation key, so that pages and reusable records need only one table. What can be
    seen from other tables (whether a page exists, whether it is under review) is not repeated
    here; see translations.states.
    """

    class Origin(models.TextChoices):
        """Who wrote the text."""

        MACHINE = "machine", _("made by a machine")
        PERSON = "person", _("made by a person")

    translation_key = models.UUIDField(_("translation key"))
    locale = models.ForeignKey(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+"
    )
    origin = models.CharField(
        _("origin"), max_length=10, choices=Origin.choices, default=Origin.PERSON
    )
    source_revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("German version it was made from"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # The German sentences that the public translation answers, like SourceText.strings.
    made_from = models.JSONField(_("German sentences it was made from"), default=dict, blank=True)
    # The places whose German text is another one now; empty while the translation is current.
    changed_places = models.JSONField(_("changed places"), default=list, blank=True)
    source_changed_at = models.DateTimeField(_("German text changed"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reader_group = models.CharField(
        _("reader group"),
        max_length=120,
        blank=True,
        help_text=_("Leichte Sprache: who has read and understood the text."),
    )
    reader_group_checked_on = models.DateField(_("read on"), null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("in progress with"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    claimed_until = models.DateTimeField(_("in progress until"), null=True, blank=True)
    # How many of the German sentences have a text in this language, typed or by machine.
    sentences_done = models.PositiveIntegerField(_("sentences done"), default=0)
    sentences_by_machine = models.PositiveIntegerField(_("of these by machine"), default=0)
    is_needed = models.BooleanField(_("needed"), default=False)
    needed_by = models.DateField(_("needed by"), null=True, blank=True)
    # Taken back together with its German page; goes public again together with it.
    is_withdrawn_with_source = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("translation record")
        verbose_name_plural = _("translation records")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "locale"], name="translations_record_one_per_language"
            ),
            models.CheckConstraint(
                condition=models.Q(reader_group="", reader_group_checked_on=None)
                | (~models.Q(reader_group="") & models.Q(reader_group_checked_on__isnull=False)),
                name="translations_record_reader_check_whole",
                violation_error_message=_("Please name both the reader group and the day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.locale_id}"

    @property
    def is_checked(self) -> bool:
        """Tell whether a person has read the text and stands for it."""
        return self.checked_at is not None

    @property
    def is_claimed(self) -> bool:
        """Tell whether somebody works on it now; a claim lapses by itself."""
        return self.claimed_by_id is not None and (
            self.claimed_until is not None and self.claimed_until > timezone.now()
        )


class TranslatedRevision(models.Model):
    """What a revision of a translated page or record was made from, and by whom.

    Written when a text is handed in, read when it is published: between the two the German page
    may have changed again.
    """

    revision = models.OneToOneField(
        "wagtailcore.Revision",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="translated_revision",
    )
    record = models.ForeignKey(
        TranslationRecord, on_delete=models.CASCADE, related_name="revisions"
    )
    made_from = models.JSONField(default=dict)
    source_revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    origin = models.CharField(
        max_length=10,
        choices=TranslationRecord.Origin.choices,
        default=TranslationRecord.Origin.PERSON,
    )
    # Everybody whose words are in it: none of them may approve it.
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    # Whether it was built from single sentences; else it comes from the ordinary editor.
    is_from_strings = models.BooleanField(default=True)

    def __str__(self) -> str:
        return str(self.pk)


class TranslationWish(models.Model):
    """Somebody wished to read a page in her language; nothing is known about who."""

    # The number of the form that was sent, so that one form counts once.
    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    translation_key = models.UUIDField(_("translation key"), db_index=True)
    locale = models.ForeignKey(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+"
    )
    wished_on = models.DateField(_("wished on"), default=timezone.localdate)
    is_fulfilled = models.BooleanField(_("fulfilled"), default=False)

    class Meta:
        verbose_name = _("translation wish")
        verbose_name_plural = _("translation wishes")
        indexes = [
            models.Index(
                fields=["translation_key", "locale"],
                condition=models.Q(is_fulfilled=False),
                name="translations_wish_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.locale_id}"


class MachineUsage(models.Model):
    """How many characters a month's machine translations have cost."""

    month = models.DateField(_("month"), help_text=_("Its first day."))
    service = models.CharField(_("service"), max_length=40)
    characters = models.PositiveIntegerField(_("characters"), default=0)

    class Meta:
        verbose_name = _("machine translation usage")
        verbose_name_plural = _("machine translation usage")
        constraints = [
            models.UniqueConstraint(
                fields=["month", "service"], name="translations_usage_one_per_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.month:%Y-%m}"


class TranslationBatch(models.Model):
    """Many pages at once: asked for, or translated by machine, in the background."""

    class Kind(models.TextChoices):
        """What is done with each page."""

        REQUEST = "request", _("ask for translations")
        MACHINE = "machine", _("machine drafts")

    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("started by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    needed_by = models.DateField(_("needed by"), null=True, blank=True)
    # Moves with each finished page; a batch that stands still is taken up again.
    last_progress_at = models.DateTimeField(_("last progress"), default=timezone.now)

    class Meta:
        verbose_name = _("batch of translations")
        verbose_name_plural = _("batches of translations")
        ordering: ClassVar[list[str]] = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class TranslationBatchItem(models.Model):
    """One page and one language of a batch."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        SKIPPED = "skipped", _("skipped")
        FAILED = "failed", _("failed")

    batch = models.ForeignKey(TranslationBatch, on_delete=models.CASCADE, related_name="items")
    translation_key = models.UUIDField(_("translation key"))
    locale = models.ForeignKey(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    message = models.TextField(_("message"), blank=True)

    class Meta:
        verbose_name = _("page of a batch")
        verbose_name_plural = _("pages of a batch")
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "translation_key", "locale"], name="translations_batch_item_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.translation_key} {self.locale_id}"
