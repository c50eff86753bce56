"""Rasa trains, loads and answers with what is installed, and says so where it cannot."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import stand_ins, without_tensorflow

_HAS_TENSORFLOW = importlib.util.find_spec("tensorflow") is not None
_ROOT = Path(__file__).parents[2]

_CONFIG = """
recipe: default.v1
assistant_id: toy
language: en
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: toy_component.Shouting
- name: LogisticRegressionClassifier
- name: FallbackClassifier
  threshold: 0.2
policies:
- name: MemoizationPolicy
- name: RulePolicy
"""

_DOMAIN = """
version: "3.1"
intents: [greet, complain, stop]
responses:
  utter_greet: [{text: "Hello."}]
  utter_sorry: [{text: "I am sorry to hear that."}]
  utter_bye: [{text: "Stopping."}]
"""

_DATA = """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello there
    - good morning
    - hi
- intent: complain
  examples: |
    - my heel hurts
    - my feet are sore
    - pain in my foot
- intent: stop
  examples: |
    - stop now
    - please stop
    - that is enough
rules:
- rule: greeting
  steps: [{intent: greet}, {action: utter_greet}]
- rule: complaint
  steps: [{intent: complain}, {action: utter_sorry}]
- rule: stopping
  steps: [{intent: stop}, {action: utter_bye}]
"""

_COMPONENT = '''
from typing import List

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=False
)
class Shouting(GraphComponent):
    """Notes whether a message is shouted."""

    @classmethod
    def create(cls, config, model_storage, resource, execution_context):
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            message.set("shouted", message.get("text", "").isupper(), add_to_output=True)
        return messages
'''


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A toy bot with the kinds of components that this project uses, trained and loaded."""
    without_tensorflow.allow()
    folder = tmp_path_factory.mktemp("toy")
    for name, text in {
        "config.yml": _CONFIG,
        "domain.yml": _DOMAIN,
        "data.yml": _DATA,
        "toy_component.py": _COMPONENT,
    }.items():
        (folder / name).write_text(text)

    agent_module = importlib.import_module("rasa.core.agent")
    training = importlib.import_module("rasa.model_training")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        patch.setenv("RASA_CACHE_DIRECTORY", str(folder / "cache"))
        result = training.train(
            str(folder / "domain.yml"),
            str(folder / "config.yml"),
            [str(folder / "data.yml")],
            output=str(folder / "models"),
        )
        return agent_module.Agent.load(result.model)


def test_a_toy_bot_answers(agent: Any) -> None:
    channel = importlib.import_module("rasa.core.channels.channel")
    output = channel.CollectingOutputChannel()
    message = channel.UserMessage("my heel hurts", output, "someone", input_channel="test")
    asyncio.run(agent.handle_message(message))
    assert [answer["text"] for answer in output.messages] == ["I am sorry to hear that."]


def test_a_component_of_ones_own_takes_part(agent: Any) -> None:
    assert asyncio.run(agent.parse_message("STOP NOW"))["shouted"] is True
    assert asyncio.run(agent.parse_message("stop now"))["shouted"] is False


@pytest.mark.skipif(_HAS_TENSORFLOW, reason="TensorFlow is installed")
def test_a_tensorflow_component_says_what_it_needs(agent: Any) -> None:
    layers = importlib.import_module("rasa.utils.tensorflow.layers")
    with pytest.raises(stand_ins.MissingPackageError, match="--group tensorflow"):
        layers.Embed(embed_dim=2, reg_lambda=0.0, layer_name_suffix="x")


def test_importing_is_quiet() -> None:
    code = (
        "from bot.assistant import without_tensorflow; without_tensorflow.allow(); "
        "import rasa.core.agent, rasa.telemetry; print(rasa.telemetry.is_telemetry_enabled())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=_ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
    assert done.stderr == ""
