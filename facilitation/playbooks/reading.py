"""Reads a playbook's file: every fault of it told at once, each with its line and what would be right."""

import re

from pydantic import ValidationError

from facilitation.playbooks.checks import findings
from facilitation.playbooks.faults import Faulty, Finding, shown
from facilitation.playbooks.mending import is_about, mended
from facilitation.playbooks.pages import Page, open_page
from facilitation.playbooks.refusals import refusals
from facilitation.playbooks.schema import Playbook

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def read(text: str, name: str) -> Playbook:
    """`name` is the file's, without its ending. Raises: Faulty."""
    page = open_page(text, name)
    playbook, found = _judged(page, name)
    if not NAME.fullmatch(name):
        found.append(Finding((), "file_name", {"word": shown(name)}))
    if found or page.faults or playbook is None:
        raise Faulty(name, [*page.faults, *map(page.fault, found)])
    return playbook


def _judged(page: Page, name: str) -> tuple[Playbook | None, list[Finding]]:
    try:
        playbook = Playbook.model_validate(page.content)
    except ValidationError as error:
        refused = refusals(error)
        found = [refusal.finding for refusal in refused]
        meant = mended(page.content, refused)
        if meant:
            found += (each for each in findings(meant.playbook, name) if not is_about(each, meant.guessed))
        return None, found
    return playbook, list(findings(playbook, name))
