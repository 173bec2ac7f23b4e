"""Kring comes to workspaces and goes from them, one by one or with a whole organisation."""

from datetime import UTC, datetime
from typing import Any

from adapters.slack.incoming import Known, to_event
from facilitation.events import AnyChatEvent, Installed, Uninstalled
from facilitation.people import WorkspaceId
from tests.adapters.slack.payloads import RECEIVED, payload

HERE, ORGANISATION, SISTER = (WorkspaceId(f"slack:{name}") for name in ("T01KRING", "E01", "T02SISTER"))
SENT = datetime.fromtimestamp(1795440040, UTC)


def read(name: str, **changed: Any) -> AnyChatEvent | None:
    return to_event(payload(name) | changed, Known(RECEIVED, "U0KRING"))


def org_wide(team: str | None) -> dict[str, Any]:
    by = {"enterprise_id": "E01", "team_id": team, "user_id": "U0KRING", "is_bot": True, "is_enterprise_install": True}
    return {"enterprise_id": "E01", "authorizations": [by]}


def access(event: str, *teams: object) -> AnyChatEvent | None:
    return read("app_uninstalled", **org_wide(None), team_id=None, event={"type": event, "team_ids": [*teams]})


def test_a_workspace_takes_kring_out() -> None:
    for name in ("app_uninstalled", "tokens_revoked"):
        gone = read(name)
        assert isinstance(gone, Uninstalled)
        assert (gone.workspace, gone.at) == (HERE, SENT)


def test_an_organisation_takes_kring_out_of_all_it_has() -> None:
    for changed in (org_wide("T01KRING"), org_wide(None), {**org_wide(None), "team_id": None, "authorizations": []}):
        gone = read("app_uninstalled", **changed)
        assert isinstance(gone, Uninstalled)
        assert gone.workspace == ORGANISATION


def test_an_organisation_lets_kring_into_some_of_its_workspaces_and_out_of_them() -> None:
    let_in, taken_out = (
        access("team_access_granted", "T01KRING", "T02SISTER"),
        access("team_access_revoked", "T02SISTER"),
    )
    assert isinstance(let_in, Installed)
    assert (let_in.workspace, let_in.also, let_in.organisation) == (HERE, (SISTER,), ORGANISATION)
    assert isinstance(taken_out, Uninstalled)
    assert (taken_out.workspace, taken_out.also) == (SISTER, ())
    assert [access("team_access_revoked", *teams) for teams in ((), (5, None, ""))] == [None, None]
