"""What everybody sees in the channel: the card of a round, and in its thread what people said."""

from collections.abc import Iterator, Mapping, Sequence

from facilitation.messages import Block, Card, Paragraph, Quote, Small
from facilitation.playbooks.kinds import Visibility
from facilitation.sessions.cards.portions import portions
from facilitation.sessions.course.effects import StepClosed
from facilitation.sessions.course.values import ANONYMOUS_AT_LEAST, Words
from facilitation.sessions.rounds.asking import answer_button, questions, what_is_asked
from facilitation.sessions.rounds.model import Round
from facilitation.texts import Texts


def opened(round_: Round, texts: Texts) -> Card:
    """The root of an open round's thread."""
    return Card(
        texts.plain("rounds.round", title=round_.title(texts), day=texts.day(round_.day)),
        (
            *what_is_asked(round_, texts),
            Small(texts("rounds.open_until", moment=texts.when(round_.closes_at))),
        ),
        (answer_button(round_, texts),),
    )


def one_answer(name: str, round_: Round, said: Sequence[Words], texts: Texts) -> Card:
    """One member's answers, in the thread of an open round."""
    body: list[Block] = []
    asked, by_question = round_.questions(texts), {words.question: words.text for words in said}
    for number, question in enumerate(asked):
        text = by_question.get(number)
        if text and len(asked) > 1:
            body.append(Paragraph(texts("rounds.question", question=question)))
        if text:
            body.append(Quote(text))
    return Card(name or texts.plain("rounds.somebody"), tuple(body))


def closed(round_: Round, effect: StepClosed, texts: Texts) -> Card:
    """The root once a round is over."""
    count = effect.outcome.given
    if count is None:
        shown = "rounds.too_few_named" if effect.items else "rounds.too_few"
        line = texts(shown, least=ANONYMOUS_AT_LEAST)
    elif count:
        line = texts.count("rounds.answers_in_thread", count)
    else:
        line = texts("rounds.nobody_answered")
    body: list[Block] = [*questions(round_, texts), Paragraph(line)]
    if count and round_.visibility is Visibility.ANONYMOUS:
        body.append(Small(texts("rounds.unlinked")))
    title = texts.plain("rounds.round_closed", title=round_.title(texts), day=texts.day(round_.day))
    return Card(title, tuple(body))


def in_thread(round_: Round, effect: StepClosed, names: Mapping[str, str], texts: Texts) -> Iterator[Card]:
    """All that was said, a question after the other, in as many messages as it takes."""
    said = _said(effect, names, texts)
    for number, question in enumerate(round_.questions(texts)):
        answers = [words for asked, words in said if asked == number]
        if not answers and effect.voices:
            too_few = Small(texts("rounds.too_few_here", least=ANONYMOUS_AT_LEAST))
            yield Card(texts.plain("rounds.question_title", question=question), (too_few,))
        for place, quotes in enumerate(portions(answers)):
            key = "rounds.continued" if place else "rounds.question_title"
            yield Card(texts.plain(key, question=question), quotes)


def _said(effect: StepClosed, names: Mapping[str, str], texts: Texts) -> Sequence[tuple[int, Quote]]:
    """By question, no more than may be shown to all; a voice has no name."""
    given = [words for each in effect.gathered for words in each.texts]
    said = {words.id: words.text for words in (*effect.voices, *given)}
    somebody = texts.plain("rounds.somebody")
    return [
        (item.question, Quote(said[item.id], by=(names.get(item.by) or somebody) if item.by else ""))
        for item in effect.items
    ]
