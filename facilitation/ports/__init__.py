"""What facilitation asks of the world: a clock, a memory, and platforms to speak through."""
