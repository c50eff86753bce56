"""Tokens from spaCy's blank English pipeline, with its normalised forms; no model download."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.matcher import blank_english
from bot.nlu.text import fold


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class EnglishTokenizer(Tokenizer):  # type: ignore[misc]
    """Splits a message into tokens; a token's lemma is its normalised form (`n't` is `not`)."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings that every Rasa tokenizer has."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @staticmethod
    def required_packages() -> list[str]:
        """What must be installed."""
        return ["spacy"]

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The tokens of one attribute of a message."""
        text = message.get(attribute)
        return [
            Token(text[token.idx : token.idx + len(token)], token.idx, lemma=token.norm_)
            for token in blank_english().make_doc(fold(text))
            if not token.is_space
        ]
