"""`./kring bench`: how fast Kring is, beside something that is known, both measured in the same run."""
