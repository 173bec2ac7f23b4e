"""Adaptive Cards in a browser: Microsoft's own renderer, and how Kring's pages use it. What those pages serve."""

from pathlib import Path

FOLDER = Path(__file__).parent
