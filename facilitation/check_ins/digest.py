"""What everybody sees in the channel: the card of a round, and in its thread what people said."""

from collections.abc import Iterator, Sequence

from facilitation.check_ins.asking import answer_button, questions, who_will_see
from facilitation.check_ins.model import ANONYMOUS_AT_LEAST, Round, Visibility
from facilitation.messages import Block, Card, Paragraph, Quote, Small
from facilitation.texts import Texts

QUOTED_AT_MOST = 6000  # characters a message; Slack takes about 12,000 of blocks, JSON counted
QUOTES_AT_MOST = 20  # a message; Slack takes 50 blocks

Said = tuple[str, str]
"""A name ("" in an anonymous round) and what was said."""


def opened(round_: Round, channel: str, texts: Texts) -> Card:
    """The root of an open round's thread."""
    return Card(
        texts.plain("check_ins.round", day=texts.day(round_.day)),
        (
            *who_will_see(round_, channel, texts),
            *questions(round_, texts),
            Small(texts("check_ins.open_until", moment=texts.when(round_.closes_at))),
        ),
        (answer_button(round_, texts),),
    )


def one_answer(name: str, round_: Round, said: Sequence[str], texts: Texts) -> Card:
    """One member's answers, in the thread of an open round."""
    body: list[Block] = []
    for question, text in zip(round_.questions, said, strict=False):
        if text and len(round_.questions) > 1:
            body.append(Paragraph(texts("check_ins.question", question=question)))
        if text:
            body.append(Quote(text))
    return Card(name or texts.plain("check_ins.somebody"), tuple(body))


def closed(round_: Round, count: int | None, texts: Texts) -> Card:
    """The root once a round is over. `count` is None where it may not be told."""
    if count is None:
        line = texts("check_ins.too_few", least=ANONYMOUS_AT_LEAST)
    elif count:
        line = texts.count("check_ins.answers_in_thread", count)
    else:
        line = texts("check_ins.nobody_answered")
    body: list[Block] = [*questions(round_, texts), Paragraph(line)]
    if count and round_.visibility is Visibility.ANONYMOUS:
        body.append(Small(texts("check_ins.unlinked")))
    return Card(texts.plain("check_ins.round_closed", day=texts.day(round_.day)), tuple(body))


def in_thread(round_: Round, said: Sequence[Sequence[Said]], texts: Texts) -> Iterator[Card]:
    """All that was said, a question after the other, in as many messages as it takes."""
    for question, answers in zip(round_.questions, said, strict=True):
        if not answers and round_.visibility is Visibility.ANONYMOUS:
            too_few = Small(texts("check_ins.too_few_here", least=ANONYMOUS_AT_LEAST))
            yield Card(texts.plain("check_ins.question_title", question=question), (too_few,))
        for number, part in enumerate(_parts(answers)):
            key = "check_ins.continued" if number else "check_ins.question_title"
            quotes = tuple(Quote(text, by=name) for name, text in part)
            yield Card(texts.plain(key, question=question), quotes)


def _parts(answers: Sequence[Said]) -> Iterator[Sequence[Said]]:
    part: list[Said] = []
    length = 0
    for name, text in answers:
        if part and (length + len(text) > QUOTED_AT_MOST or len(part) == QUOTES_AT_MOST):
            yield part
            part, length = [], 0
        part.append((name, text))
        length += len(text)
    if part:
        yield part
