"""Activities as Teams makes them: the envelope, and what each kind has in it."""

import html
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from tests.emulators.teams_tenant import THREAD, Message, Person, Tenant

Json = dict[str, Any]


class Activities:
    """Makes activities from a tenant's service, at the time the clock tells."""

    def __init__(self, tenant: Tenant, service_url: str, now: Callable[[], datetime]) -> None:
        self.tenant, self._service_url, self._now = tenant, service_url, now

    def envelope(self, kind: str, by: Person | None, conversation: str, **more: object) -> Json:
        at = self._now()
        who = {"id": by.id, "name": by.name, "aadObjectId": by.aad} if by else {"id": self.tenant.bot, "name": "Kring"}
        client = {"type": "clientInfo", "platform": "Web", "country": "BE"}
        client |= {"locale": by.locale, "timezone": by.zone} if by else {}
        return {
            "type": kind,
            "id": f"f:{uuid4()}",
            "timestamp": at.isoformat().replace("+00:00", "Z"),
            "localTimestamp": at.isoformat(),
            "channelId": "msteams",
            "serviceUrl": self._service_url,
            "from": who,
            "recipient": {"id": self.tenant.bot, "name": "Kring"},
            "conversation": self._conversation(conversation),
            "channelData": self._channel_data(conversation),
            "entities": [client],
            "locale": by.locale if by else "en-US",
            "localTimezone": by.zone if by else "UTC",
        } | more

    def message(self, by: Person, message: Message, text: str, *, mention: bool) -> Json:
        """`text` as it was typed; Teams escapes it."""
        said = html.escape(text, quote=False)
        entities = []
        if mention:
            said = f"<at>Kring</at>&nbsp;{said}"
            entities = [
                {"type": "mention", "text": "<at>Kring</at>", "mentioned": {"id": self.tenant.bot, "name": "Kring"}}
            ]
        activity = self.envelope("message", by, where(message), id=message.id, text=said, textFormat="plain")
        activity["entities"] += entities
        activity["attachments"] = [{"contentType": "text/html", "content": f"<div>{said}</div>"}]
        return activity

    def invoke(self, name: str, by: Person, conversation: str, value: Json, under: str | None = None) -> Json:
        more: Json = {"name": name, "value": value}
        if under:
            more["replyToId"] = under
        return self.envelope("invoke", by, conversation, **more)

    def payload_of(self, message: Message, author: Person | None) -> Json:
        """A message as the message menu hands it over, in the words of Microsoft Graph."""
        user = {"userIdentityType": "aadUser", "id": author.aad, "displayName": author.name} if author else None
        return {
            "id": message.id,
            "replyToId": message.root,
            "createdDateTime": self._now().isoformat(),
            "deleted": False,
            "importance": "normal",
            "locale": "en-us",
            "body": {"contentType": "html", "content": f"<div>{message.activity.get('text', '')}</div>"},
            "from": {"device": None, "conversation": None, "user": user, "application": None},
            "reactions": [],
            "mentions": [],
            "attachments": [],
        }

    def _conversation(self, conversation: str) -> Json:
        if self.tenant.team_of(conversation.partition(THREAD)[0]):
            return {"isGroup": True, "conversationType": "channel", "id": conversation, "tenantId": self.tenant.id}
        return {"conversationType": "personal", "id": conversation, "tenantId": self.tenant.id}

    def _channel_data(self, conversation: str) -> Json:
        base = conversation.partition(THREAD)[0]
        team = self.tenant.team_of(base)
        if team is None:
            return {"tenant": {"id": self.tenant.id}}
        return {"channel": {"id": base}, "team": {"id": team.id}, "tenant": {"id": self.tenant.id}}


def where(message: Message) -> str:
    """A channel's every message is in a thread: a root in its own."""
    if message.conversation.startswith("a:"):
        return message.conversation
    return f"{message.conversation}{THREAD}{message.root or message.id}"
