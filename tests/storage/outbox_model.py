"""The outbox, told as simply as possible: a list that is searched from the front."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

FIRST = datetime.min.replace(tzinfo=UTC)
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(eq=False)
class Row:
    """`line` is the place whose order it keeps; None while it waits for the message `root` to be posted."""

    number: int
    line: str | None
    words: str
    key: str | None
    due: datetime
    edits: bool = False
    root: str | None = None
    not_before: datetime = FIRST
    expires: datetime = LAST
    sending: bool = False
    fence: int = 0
    lost: bool = False


@dataclass
class Model:
    """`posted`: the line in which a key's message was posted."""

    rows: list[Row] = field(default_factory=list)
    posted: dict[str, str] = field(default_factory=dict)
    made: int = 0

    def post(self, line: str, key: str, now: datetime, not_before: datetime, expires: datetime) -> str:
        return self._add(line, key, now, not_before=not_before, expires=expires)

    def post_under(self, root: str, key: str, now: datetime) -> str:
        if root in self.posted:
            return self._add(f"under {root}", key, now)
        if self._open(root):
            return self._add(None, key, now, root=root)
        return self._add(None, key, now, lost=True)

    def update(self, key: str, now: datetime) -> str:
        self.made += 1
        words = f"words {self.made}"
        post = self._open(key)
        waiting = next((row for row in self.rows if row.key == key and row.edits and not row.sending), None)
        row = post if post and not post.sending else waiting
        if row:
            row.words = words
        elif post or key in self.posted:
            self._add(post.line if post else self.posted[key], key, now, edits=True, words=words)
        return words

    def withdraw(self, key: str) -> None:
        post = self._open(key)
        if post and not post.sending:
            self.rows = [row for row in self.rows if row is not post and row.root != key]

    def claim(self, now: datetime, until: datetime) -> dict[str, tuple[Row, bool]]:
        """By its words, what is claimed, and whether it may have arrived before."""
        claimed = {}
        for line in {row.line for row in self.rows if row.line}:
            head = self._head(line, now)
            if head is None or head.due > now:
                continue
            if head.edits and head.key not in self.posted:
                self.rows.remove(head)
                continue
            claimed[head.words] = (head, head.sending)
            head.sending, head.due, head.not_before = True, until, FIRST
            head.fence += 1
        return claimed

    def holds(self, row: Row, fence: int) -> bool:
        """Whether a claim still counts."""
        return row in self.rows and row.sending and row.fence == fence

    def sent(self, row: Row) -> None:
        self.rows.remove(row)
        if row.edits or row.key is None or row.line is None:
            return
        self.posted[row.key] = row.line
        for waiting in self.rows:
            if waiting.root == row.key:
                waiting.line, waiting.root = f"under {row.key}", None

    def put_back(self, row: Row, until: datetime, *, doubtful: bool) -> None:
        row.sending, row.due = doubtful, until

    def lose(self, row: Row) -> None:
        self._end(row)

    def expired(self, now: datetime) -> list[str | None]:
        """Those under a message that is lost now are told the next time."""
        late = [row for row in self.rows if row.expires <= now and not row.sending]
        for row in late:
            self._end(row)
        lost = [row for row in self.rows if row.lost]
        for row in lost:
            self._end(row)
        return [row.key for row in late + lost]

    def first_due(self, now: datetime) -> datetime | None:
        """When the first line's head can be claimed."""
        heads = [self._head(line, max(now, row.due)) for row in self.rows if (line := row.line)]
        return min((max(head.due, head.not_before) for head in heads if head), default=None)

    def _head(self, line: str, now: datetime) -> Row | None:
        standing = [row for row in self.rows if row.line == line and row.not_before <= now]
        return next((row for row in standing if row.sending), standing[0] if standing else None)

    def _open(self, key: str) -> Row | None:
        return next((row for row in self.rows if row.key == key and not row.edits), None)

    def _end(self, row: Row) -> None:
        self.rows.remove(row)
        for waiting in self.rows:
            if waiting.root == row.key and not row.edits:
                waiting.lost = True

    def _add(self, line: str | None, key: str, now: datetime, **more: Any) -> str:
        self.made += 1
        due = max(now, more.get("not_before", FIRST))
        row = Row(self.made, line, more.pop("words", f"words {self.made}"), key, due, **more)
        self.rows.append(row)
        return row.words
