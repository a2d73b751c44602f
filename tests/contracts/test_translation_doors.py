# ruff: noqa: E501
"""Role by language by door: whom each door of the admin lets in, in every cell.

The columns are people: anonymous, somebody who can sign in and has no work here, a translator and
a reviewer of Arabic, a translator of Ukrainian, an editor, a moderator, an administrator. The cells
say in which languages a door opens to them: a for Arabic, u for Ukrainian, d for German, s for
Leichte Sprache, - for none. A door that belongs to no language has an x, and the letters of the
languages of which it names texts that nobody has approved.

A door that has no row fails the first test, so that nobody adds one without having said whom it is
for.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import translation_deeds as deeds
from tests.support import translation_doors as doors
from tests.support.translation_doors import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

# German is for everybody to read who translates, in lists and in the explorer. Wagtail's question
# whether to cancel a review names the workflow only, and its old address of a history leads on.
READING = doors.table("""
door                                                            anon plain tr_ar rev_ar tr_uk edit mod  admin
wagtailadmin_home                                               -    -     x     x      x     x    xd   x
wagtailadmin_api:pages:listing                                  -    -     xad   xad    xud   xd   xd   xaud
wagtailadmin_api:pages:detail                                   -    -     ad    ad     ud    d    d    aud
wagtailadmin_api:pages:action                                   -    -     -     -      -     -    -    -
wagtailadmin_explore_root                                       -    -     xad   xad    xud   -    -    xaud
wagtailadmin_explore                                            -    -     ad    ad     ud    d    d    aud
wagtailadmin_pages:add                                          -    -     -     -      -     d    d    aud
wagtailadmin_pages:preview_on_add                               -    -     -     -      -     d    d    aud
wagtailadmin_pages:type_use                                     -    -     xad   xad    xud   xd   xd   xaud
wagtailadmin_pages:choose_parent                                -    -     x     x      x     x    x    x
wagtailadmin_pages:usage                                        -    -     a     a      u     d    d    aud
wagtailadmin_pages:edit                                         -    -     a     a      u     d    d    aud
wagtailadmin_pages:preview_on_edit                              -    -     a     a      u     d    d    aud
wagtailadmin_pages:view_draft                                   -    -     a     a      u     d    d    aud
wagtailadmin_pages:add_subpage                                  -    -     -     -      -     d    d    aud
wagtailadmin_pages:delete                                       -    -     -     a      -     -    d    aud
wagtailadmin_pages:unpublish                                    -    -     -     a      -     -    d    aud
wagtailadmin_pages:convert_alias                                -    -     -     a      -     -    d    aud
wagtailadmin_pages:search                                       -    -     xad   xad    xud   xd   xd   xaud
wagtailadmin_pages:move                                         -    -     -     a      -     -    d    aud
wagtailadmin_pages:move_confirm                                 -    -     -     a      -     -    d    aud
wagtailadmin_pages:set_page_position                            -    -     -     a      -     -    d    aud
wagtailadmin_pages:copy                                         -    -     a     a      u     d    d    aud
wagtailadmin_pages:workflow_action                              -    -     -     a      -     -    d    -
wagtailadmin_pages:collect_workflow_action_data                 -    -     -     a      -     -    d    -
wagtailadmin_pages:confirm_workflow_cancellation                -    -     aud   aud    aud   aud  aud  aud
wagtailadmin_pages:workflow_preview                             -    -     -     a      -     -    d    -
wagtailadmin_pages:set_privacy                                  -    -     -     a      -     -    d    aud
wagtailadmin_pages:lock                                         -    -     -     -      -     -    -    -
wagtailadmin_pages:unlock                                       -    -     -     -      -     -    -    -
wagtailadmin_pages:revisions_index                              -    -     a     a      u     d    d    aud
wagtailadmin_pages:revisions_view                               -    -     a     a      u     d    d    aud
wagtailadmin_pages:revisions_revert                             -    -     a     a      u     d    d    aud
wagtailadmin_pages:revisions_unschedule                         -    -     -     a      -     -    d    aud
wagtailadmin_pages:revisions_compare                            -    -     a     a      u     d    d    aud
wagtailadmin_pages:workflow_history                             -    -     a     a      u     d    d    aud
wagtailadmin_pages:workflow_history_detail                      -    -     a     a      u     d    d    aud
wagtailadmin_pages:history                                      -    -     a     a      u     d    d    aud
wagtailadmin_choose_page                                        -    -     x     x      x     x    x    x
wagtailadmin_choose_page_child                                  -    -     ad    ad     ud    d    d    aud
wagtailadmin_choose_page_search                                 -    -     xad   xad    xud   xd   xd   xaud
wagtailadmin_reports:locked_pages                               -    -     x     x      x     -    x    x
wagtailadmin_reports:workflow                                   -    -     xa    xa     xu    xd   xd   xaud
wagtailadmin_reports:workflow_tasks                             -    -     xa    xa     xu    xd   xd   xaud
wagtailadmin_reports:site_history                               -    -     xad   xad    xud   xd   xd   xaud
wagtailadmin_reports:aging_pages                                -    -     x     x      x     x    x    x
wagtailadmin_reports:page_types_usage                           -    -     xd    xd     xd    xd   xd   xd
begin_translation                                               -    -     a     a      u     -    -    au
translations_export                                             -    -     x     x      x     -    x    x
translations_import                                             -    -     x     x      x     -    -    x
translations_po_download                                        -    -     a     a      u     -    au   au
translations_po_upload                                          -    -     a     a      u     -    -    au
translations_machine                                            -    -     a     a      u     -    au   au
translations_publish_unchecked                                  -    -     -     -      -     -    -    au
translations_desk                                               -    -     x     x      x     -    x    x
translations_take                                               -    -     -     -      -     -    -    -
translations_give_back                                          -    -     -     -      -     -    -    -
translations_board                                              -    -     x     x      x     -    x    x
translations_board_csv                                          -    -     x     x      x     -    x    x
translations_board_xlsx                                         -    -     x     x      x     -    x    x
translations_batches                                            -    -     -     -      -     -    x    x
translations_batch_new                                          -    -     -     -      -     -    x    x
translations_batch                                              -    -     -     -      -     -    x    x
translations_batch_status                                       -    -     -     -      -     -    x    x
translations_batch_again                                        -    -     -     -      -     -    -    -
translations_languages                                          -    -     x     x      x     x    x    x
translations_edit                                               -    -     a     a      u     -    -    au
translations_sentence                                           -    -     a     a      u     -    -    au
translations_hand_in                                            -    -     -     -      -     -    -    -
translations_take_back                                          -    -     -     -      -     -    -    -
translations_preview                                            -    -     a     a      u     -    -    au
translations_preview_frame                                      -    -     a     a      u     -    -    au
translations_review                                             -    -     a     a      u     -    -    au
translations_easy_compare                                       -    -     -     -      -     -    -    s
translations_easy_rules                                         -    -     -     -      -     -    -    s
translations_easy_check                                         -    -     -     -      -     -    -    s
wagtailsnippets_core_topic:list                                 -    -     x     x      x     x    x    x
wagtailsnippets_core_topic:add                                  -    -     -     -      -     x    x    x
wagtailsnippets_core_topic:edit                                 -    -     a     a      u     d    d    aud
wagtailsnippets_core_topic:delete                               -    -     -     -      -     -    -    aud
wagtailsnippets_core_topic:usage                                -    -     a     a      u     d    d    aud
wagtailsnippets_core_topic:history                              -    -     a     a      u     d    d    aud
wagtailsnippets_core_topic:preview_on_add                       -    -     -     -      -     x    x    x
wagtailsnippets_core_topic:preview_on_edit                      -    -     a     a      u     d    d    aud
wagtailsnippets_core_topic:revisions_view                       -    -     a     a      u     d    d    aud
wagtailsnippets_core_topic:revisions_revert                     -    -     a     a      u     d    d    aud
wagtailsnippets_core_topic:revisions_compare                    -    -     a     a      u     d    d    aud
wagtailsnippets_core_topic:revisions_unschedule                 -    -     -     -      -     -    -    aud
wagtailsnippets_core_topic:unpublish                            -    -     -     -      -     -    -    aud
wagtailsnippets_core_topic:lock                                 -    -     -     -      -     -    -    -
wagtailsnippets_core_topic:unlock                               -    -     -     -      -     -    -    -
wagtailsnippets_core_topic:workflow_action                      -    -     -     a      -     -    d    -
wagtailsnippets_core_topic:collect_workflow_action_data         -    -     -     a      -     -    d    -
wagtailsnippets_core_topic:confirm_workflow_cancellation        -    -     a     a      u     d    d    aud
wagtailsnippets_core_topic:workflow_history                     -    -     a     a      u     d    d    aud
wagtailsnippets_core_topic:workflow_history_detail              -    -     a     a      u     d    d    aud
wagtailsnippets_core_topic:workflow_preview                     -    -     -     a      -     -    d    -
wagtailsnippets_core_glossaryterm:list                          -    -     x     x      x     x    x    x
wagtailsnippets_core_glossaryterm:add                           -    -     -     -      -     x    x    x
wagtailsnippets_core_glossaryterm:edit                          -    -     a     a      u     d    d    aud
wagtailsnippets_core_glossaryterm:delete                        -    -     -     -      -     -    -    aud
wagtailsnippets_core_glossaryterm:usage                         -    -     a     a      u     d    d    aud
wagtailsnippets_core_glossaryterm:history                       -    -     a     a      u     d    d    aud
wagtailsnippets_core_glossaryterm:preview_on_add                -    -     -     -      -     x    x    x
wagtailsnippets_core_glossaryterm:preview_on_edit               -    -     a     a      u     d    d    aud
wagtailsnippets_core_glossaryterm:revisions_view                -    -     a     a      u     d    d    aud
wagtailsnippets_core_glossaryterm:revisions_revert              -    -     a     a      u     d    d    aud
wagtailsnippets_core_glossaryterm:revisions_compare             -    -     a     a      u     d    d    aud
wagtailsnippets_core_glossaryterm:revisions_unschedule          -    -     -     -      -     -    -    aud
wagtailsnippets_core_glossaryterm:unpublish                     -    -     -     -      -     -    -    aud
wagtailsnippets_core_glossaryterm:lock                          -    -     -     -      -     -    -    -
wagtailsnippets_core_glossaryterm:unlock                        -    -     -     -      -     -    -    -
wagtailsnippets_core_glossaryterm:workflow_action               -    -     -     a      -     -    d    -
wagtailsnippets_core_glossaryterm:collect_workflow_action_data  -    -     -     a      -     -    d    -
wagtailsnippets_core_glossaryterm:confirm_workflow_cancellation -    -     a     a      u     d    d    aud
wagtailsnippets_core_glossaryterm:workflow_history              -    -     a     a      u     d    d    aud
wagtailsnippets_core_glossaryterm:workflow_history_detail       -    -     a     a      u     d    d    aud
wagtailsnippets_core_glossaryterm:workflow_preview              -    -     -     a      -     -    d    -
""")

# Doors for sending; the others answer 405 to everybody. Whoever is let in may still send something
# that is refused, such as a decision on a text that is not hers to decide on: see DEEDS.
SENDING = doors.table("""
door                                                            anon plain tr_ar rev_ar tr_uk edit mod  admin
wagtailadmin_api:pages:action                                   -    -     -     -      -     -    -    aud
wagtailadmin_pages:add                                          -    -     -     -      -     d    d    aud
wagtailadmin_pages:preview_on_add                               -    -     -     -      -     d    d    aud
wagtailadmin_pages:choose_parent                                -    -     x     x      x     x    x    x
wagtailadmin_pages:edit                                         -    -     a     a      u     d    d    aud
wagtailadmin_pages:preview_on_edit                              -    -     a     a      u     d    d    aud
wagtailadmin_pages:view_draft                                   -    -     a     a      u     d    d    aud
wagtailadmin_pages:add_subpage                                  -    -     -     -      -     d    d    aud
wagtailadmin_pages:delete                                       -    -     -     a      -     -    d    aud
wagtailadmin_pages:unpublish                                    -    -     -     a      -     -    d    aud
wagtailadmin_pages:convert_alias                                -    -     -     a      -     -    d    aud
wagtailadmin_pages:move                                         -    -     -     a      -     -    d    aud
wagtailadmin_pages:move_confirm                                 -    -     -     -      -     -    d    aud
wagtailadmin_pages:set_page_position                            -    -     -     -      -     -    d    aud
wagtailadmin_pages:copy                                         -    -     a     a      u     d    d    aud
wagtailadmin_pages:workflow_action                              -    -     -     a      -     -    d    -
wagtailadmin_pages:collect_workflow_action_data                 -    -     -     a      -     -    d    -
wagtailadmin_pages:confirm_workflow_cancellation                -    -     aud   aud    aud   aud  aud  aud
wagtailadmin_pages:set_privacy                                  -    -     -     a      -     -    d    aud
wagtailadmin_pages:lock                                         -    -     -     a      -     -    d    aud
wagtailadmin_pages:unlock                                       -    -     -     a      -     -    d    aud
wagtailadmin_pages:revisions_index                              -    -     aud   aud    aud   aud  aud  aud
wagtailadmin_pages:revisions_revert                             -    -     a     a      u     d    d    aud
wagtailadmin_pages:revisions_unschedule                         -    -     -     a      -     -    d    aud
begin_translation                                               -    -     a     a      u     -    -    au
translations_import                                             -    -     x     x      x     -    -    x
translations_po_upload                                          -    -     a     a      u     -    -    au
translations_machine                                            -    -     a     a      u     -    au   au
translations_publish_unchecked                                  -    -     -     -      -     -    -    au
translations_take                                               -    -     a     a      u     -    -    au
translations_give_back                                          -    -     a     a      u     -    -    au
translations_batch_new                                          -    -     -     -      -     -    x    x
translations_batch_again                                        -    -     -     -      -     -    x    x
translations_languages                                          -    -     -     -      -     x    x    x
translations_edit                                               -    -     a     a      u     -    -    au
translations_sentence                                           -    -     a     a      u     -    -    au
translations_hand_in                                            -    -     a     a      u     -    -    au
translations_take_back                                          -    -     a     a      u     -    -    au
translations_review                                             -    -     a     a      u     -    -    au
translations_easy_rules                                         -    -     -     -      -     -    -    s
translations_easy_check                                         -    -     -     -      -     -    -    s
wagtailsnippets_core_topic:add                                  -    -     -     -      -     x    x    x
wagtailsnippets_core_topic:edit                                 -    -     a     a      u     d    d    aud
wagtailsnippets_core_topic:delete                               -    -     -     -      -     -    -    aud
wagtailsnippets_core_topic:preview_on_add                       -    -     -     -      -     x    x    x
wagtailsnippets_core_topic:preview_on_edit                      -    -     a     a      u     d    d    aud
wagtailsnippets_core_topic:revisions_revert                     -    -     a     a      u     d    d    aud
wagtailsnippets_core_topic:revisions_unschedule                 -    -     -     -      -     -    -    aud
wagtailsnippets_core_topic:unpublish                            -    -     -     -      -     -    -    aud
wagtailsnippets_core_topic:lock                                 -    -     -     -      -     -    d    aud
wagtailsnippets_core_topic:unlock                               -    -     -     -      -     -    d    aud
wagtailsnippets_core_topic:workflow_action                      -    -     -     a      -     -    d    -
wagtailsnippets_core_topic:collect_workflow_action_data         -    -     -     a      -     -    d    -
wagtailsnippets_core_topic:confirm_workflow_cancellation        -    -     a     a      u     d    d    aud
wagtailsnippets_core_glossaryterm:add                           -    -     -     -      -     x    x    x
wagtailsnippets_core_glossaryterm:edit                          -    -     a     a      u     d    d    aud
wagtailsnippets_core_glossaryterm:delete                        -    -     -     -      -     -    -    aud
wagtailsnippets_core_glossaryterm:preview_on_add                -    -     -     -      -     x    x    x
wagtailsnippets_core_glossaryterm:preview_on_edit               -    -     a     a      u     d    d    aud
wagtailsnippets_core_glossaryterm:revisions_revert              -    -     a     a      u     d    d    aud
wagtailsnippets_core_glossaryterm:revisions_unschedule          -    -     -     -      -     -    -    aud
wagtailsnippets_core_glossaryterm:unpublish                     -    -     -     -      -     -    -    aud
wagtailsnippets_core_glossaryterm:lock                          -    -     -     -      -     -    d    aud
wagtailsnippets_core_glossaryterm:unlock                        -    -     -     -      -     -    d    aud
wagtailsnippets_core_glossaryterm:workflow_action               -    -     -     a      -     -    d    -
wagtailsnippets_core_glossaryterm:collect_workflow_action_data  -    -     -     a      -     -    d    -
wagtailsnippets_core_glossaryterm:confirm_workflow_cancellation -    -     a     a      u     d    d    aud
""")

# What comes of it: a small letter where something is stored, a capital one where readers see it.
DEEDS = doors.table("""
deed                          anon plain tr_ar rev_ar tr_uk edit mod  admin
save                          -    -     -     -      -     d    d    aud
submit                        -    -     -     -      -     d    d    aud
publish                       -    -     -     -      -     d    d    AUD
schedule                      -    -     -     -      -     d    d    AUD
add                           -    -     -     -      -     d    d    aud
approve_in_the_editor         -    -     -     -      -     -    D    -
approve                       -    -     -     A      -     -    D    -
send_back                     -    -     -     a      -     -    d    -
cancel                        -    -     -     -      -     -    d    -
approve_own                   -    -     -     -      -     -    -    -
approve_own_in_the_editor     -    -     -     -      -     -    d    -
unpublish                     -    -     -     A      -     -    D    AUD
delete                        -    -     -     A      -     -    D    AUD
move                          -    -     -     -      -     -    D    AUD
move_abroad                   -    -     -     -      -     -    -    -
copy                          -    -     -     -      -     d    d    aud
copy_as_an_alias              -    -     -     -      -     d    -    AUD
copy_with_its_publication     -    -     -     -      -     d    -    AUD
copy_abroad                   -    -     -     -      -     -    -    -
hide                          -    -     -     A      -     -    D    AUD
lock                          -    -     -     a      -     -    d    aud
revert                        -    -     -     -      -     d    d    AUD
convert_an_alias              -    -     -     A      -     -    D    AUD
put_last                      -    -     -     -      -     -    D    AUD
unschedule                    -    -     -     A      -     -    D    AUD
bulk_publish                  -    -     -     -      -     -    -    AUD
bulk_unpublish                -    -     -     A      -     -    D    AUD
bulk_delete                   -    -     -     A      -     -    D    AUD
bulk_move                     -    -     -     -      -     -    D    AUD
api_publish                   -    -     -     -      -     -    -    AUD
api_unpublish                 -    -     -     A      -     -    D    AUD
api_delete                    -    -     -     A      -     -    D    AUD
api_move                      -    -     -     -      -     -    D    AUD
api_copy                      -    -     -     -      -     d    d    aud
api_copy_live                 -    -     -     -      -     -    -    AUD
api_copy_for_translation      -    -     -     -      -     -    -    -
api_create_alias              -    -     -     -      -     -    -    AUD
api_alias_in_another_language -    -     -     -      -     -    -    -
api_revert                    -    -     a     a      u     d    d    aud
save_record                   -    -     -     -      -     d    d    aud
submit_record                 -    -     -     -      -     d    d    aud
publish_record                -    -     -     -      -     d    d    AUD
save_word                     -    -     a     a      u     d    d    aud
submit_word                   -    -     a     a      u     d    d    aud
publish_word                  -    -     a     a      u     d    d    AUD
add_record                    -    -     -     -      -     d    d    d
approve_record                -    -     -     A      -     -    D    -
approve_word                  -    -     -     A      -     -    D    -
approve_own_record            -    -     -     -      -     -    -    -
unpublish_record              -    -     -     -      -     -    -    AUD
delete_record                 -    -     -     -      -     -    -    AUD
bulk_delete_records           -    -     -     -      -     -    -    AUD
revert_record                 -    -     -     -      -     d    d    AUD
take                          -    -     a     a      u     -    -    au
type_a_sentence               -    -     a     a      u     -    -    au
begin                         -    -     a     a      u     -    -    au
bring_a_file                  -    -     a     a      u     -    -    au
bring_a_package               -    -     a     a      u     -    -    au
ask_a_machine                 -    -     a     a      u     -    au   au
ask_for_a_language            -    -     -     -      -     au   au   au
hand_in                       -    -     a     a      u     -    -    au
take_back                     -    -     -     a      -     -    -    au
approve_at_the_review         -    -     -     A      -     -    -    -
send_back_at_the_review       -    -     -     a      -     -    -    -
publish_unchecked             -    -     -     -      -     -    -    AU
""")


@pytest.fixture(scope="module")
def cast(world: Any, django_db_blocker: Any) -> Iterator[Cast]:
    """Put pages and records behind the doors, once for all tries."""
    with django_db_blocker.unblock():
        yield doors.make_cast()


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Do not write down each of a thousand refusals with its traceback."""
    caplog.set_level(logging.CRITICAL, logger="django.request")


def test_every_door_has_a_row(cast: Cast) -> None:
    found = doors.doors()

    assert found.keys() == READING.keys()
    assert {name for name in found if doors.takes_something(found[name], cast)} == SENDING.keys()


def test_every_deed_has_a_row() -> None:
    found = {
        name
        for name, each in vars(deeds).items()
        if getattr(each, "__module__", "") == deeds.__name__ and not name.startswith("_")
    }

    assert found == DEEDS.keys()


@pytest.mark.parametrize("name", READING)
def test_door_shows_itself_to(name: str, cast: Cast) -> None:
    assert doors.let_in(doors.doors()[name], "get", cast) == READING[name]


@pytest.mark.parametrize("name", SENDING)
def test_door_takes_what_is_sent_by(name: str, cast: Cast) -> None:
    assert doors.let_in(doors.doors()[name], "post", cast) == SENDING[name]


@pytest.mark.parametrize("name", DEEDS)
def test_something_comes_of(name: str, cast: Cast) -> None:
    assert doors.brings_about(getattr(deeds, name), cast) == DEEDS[name]
