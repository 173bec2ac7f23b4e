"""What every part of a playbook is made of: texts in all languages, and names."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Words(Part):
    """One text in every language of the product."""

    en: Sentence
    nl: Sentence
    fr: Sentence

    def told_in(self, language: str) -> str:
        return str(getattr(self, language, self.en))


class ShortWords(Words):
    """A label in every language of the product."""

    en: Name
    nl: Name
    fr: Name
