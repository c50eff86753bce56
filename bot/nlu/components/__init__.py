"""Rasa graph components: thin shells around the pure modules of `bot.nlu`."""
