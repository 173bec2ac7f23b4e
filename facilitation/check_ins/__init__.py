"""Check-ins: a community's recurring arrival turn, opened, gathered and given back by itself."""

from facilitation.check_ins.handlers import CHECK_INS

__all__ = ["CHECK_INS"]
