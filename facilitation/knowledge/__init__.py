"""Keeping what helped, with the consent of everyone whose words it holds, and finding it again."""

from facilitation.knowledge.handlers import KNOWLEDGE

__all__ = ["KNOWLEDGE"]
