"""Slack: signed HTTP and Socket Mode in, Block Kit and the Web API out."""
