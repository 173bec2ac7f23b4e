"""`./kring roles`: who may do what, as a page of the docs."""

from collections.abc import Iterator, Sequence

from facilitation.rights import Capacity, Kind, all_rights

HEADS = {
    Capacity.NOBODY: "outside",
    Capacity.VISITOR: "workspace guest, outside",
    Capacity.GUEST: "guest",
    Capacity.MEMBER: "member",
    Capacity.HOST: "host of it",
    Capacity.FACILITATOR: "facilitator",
    Capacity.SPONSOR: "sponsor",
    Capacity.ADMIN: "workspace admin",
}
"""In the order of the columns."""

TITLES = {
    Kind.VERB: "Verbs",
    Kind.BUTTON: "Buttons",
    Kind.FORM: "Forms",
    Kind.SHORTCUT: "What is done with a message",
    Kind.REACTION: "Reactions",
    Kind.LOOK: "What goes on once something was looked up",
}
ABOUT = """\
# Who may do what

Made by `./kring roles` from `facilitation/rights.toml`, the one table that Kring looks into when somebody acts. What
is not in it nobody can do, and a Kring that would answer to it does not start. What somebody is, is looked up in that
moment as well; nothing of it is taken from what a platform sends along.

- **outside**: of the workspace, and not in the community. **Workspace guest**: the same, as the platform says.
- **guest**: let in by a facilitator, or in the channel as a guest of the workspace. Takes part in what is asked and
  held, and changes nothing that is for all.
- **member**: at the edge, fully or in the core, as each says of themselves: no right depends on it.
- **host of it**: a member or guest who leads the session, or hosts the rhythm's next one, besides.
- **facilitator**: a member who holds the role for a term, and may do what a member may.
- **sponsor**: named by the consent of all facilitators, and no member: sees numbers in fives, of five people
  and more, and what its authors released, and answers what is asked of them.
- **workspace admin**: as the platform says; sees where Kring is, and nothing that is said.

Besides, what is somebody's own (a question, a reply, words, a turn) is theirs alone; handlers see to that. Under
“anywhere”, no community needs to be meant."""


def page() -> str:
    """In Markdown. It follows from the table: no line of it is written by hand."""
    return "\n".join([ABOUT, *_tables()]) + "\n"


def _tables() -> Iterator[str]:
    for kind, title in TITLES.items():
        heads = ("what", *HEADS.values(), "anywhere")
        yield from ("", f"## {title}", "", _row(heads), _row(["---"] * len(heads)))
        for of, name, right in all_rights():
            if of is kind:
                marks = ["yes" if capacity in right.of else "" for capacity in HEADS]
                yield _row([f"`{name}`", *marks, "" if right.within else "yes"])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
