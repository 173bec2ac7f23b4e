"""What can be asked of Kring, in one language: for a platform's menus, made from what is registered."""

from collections.abc import Iterator, Sequence

from facilitation.repertoire import Offer, Repertoire
from facilitation.texts import Texts, texts_in
from storage.unit import SqlUnit

MENU = "kring"


class Offers:
    def __init__(self, repertoire: Repertoire[SqlUnit]) -> None:
        self._repertoire = repertoire

    def verbs(self, language: str) -> Sequence[Offer]:
        return list(self._verbs(texts_in(language)))

    def shortcuts(self, language: str) -> Sequence[Offer]:
        return list(self._shortcuts(texts_in(language)))

    def menu(self, language: str) -> Offer:
        """What is chosen where no message is meant: it opens the form to choose in."""
        return Offer(MENU, texts_in(language).plain("conversation.menu_title"))

    def _verbs(self, texts: Texts) -> Iterator[Offer]:
        for capability, verb in self._repertoire.verbs():
            yield Offer(verb.name, texts.plain(f"{capability}.help.{verb.name.replace(' ', '-')}"))
        yield Offer("home", texts.plain("conversation.home_is"))
        yield Offer("help", texts.plain("conversation.help_title"))

    def _shortcuts(self, texts: Texts) -> Iterator[Offer]:
        for capability in self._repertoire.capabilities:
            for name in capability.shortcuts:
                yield Offer(name, texts.plain(f"{capability.name}.shortcut.{name}"))
