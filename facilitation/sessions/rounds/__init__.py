"""Rounds: sessions in which every member is asked privately, and the answers are given back together in the channel."""
