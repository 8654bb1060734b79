"""J7: a superior rates his team with his thumbs; signing out of a shared phone; phone and server choose alike."""

import json
import random
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from asah.stages import questionnaires
from asah.stages.questionnaires.rules import ENOUGH, Content, Given, next_step, read_content, turn
from tests.journeys.town import Running
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.slow
CHIP = "Tersimpan di ponsel · {} belum terkirim"


def ask(asah: Running, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What stands in the database, read as its owner."""
    with psycopg.connect(asah.environ["DATABASE_URL"]) as connection:
        return connection.execute(sql, values).fetchall()


def heading(somebody: Visitor) -> str:
    return somebody.page.get_by_role("heading", level=1).inner_text()


def answer(somebody: Visitor, choice: int = 0) -> str:
    """Answer the question on the screen with one of its choices (or words) and go on; returns the question."""
    page, question = somebody.page, heading(somebody)
    boxes = page.locator("input[name=value][type=radio], input[name=value][type=checkbox]")
    if boxes.count():
        boxes.nth(min(choice, boxes.count() - 1)).check()
    else:
        page.locator("textarea[name=value]").fill("Antrean lebih pendek.")
    page.get_by_role("button", name="Lanjut", exact=True).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(question)
    return question


SCRIPT = Path(questionnaires.__file__).parent / "static" / "questionnaires" / "survey.js"


def _way(content: Content, dice: random.Random) -> dict[str, Any]:
    """A person with random knowledge who answers at random: the questions asked, and what a phone knows."""
    check = content.check_block
    assert check is not None
    turns = [
        turn(f"C{place:02}", dice.choice([1.0, 2.0, 3.0, 4.0]), dice.choice([None, 1.0, 2.5, 3.0]),
             dice.choice([0.45, 0.7, 1.0]), check.offsets)
        for place in range(dice.randint(0, 13))
    ]  # fmt: skip
    given: dict[str, Given] = {}
    asked = []
    while (step := next_step(content, turns, given)) is not None:
        asked.append([step.key, step.left])
        question, value = step.question, None
        state = dice.choices(["dijawab", "tidak_tahu", "lewati"], [8, 1, 1])[0]
        if state == "dijawab" and question.named:
            options = [option.value for option in question.options]
            value = dice.randint(1, 4) if question.repeats else [dice.choice(options)] if options else None
        given[step.key] = Given(state, value)
    known = [asdict(one) | {"code": one.competency} for one in turns]
    return {"asked": asked, "competencies": known, "given": {key: asdict(one) for key, one in given.items()}}


_REPLAY = """([code, questions, ways, enough]) => ways.map((way) => {
  const given = new Map();
  const block = questions.find((one) => one.kind === "level" && one.repeats);
  const follow = questions.find((one) => one.kind === "scale" && one.repeats);
  const pack = { questions, competencies: way.competencies, most: 12, enough };
  const make = new Function("pack", "given", "block", "follow", `${code}; return nextStep;`);
  const next = make(pack, given, block, follow);
  const asked = [];
  for (let step = next(); step && asked.length < 40; step = next()) {
    const key = step.competency ? `${step.question.code}:${step.competency}` : step.question.code;
    asked.push([key, step.left]);
    given.set(key, way.given[key] || { state: "lewati", value: null });
  }
  return asked;
})"""


def test_a_phone_chooses_its_questions_as_the_server_does(browser: Browser) -> None:
    raw = json.loads((SCRIPT.parents[2] / "data" / "kebutuhan-asn.json").read_text("utf-8"))
    content, dice = read_content(raw), random.Random(3)
    ways = [_way(content, dice) for _ in range(60)]
    questions = [
        {"code": one.code, "kind": one.kind, "repeats": one.repeats,
         "onlyIf": [one.only_if.question, list(one.only_if.any_of)] if one.only_if else None}
        for one in content.questions
    ]  # fmt: skip
    script = SCRIPT.read_text("utf-8")
    code = script[script.index("const keyOf =") : script.index("/* Drawing.")]
    page = browser.new_page()
    replayed = page.evaluate(_REPLAY, [code, questions, ways, ENOUGH])
    page.close()
    assert replayed == [way["asked"] for way in ways]
    assert max(len(way["asked"]) for way in ways) <= 12


OWN = """
select i.id, i.finished_at, i.passed from questionnaires_invitation i join questionnaires_survey s on s.id = i.survey_id
join access_membership m on m.person = i.person_id join access_account a on a.id = m.account_id
where a.username = %s and s.about = %s
"""


def test_signing_out_with_unsent_answers_is_warned_and_leaves_nothing(asah: Running, phone: Visitor) -> None:
    phone.sign_in("ruben")
    page = phone.page
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    page.evaluate("asahOutbox.add('survey.finish', {survey: '00000000-0000-0000-0000-000000000000'})")
    expect(page.locator("#outbox")).to_have_text(CHIP.format(1))
    leave = "document.querySelector('form[action=\"/keluar/\"]').requestSubmit()"
    page.evaluate(leave)
    expect(page.get_by_role("dialog")).to_contain_text("1 jawaban belum terkirim")
    page.get_by_role("button", name="Tetap masuk").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    phone.context.set_offline(False)
    expect(page.locator("#outbox")).to_contain_text("bukan untuk akun Anda")
    page.evaluate(leave)
    page.get_by_role("button", name="Keluar dan hapus").click()
    page.wait_for_url(f"{asah.url}/masuk/")
    left = page.evaluate(
        """new Promise((done) => { const ask = indexedDB.open("asah"); ask.onsuccess = () => {
        const all = ask.result.transaction("items").objectStore("items").getAll();
        all.onsuccess = () => done(JSON.stringify(all.result)); }; })"""
    )
    assert json.loads(left) == []


def test_j7_a_superior_rates_his_team_with_his_thumbs(asah: Running, phone: Visitor) -> None:
    phone.sign_in("ruben").press("Penilaian tim oleh atasan 2027", "link")
    page = phone.page
    assert page.locator("figure").count() == 0
    address = page.url.split("?")[0]
    total = 0
    columns = int(page.get_by_text(re.compile("Kompetensi 1 dari")).inner_text().rsplit(" ", 1)[1])
    for column in range(columns):
        expect(page.get_by_text(f"Kompetensi {column + 1} dari {columns}")).to_be_visible()
        rows = page.locator("fieldset.taps")
        for row in range(rows.count()):
            rows.nth(row).get_by_role("radio").nth(2).check()
            total += 1
            if column == 0 and row == 0:
                # A finger needs room, and what was tapped is kept at once.
                box = rows.nth(row).locator(".tap").first.bounding_box()
                assert box is not None
                assert min(box["width"], box["height"]) >= 44
                expect(page.get_by_text("Tersimpan", exact=True)).to_be_visible()
        phone.look()
        if column == 0:
            expect(page.locator("#outbox")).to_be_hidden(timeout=15000)
            page.goto(f"{asah.url}/")
            page.goto(address)  # leaving and coming back keeps the place
            expect(page.get_by_text(f"Kompetensi 2 dari {columns}")).to_be_visible()
            continue
        page.get_by_role("button", name="Lanjut", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Semua penilaian terisi")
    phone.look()
    kept = "select count(*) from questionnaires_answer a where a.invitation_id = %s and a.level = 3"
    invitation = ask(asah, OWN, "ruben", "tim")[0][0]
    assert ask(asah, kept, invitation) == [(total,)]
    assert page.locator("figure").count() == 0

    page.get_by_role("link", name="Lanjut ke pertanyaan unit").click()
    expect(page.get_by_text("pertanyaan lagi")).to_be_visible()
    while heading(phone) != "Sudah semua?":
        answer(phone)
    page.get_by_role("button", name="Ya, benar").click()
    expect(page.locator("#outbox")).to_be_hidden(timeout=15000)
    phone.go(address.removeprefix(asah.url)).sees("Penilaian tim Anda sudah terkirim")
    both = """select count(distinct o.about_id) from questionnaires_answer o
        join questionnaires_invitation i on i.id = o.invitation_id and i.finished_at is not null
        join questionnaires_survey s on s.id = i.survey_id and s.about = 'diri'
        join questionnaires_answer b on b.about_id = o.about_id and b.competency_id = o.competency_id
        where b.invitation_id = %s and o.level is not null and b.level is not null"""
    assert page.locator("figure").count() == ask(asah, both, invitation)[0][0] > 0
