"""A community in several places: linking one in another workspace, and threads that are one thread on every side."""

from facilitation.linking.handlers import LINKING

__all__ = ["LINKING"]
