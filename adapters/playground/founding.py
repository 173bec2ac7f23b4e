"""Where a community was begun, as the chat itself tells: by the card with which Kring introduces it to its channel."""

from adapters.playground.channels import Channel, Kind
from adapters.playground.posts import Post
from adapters.playground.workspace import Workspace
from facilitation.messages import Button, Card

JOIN = "communities.join"  # what the button on that card does


def begins_one(post: Post) -> bool:
    if post.only_for is not None or not isinstance(post.message, Card):
        return False
    return any(isinstance(each, Button) and each.action == JOIN for each in post.message.actions)


def is_begun(workspace: Workspace, channel: Channel) -> bool:
    return any(map(begins_one, workspace.everything_in(channel.id)))


def newest_begun(workspace: Workspace, user: str) -> Channel | None:
    """The channel of the newest community, among those this person is in."""
    begun = [
        (post.id, channel)
        for channel in workspace.channels
        if channel.kind is Kind.CHANNEL and user in channel.members
        for post in workspace.everything_in(channel.id)
        if begins_one(post)
    ]
    return max(begun, key=lambda each: each[0])[1] if begun else None
