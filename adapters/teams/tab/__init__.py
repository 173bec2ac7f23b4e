"""The home view as a tab of Teams: a page that speaks with Kring as a dialog does, for whoever Microsoft says it is."""

PATH = "/teams/home"
