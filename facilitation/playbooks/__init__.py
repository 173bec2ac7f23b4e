"""Session formats as data: what a playbook file can say, how it is read, and the ones Kring brings along."""
