from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.assistant import without_tensorflow

without_tensorflow.allow()

from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402

from bot.nlu.components.entity_extractor import RuleEntityExtractor  # noqa: E402
from bot.nlu.components.intent_classifier import SteadyIntentClassifier  # noqa: E402
from bot.nlu.components.tokenizer import EnglishTokenizer  # noqa: E402

EXAMPLES = {
    "next_step": ["next step", "go on to the next one", "what's next then", "skip this step"],
    "report_symptom": ["my heel hurts", "my foot is sore", "the arch aches", "my calf is tight"],
    "faq/how_hard": ["how hard should i press", "how much pressure", "is harder better"],
    "out_of_scope": ["order me a pizza", "play some music", "tell me a joke"],
}


@pytest.fixture(scope="module")
def training_data() -> TrainingData:
    messages = []
    for intent, texts in EXAMPLES.items():
        for text in texts:
            data = {"text": text, "intent": intent.split("/")[0]}
            if "/" in intent:
                data["intent_response_key"] = intent
            messages.append(Message(data=data))
    tables = [
        {"name": "supply/oil", "elements": ["oil", "massage oil"]},
        {"name": "body_part/heel", "elements": ["heel"]},
    ]
    return TrainingData(messages, lookup_tables=tables)


def trained(component: Any, training_data: TrainingData, folder: Path) -> Any:
    """The component trained, written to disk and read again."""
    context = ExecutionContext(GraphSchema({}), "test", "node")
    storage, resource = LocalModelStorage(folder), Resource("part")
    component.create({}, storage, resource, context).train(training_data)
    return component.load({}, storage, resource, context)


def process(component: Any, text: str) -> dict[str, Any]:
    (message,) = component.process([Message(data={"text": text})])
    found: dict[str, Any] = message.as_dict(only_output_properties=True)
    return found


def test_extractor_reads_the_lookup_tables(training_data: TrainingData, tmp_path: Path) -> None:
    extractor = trained(RuleEntityExtractor, training_data, tmp_path)
    found = process(extractor, "my heel, ten minutes, no massage oil")["entities"]
    assert [(entity["entity"], entity["value"], entity.get("negated")) for entity in found] == [
        ("body_part", "heel", None),
        ("duration", 600, None),
        ("supply", "oil", True),
    ]
    assert found[2]["start"] == 25
    assert found[2]["end"] == 36


def test_classifier_gives_base_and_full_names(training_data: TrainingData, tmp_path: Path) -> None:
    classifier = trained(SteadyIntentClassifier, training_data, tmp_path)
    hard = process(classifier, "how hard do I press")["intent"]
    assert (hard["name"], hard["full_retrieval_intent_name"]) == ("faq", "faq/how_hard")
    symptom = process(classifier, "my heel is sore")
    assert symptom["intent"]["name"] == "report_symptom"
    assert "full_retrieval_intent_name" not in symptom["intent"]
    assert symptom["intent_ranking"][0]["name"] == "report_symptom"
    assert process(classifier, "ok next step")["intent"]["source"] == "reflex"


def test_a_text_without_features_is_out_of_scope(
    training_data: TrainingData, tmp_path: Path
) -> None:
    classifier = trained(SteadyIntentClassifier, training_data, tmp_path)
    assert process(classifier, "👍")["intent"]["name"] == "out_of_scope"


def test_tokens_are_normalised() -> None:
    tokenizer = EnglishTokenizer(EnglishTokenizer.get_default_config())
    tokens = tokenizer.tokenize(Message(data={"text": "Don’t stop"}), "text")
    assert [(token.text, token.lemma, token.start) for token in tokens] == [
        ("Do", "do", 0),
        ("n’t", "not", 2),
        ("stop", "stop", 6),
    ]
