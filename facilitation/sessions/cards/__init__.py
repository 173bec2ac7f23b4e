"""What a session looks like: its own card, its steps, what came of them, and its console."""
