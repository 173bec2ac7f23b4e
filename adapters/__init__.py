"""Chat platforms: their payloads become our events, our messages become their calls."""
