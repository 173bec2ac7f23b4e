"""`python -m bot`, which is what `./kring` runs."""

from bot.command_line import app

app(prog_name="./kring")
