"""Understanding of what was said: text, entities, intents. The pure modules import no Rasa."""
