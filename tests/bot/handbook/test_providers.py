"""Who can be asked who somebody is, by the settings; and what is set up by half."""

from typing import Any

from adapters.teams.registrations import note_of
from adapters.teams.tokens import AppSecret
from bot.fitting import misfits
from bot.handbook.providers import added, providers
from bot.settings import Settings
from tests.bot.handbook.circle import Circle
from tests.bot.process import KEY

SLACK = {"slack_client_id": "1.2", "slack_client_secret": "s", "slack_features": "sign-in"}
TEAMS = {"microsoft_app_id": "app", "microsoft_app_password": "p", "microsoft_app_tenant_id": "tenant"}


def settings(**given: Any) -> Settings:
    return Settings(_env_file=None, **given)


def test_people_sign_in_with_what_is_set_up() -> None:
    assert list(providers(settings())) == []
    slack, teams = providers(settings(**SLACK, **TEAMS))
    assert (slack.name, slack.issuer, slack.takes_proof) == ("slack", "https://slack.com", False)
    assert teams.issuer == "https://login.microsoftonline.com/tenant/v2.0"
    assert (teams.name, teams.workspace, teams.user, teams.takes_proof) == ("teams", "tid", "oid", True)


def test_an_app_that_is_only_installed_offers_no_way_in_to_the_handbook() -> None:
    assert list(providers(settings(**{**SLACK, "slack_features": ""}))) == []


def test_other_issuers_may_stand_in_for_theirs() -> None:
    others = {"slack_openid_url": "https://one.example", "microsoft_openid_url": "https://two.example"}
    assert [each.issuer for each in providers(settings(**SLACK, **TEAMS, **others))] == [*others.values()]


def test_each_tenant_that_was_added_is_asked_by_its_own_registration(circle: Circle) -> None:
    theirs = AppSecret("their-app", "their-secret", "their-tenant", name="Weavers")
    unnamed = AppSecret("another-app", "s", "another-tenant")
    with circle.shelf.unit() as unit:
        assert list(added(settings(**TEAMS), unit)) == []
        for each in (theirs, unnamed):
            unit.notebook.write("teams", *note_of(each))
        another, weavers = added(settings(**TEAMS), unit)
        assert list(added(settings(), unit)) == []
    assert (weavers.title, another.title) == ("Weavers", "another-tenant")
    assert (weavers.tenant, weavers.client_id, weavers.client_secret) == ("their-tenant", "their-app", "their-secret")
    assert weavers.issuer == "https://login.microsoftonline.com/their-tenant/v2.0"


def test_half_of_it_and_what_is_no_address_are_told() -> None:
    (line,) = misfits(settings(slack_client_id="1.2"))
    assert "Slack's app" in line
    assert "SLACK_CLIENT_SECRET" in line
    (line,) = misfits(settings(kring_secret_key=KEY, slack_openid_url="http://slack.example"))
    assert line.startswith("SLACK_OPENID_URL")
