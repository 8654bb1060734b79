"""Questionnaires: drafts that two people edit, versions that never change, the editor's rows."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from asah.foundation.access.actor import Actor, NotAllowed
from asah.stages.questionnaires import queries, services
from asah.stages.questionnaires.models import InstrumentVersion
from asah.stages.questionnaires.rules import Content, read_content
from asah.stages.questionnaires.web.rows import edited, read_rows, rows_of

QUESTION = {"code": "q", "kind": "choice", "text": "Apa?", "options": [
    {"value": "a", "label": "A"}, {"value": "b", "label": "B"}]}  # fmt: skip


def test_starting_questionnaires_come_once_with_a_version(scope: Any, planner: Actor, now: Any) -> None:
    assert services.adopt_starting_instruments(actor=planner, now=now) == 2
    assert services.adopt_starting_instruments(actor=planner, now=now) == 0
    rows = queries.instruments(planner)
    assert [(row.about, row.latest.number if row.latest else 0, row.changed, row.faults) for row in rows] == [
        ("tim", 1, False, ()), ("diri", 1, False, ()),
    ]  # fmt: skip


def test_a_draft_is_published_as_the_next_version_and_the_old_one_stays(scope: Any, planner: Actor, now: Any) -> None:
    row = services.create_instrument(actor=planner, now=now, title="Umpan balik", about="diri")
    do: dict[str, Any] = {"actor": planner, "now": now, "instrument": row.uid}
    with pytest.raises(services.BadInstrument, match="Belum ada pertanyaan"):
        services.publish_instrument(**do)
    content = read_content({"questions": [QUESTION]})
    services.save_draft(**do, title="Umpan balik", content=content, version=1)
    first = services.publish_instrument(**do)
    services.save_draft(**do, title="Umpan balik 2", content=content, version=2)
    second = services.publish_instrument(**do)
    assert (first.number, second.number) == (1, 2)
    assert first.digest != second.digest
    kept = InstrumentVersion.objects.get(pk=first.pk)
    assert (kept.title, kept.content["questions"][0]["text"]) == ("Umpan balik", "Apa?")


def test_a_published_version_cannot_be_changed_in_the_database(scope: Any, planner: Actor, now: Any) -> None:
    services.adopt_starting_instruments(actor=planner, now=now)
    for sql in (
        "update questionnaires_instrumentversion set title = 'x'",
        "delete from questionnaires_instrumentversion",
    ):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_of_two_editors_the_second_is_told(scope: Any, planner: Actor, now: Any) -> None:
    row = services.create_instrument(actor=planner, now=now, title="Bersama", about="diri")
    do: dict[str, Any] = {"actor": planner, "now": now, "instrument": row.uid, "content": Content()}
    services.save_draft(**do, title="Punya A", version=1)
    with pytest.raises(services.EditedMeanwhile, match="Muat ulang"):
        services.save_draft(**do, title="Punya B", version=1)
    assert queries.instrument_by_uid(planner, row.uid).title == "Punya A"


def test_a_title_is_needed_and_only_planners_edit(scope: Any, planner: Actor, auditor: Actor, now: Any) -> None:
    with pytest.raises(services.BadInstrument, match="judul"):
        services.create_instrument(actor=planner, now=now, title=" ", about="diri")
    with pytest.raises(NotAllowed):
        services.create_instrument(actor=auditor, now=now, title="X", about="diri")


def _posted(content: Content) -> dict[str, Any]:
    """What the editor's form would send of a draft, untouched."""
    posted: dict[str, Any] = {"count": len(content.questions)}
    for row in rows_of(content):
        asked = row.question
        named, most = "ya" if asked.named else "tidak", str(asked.most or "")
        typed = {"code": asked.code, "kind": row.kind, "text": asked.text, "hint": asked.hint, "lines": row.lines,
                 "when": row.when, "named": named, "most": most}  # fmt: skip
        posted |= {f"{name}-{row.place}": value for name, value in typed.items()}
    return posted


@pytest.mark.parametrize("about", ["diri", "tim"])
def test_saving_rows_without_touching_them_changes_nothing_but_the_steps_of_follow_ups(
    scope: Any, planner: Actor, now: Any, about: str
) -> None:
    services.adopt_starting_instruments(actor=planner, now=now)
    draft = next(row.draft for row in queries.instruments(planner) if row.about == about)
    read = tuple(row.question for row in read_rows(_posted(draft)))
    plain = [one for one in draft.questions if not one.offsets]
    assert [one for one in read if not one.offsets] == plain
    for before, after in zip(draft.questions, read, strict=True):
        assert (after.code, after.words, after.competency) == (before.code, before.words, before.competency)
        assert len(after.offsets) == len(before.offsets)
        assert list(after.offsets) == sorted(after.offsets)


def test_buttons_add_move_and_remove_rows() -> None:
    content = read_content({"questions": [QUESTION | {"code": code} for code in "abc"]})
    rows = rows_of(content)

    def codes(action: str) -> str:
        return "".join(row.question.code for row in edited(rows, action))

    assert (codes("naik:3"), codes("turun:1"), codes("hapus:2")) == ("acb", "bac", "ac")
    assert (codes("naik:1"), codes("turun:3"), codes("hapus:9"), codes("simpan")) == ("abc",) * 4
    added = edited(rows, "tambah")
    assert len(added) == 4
    assert len({row.question.code for row in added}) == 4
