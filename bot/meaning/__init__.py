"""What texts mean: a model of vectors, when it is there, for what is looked for and for what can be found."""
