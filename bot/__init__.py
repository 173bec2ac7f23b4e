"""Runs Kring: command line, settings, wiring, web, ticker and delivery."""
