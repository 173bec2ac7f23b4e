"""What a community keeps at hand for everybody: a few links and items, each with a line on why."""

from facilitation.resources.handlers import RESOURCES

__all__ = ["RESOURCES"]
