"""Asking the community: a first look at what is known, a thread, and the reply that helped."""

from facilitation.questions.handlers import QUESTIONS

__all__ = ["QUESTIONS"]
