"""Teams around a tab: a page of Microsoft's host that answers what the tab's own library asks of it."""

import json
from typing import Any

from playwright.async_api import BrowserContext, Route

from tests.emulators.teams_tenant import TENANT

HOST = "https://teams.microsoft.com"
PAGE = """<!doctype html><title>Teams</title>
<style>html, body, iframe { margin: 0; width: 100%%; height: 100%%; border: 0; }</style>
<iframe title="Kring" src="%(tab)s"></iframe>
<script>
const answers = %(answers)s;
window.asked = [];
addEventListener("message", (event) => {
  const { id, uuid, func } = event.data;
  window.asked.push(func);
  if (func in answers) {
    event.source.postMessage({ id, uuid, uuidAsString: event.data.uuidAsString, args: answers[func] }, event.origin);
  }
});
</script>"""


async def around(context: BrowserContext, tab: str, token: str | None, theme: str = "default") -> None:
    """Every page of Teams' host holds the tab. Without a token Teams can't tell who has it open."""
    given: list[Any] = [True, token] if token else [False, "resourceRequiresConsent"]
    answers = {
        "initialize": ["content", "web", "2.0.0", "2.0.0"],
        "getContext": [{"theme": theme, "locale": "en-us", "frameContext": "content", "tid": TENANT}],
        "authentication.getAuthToken": given,
    }
    page = PAGE % {"tab": tab, "answers": json.dumps(answers)}

    async def shown(route: Route) -> None:
        await route.fulfill(content_type="text/html", body=page)

    await context.route(f"{HOST}/**", shown)
