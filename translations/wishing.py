"""“I would like to read this page in my language”: one tap, no cookie, nothing about the person.

Each form carries a signed number of its own and counts once however often it is sent. How many
forms one address may send is limited; the address is kept only as a keyed hash, for an hour.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from cms.core import clients, publication, translation
from translations.models import SourceText, TranslationWish

SALT = "translations.wishing"
# Phones keep pages open for days, and print-outs of a page never come back.
TOKEN_HOLDS = timedelta(days=7)
WISHES_PER_HOUR = 30


class TooManyWishesError(Exception):
    """One address has sent more wishes in an hour than a group of readers would."""


@dataclass(frozen=True)
class WishedPage:
    """The page somebody wishes for, as the thank-you page names it."""

    title: str
    url: str
    code: str
    direction: str
    wishes: int


def make_token(translation_key: uuid.UUID) -> str:
    """Return a new number for a form about a page, signed so that nobody can make numbers up."""
    return signing.dumps([uuid.uuid4().hex, translation_key.hex], salt=SALT, compress=False)


def read_token(token: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """Return the number and the page of a form; None where it is not ours or too old."""
    try:
        number, key = signing.loads(token, salt=SALT, max_age=TOKEN_HOLDS)
        return uuid.UUID(hex=number), uuid.UUID(hex=key)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def wish(*, number: uuid.UUID, translation_key: uuid.UUID, locale_id: int) -> bool:
    """Count a wish; tell whether this form had not been counted for this language before."""
    token = uuid.uuid5(number, str(locale_id))
    try:
        with transaction.atomic():
            TranslationWish.objects.create(
                token=token, translation_key=translation_key, locale_id=locale_id
            )
    except IntegrityError:
        return False
    return True


def count_open(translation_key: uuid.UUID, locale_id: int) -> int:
    """Return how many wishes for a page in a language wait to be fulfilled."""
    return TranslationWish.objects.filter(
        translation_key=translation_key, locale_id=locale_id, is_fulfilled=False
    ).count()


# ---------------------------------------------------------------- at the door


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wish_view(request: HttpRequest) -> HttpResponse:
    """Take a wish for the language of the address, and say thank you in that language.

    Exempt from Django's check against foreign forms, which needs a cookie; the signed number in
    the form does its work.
    """
    if request.method != "POST":
        return _answer(request, _key_from(request.GET.get("page", "")))
    found = read_token(request.POST.get("token", ""))
    if found is None:
        return _answer(request, None, status=400)
    number, translation_key = found
    if not SourceText.objects.filter(pk=translation_key).exists():
        return _answer(request, None, status=404)
    if not _is_there_already(translation_key):
        try:
            _require_patience(request)
        except TooManyWishesError:
            return _answer(request, translation_key, status=429)
        wish(
            number=number,
            translation_key=translation_key,
            locale_id=translation.active_locale_id(),
        )
    # Loading the answer again must not send the form again.
    return redirect(f"{reverse('translation_wish')}?page={translation_key.hex}", permanent=False)


def _answer(
    request: HttpRequest, translation_key: uuid.UUID | None, *, status: int = 200
) -> HttpResponse:
    page = _wished_page(translation_key) if translation_key is not None else None
    if page is None and status == 200:
        status = 404
    context = {"wished": page, "is_refused": status == 429, "is_counted": status == 200}
    return render(request, "translations/wish.html", context, status=status)


def _key_from(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(hex=text)
    except ValueError:
        return None


def _wished_page(translation_key: uuid.UUID) -> WishedPage | None:
    german = publication.published(
        Page.objects.filter(
            translation_key=translation_key, locale_id=translation.source_locale_id()
        )
    ).first()
    title = translation.titles_of([german]).get(translation_key) if german is not None else None
    if title is None:
        return None
    return WishedPage(
        title=title.title,
        url=title.url,
        code=title.code,
        direction=title.direction,
        wishes=count_open(translation_key, translation.active_locale_id()),
    )


def _is_there_already(translation_key: uuid.UUID) -> bool:
    return publication.published(
        Page.objects.filter(
            translation_key=translation_key, locale_id=translation.active_locale_id()
        )
    ).exists()


def _require_patience(request: HttpRequest) -> None:
    address = salted_hmac(SALT, clients.client_address(request), algorithm="sha256").hexdigest()
    name = "wishes:" + hashlib.sha256(address.encode()).hexdigest()[:32]
    cache.add(name, 0, timeout=3600)
    try:
        count = cache.incr(name)
    except ValueError:
        # It ran out between the two lines; the next hour begins.
        return
    if count > getattr(settings, "WISHES_PER_HOUR", WISHES_PER_HOUR):
        raise TooManyWishesError
