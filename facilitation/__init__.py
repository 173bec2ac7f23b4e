"""What a facilitator does: a folder per capability, and what they share."""
