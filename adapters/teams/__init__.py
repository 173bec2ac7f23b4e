"""Microsoft Teams: activities of the Bot Framework in, Adaptive Cards out."""
