"""How Kring remembers: tables, mapping, repositories, one unit of work on writer threads, search and secrets."""
