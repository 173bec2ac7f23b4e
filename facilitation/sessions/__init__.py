"""Sessions: any playbook, run with a community, at once or over days, once or in a rhythm."""
