"""`python -m bot`, which is what `./kring` runs."""

import gc
from importlib import import_module

gc.disable()  # all that is imported stays: looking for what does not, again and again, takes a third of a start
app = import_module("bot.command_line").app
gc.freeze()
gc.enable()
app(prog_name="./kring")
