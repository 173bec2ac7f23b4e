"""Teams as its people use it: they write, press, fill in; their activities go signed to Kring's /api/messages."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import aiohttp

from tests.adapters.teams.gate import problems_of_card, problems_of_dialog
from tests.emulators import teams_cards
from tests.emulators.bot_connector import BotConnector
from tests.emulators.teams_activities import Activities, where
from tests.emulators.teams_cards import Typed
from tests.emulators.teams_dialogs import Delivered, Dialog
from tests.emulators.teams_identity import token
from tests.emulators.teams_tenant import Channel, Message, Person, Team

Json = dict[str, Any]

PATIENCE = 10.0  # seconds
GLANCE = 0.05  # seconds between two looks


class Teams:
    """Methods return once Kring has answered. `lines`: what the client said beside a pressed card, by person."""

    def __init__(
        self,
        connector: BotConnector,
        kring_url: str,
        session: aiohttp.ClientSession,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.connector, self.tenant = connector, connector.tenant
        self.dialogs: dict[str, Dialog] = {}
        self.lines: dict[str, list[str]] = {}
        self.activities = Activities(self.tenant, connector.service_url, now)
        self.kring_url, self._url, self._session = kring_url, f"{kring_url}/api/messages", session

    async def deliver(self, activity: Json, bearer: str | None = None) -> Delivered:
        """Send any activity, signed as Teams would; `bearer` replaces the token."""
        shown = bearer if bearer is not None else token(self.connector.app_id, activity["serviceUrl"])
        headers = {"Authorization": f"Bearer {shown}"} if shown else {}
        async with self._session.post(self._url, json=activity, headers=headers) as response:
            content = await response.read()
            return Delivered(response.status, await response.json() if content else None)

    async def write(self, by: Person, channel: Channel, text: str, under: str | None = None) -> Message:
        """An ordinary message; the team lets Kring read along."""
        return await self._say(by, channel.id, text, under, mention=False)

    async def mention(self, by: Person, channel: Channel, text: str, under: str | None = None) -> Message:
        """`@Kring text`."""
        return await self._say(by, channel.id, text, under, mention=True)

    async def tell(self, by: Person, text: str) -> Message:
        """A direct message to Kring."""
        return await self._say(by, by.direct, text, None, mention=False)

    async def edit(self, by: Person, message: Message, text: str) -> None:
        activity = self.activities.message(by, message, text, mention=False)
        message.activity = activity
        data = {**activity["channelData"], "eventType": "editMessage"}
        await self._accepted({**activity, "type": "messageUpdate", "channelData": data})

    async def delete(self, by: Person, message: Message) -> None:
        self.tenant.messages.remove(message)
        activity = self.activities.envelope("messageDelete", by, where(message), id=message.id)
        activity["channelData"]["eventType"] = "softDeleteMessage"
        await self._accepted(activity)

    async def react(self, by: Person, message: Message, reaction: str) -> None:
        """`reaction` in Teams' words: "like", "2705_whiteheavycheckmark"."""
        more = {"replyToId": message.id, "reactionsAdded": [{"type": reaction}]}
        await self._accepted(self.activities.envelope("messageReaction", by, where(message), **more))

    async def press(self, by: Person, message: Message, label: str) -> None:
        """A button of a card that stands in a conversation."""
        action = teams_cards.action(message.cards(by.id), label)
        data = action.get("data", {})
        if action["type"] == "Action.Execute":
            value = {"action": {"type": "Action.Execute", "verb": action["verb"], "data": data}, "trigger": "manual"}
            answer = await self._invoke("adaptiveCard/action", by, where(message), value, message.id)
            self._show_press(by, message, answer)
        else:
            assert action["type"] == "Action.Submit", f"{label} is no button of Kring's: {action}"
            assert data["msteams"] == {"type": "task/fetch"}
            value = {"data": data, "context": {"theme": "default"}}
            answer = await self._invoke("task/fetch", by, where(message), value, message.id)
            self._show_dialog(by, answer, "task/submit", where(message), message.id, {})

    async def press_in_dialog(self, by: Person, label: str) -> None:
        """A button within the dialog that is open."""
        dialog = self.dialogs[by.id]
        await self._send_dialog(by, dialog, teams_cards.action([dialog.card], label)["data"])

    async def fill(self, by: Person, values: Mapping[str, Typed]) -> dict[str, str]:
        """Fill in the open form and send it; return errors by field name, {} when it was taken.

        Choices are given by their values or labels, channels by id or name. What is not named stays as it is.
        """
        dialog = self.dialogs[by.id]
        await self._send_dialog(by, dialog, {**dialog.hidden, **teams_cards.filled(dialog.card, values)})
        shown = self.dialogs.get(by.id)
        return teams_cards.errors_of(shown.card) if shown else {}

    async def use_shortcut(self, by: Person, message: Message, command: str) -> None:
        """A command of the message menu."""
        author = self.tenant.person(message.by)
        value = {
            "commandId": command,
            "commandContext": "message",
            "requestId": self.tenant.new_id(),
            "messagePayload": self.activities.payload_of(message, author),
            "context": {"theme": "default"},
        }
        answer = await self._invoke("composeExtension/fetchTask", by, where(message), value)
        self._show_dialog(by, answer, "composeExtension/submitAction", where(message), None, value)

    async def write_link(self, by: Person, channel: Channel, url: str) -> Json:
        """A link in what is being written; what the client is told to show for it."""
        return await self._invoke("composeExtension/queryLink", by, channel.id, {"url": url})

    async def open_menu(self, by: Person, channel: Channel) -> None:
        """The app's command where one writes."""
        value = {"commandId": "kring", "commandContext": "compose", "requestId": self.tenant.new_id()}
        answer = await self._invoke("composeExtension/fetchTask", by, channel.id, value)
        self._show_dialog(by, answer, "composeExtension/submitAction", channel.id, None, value)

    async def add_kring(self, by: Person, team: Team, channel: Channel | None = None) -> None:
        """Somebody adds the app to a team; `channel` is the one picked while doing so."""
        team.has_bot = True
        activity = self._membership(by, team, "membersAdded", self.tenant.bot)
        if channel:
            activity["channelData"]["settings"] = {"selectedChannel": {"id": channel.id}}
        await self._accepted(activity)

    async def remove_kring(self, by: Person, team: Team) -> None:
        team.has_bot = False
        await self._accepted(self._membership(by, team, "membersRemoved", self.tenant.bot))

    async def install(self, by: Person, conversation: str, action: str = "add") -> None:
        """What Teams tells besides, of a team or a chat; `action`: or "remove"."""
        await self._accepted(self.activities.envelope("installationUpdate", by, conversation, action=action))

    async def join(self, who: Person, team: Team) -> None:
        await self._accepted(self._membership(who, team, "membersAdded", who.id, who.aad))

    async def leave(self, who: Person, team: Team) -> None:
        await self._accepted(self._membership(who, team, "membersRemoved", who.id, who.aad))

    def posts(self, channel: Channel, under: str | None = None) -> list[Message]:
        """Kring's own messages in a channel, oldest first; with `under`, those in that root's thread."""
        found = (each for each in self.tenant.messages if (each.conversation, each.by) == (channel.id, self.tenant.bot))
        return [each for each in found if each.root == under]

    def private(self, who: Person) -> list[Message]:
        """Kring's direct messages to somebody, oldest first."""
        return [each for each in self.tenant.messages if (each.conversation, each.by) == (who.direct, self.tenant.bot)]

    def words(self, message: Message, seen_by: Person | None = None) -> str:
        if seen_by is None:
            return teams_cards.words_of(message.cards())
        return teams_cards.words_of(message.cards(seen_by.id), seen_by.zone)

    async def expect(self, look: Callable[[], Sequence[Message]], words: str, seen_by: Person | None = None) -> Message:
        """The newest of these messages that holds the words, waited for."""
        for _ in range(int(PATIENCE / GLANCE)):
            for message in reversed(look()):
                if words in self.words(message, seen_by):
                    return message
            await asyncio.sleep(GLANCE)
        seen = "\n---\n".join(self.words(message, seen_by) for message in look()[-8:])
        raise AssertionError(f"nobody said {words!r}; the latest:\n{seen}")

    async def expect_in(self, channel: Channel, words: str, under: str | None = None) -> Message:
        return await self.expect(lambda: self.posts(channel, under), words)

    async def expect_private(self, who: Person, words: str) -> Message:
        return await self.expect(lambda: self.private(who), words, who)

    async def _say(self, by: Person, conversation: str, text: str, under: str | None, *, mention: bool) -> Message:
        message = Message(self.tenant.new_id(), conversation, under, by.id, {})
        message.activity = self.activities.message(by, message, text, mention=mention)
        self.tenant.messages.append(message)
        await self._accepted(message.activity)
        return message

    async def _accepted(self, activity: Json) -> None:
        delivered = await self.deliver(activity)
        assert delivered.status == 200, f"Kring answered {delivered.status} to a {activity['type']}"

    async def _invoke(self, name: str, by: Person, conversation: str, value: Json, under: str | None = None) -> Json:
        delivered = await self.deliver(self.activities.invoke(name, by, conversation, value, under))
        assert delivered.status == 200, f"Kring answered {delivered.status} to {name}: {delivered.body}"
        return delivered.body or {}

    async def _send_dialog(self, by: Person, dialog: Dialog, data: Json) -> None:
        value = {**dialog.value, "data": data, "context": {"theme": "default"}}
        answer = await self._invoke(dialog.name, by, dialog.conversation, value, dialog.under)
        self.dialogs.pop(by.id, None)
        self._show_dialog(by, answer, dialog.name, dialog.conversation, dialog.under, dialog.value)

    def _show_press(self, by: Person, message: Message, answer: Json) -> None:
        if answer.get("type") == "application/vnd.microsoft.card.adaptive":
            self._gate(problems_of_card(answer["value"]))
            message.views[by.id] = answer["value"]
        else:
            assert answer["type"] == "application/vnd.microsoft.activity.message", answer
            self.lines.setdefault(by.id, []).append(answer["value"])

    def _show_dialog(
        self, by: Person, answer: Json, name: str, conversation: str, under: str | None, value: Json
    ) -> None:
        task = answer.get("task")
        if task is None:
            return
        assert task["type"] == "continue", task
        self._gate(problems_of_dialog(task["value"]))
        self.dialogs[by.id] = Dialog(task["value"], name, conversation, under, value)

    def _membership(self, by: Person, team: Team, change: str, *who: str) -> Json:
        member = dict(zip(("id", "aadObjectId"), who, strict=False))
        activity = self.activities.envelope("conversationUpdate", by, team.id, **{change: [member]})
        event = "teamMemberAdded" if change == "membersAdded" else "teamMemberRemoved"
        activity["channelData"] |= {"eventType": event, "team": {"id": team.id, "name": team.name}}
        del activity["channelData"]["channel"]  # it concerns the whole team
        return activity

    def _gate(self, problems: list[str]) -> None:
        self.connector.refused += problems
