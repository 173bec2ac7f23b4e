"""Members' words in as many messages as it takes."""

from collections.abc import Iterator, Sequence

from facilitation.messages import Block, Paragraph, Quote, Small

QUOTED_AT_MOST = 6000  # characters a message; Slack takes about 12,000 of blocks, JSON counted
QUOTES_AT_MOST = 20  # a message; Slack takes 50 blocks


def portions(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """In their order, each with no more than one message shows whole."""
    portion: list[Block] = []
    length = 0
    for block in blocks:
        size = len(block.text) if isinstance(block, Quote | Paragraph | Small) else 0
        if portion and (length + size > QUOTED_AT_MOST or len(portion) == QUOTES_AT_MOST):
            yield tuple(portion)
            portion, length = [], 0
        portion.append(block)
        length += size
    if portion:
        yield tuple(portion)
