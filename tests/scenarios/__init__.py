"""What people do with Kring, told once in their words and played on every platform."""
