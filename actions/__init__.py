"""Rasa custom actions: thin adapters from an intent to the conversation, a file a concern."""
