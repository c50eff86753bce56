"""Lets Rasa load without TensorFlow and without the service clients that it imports.

Importing ``rasa.core.agent`` with TensorFlow takes 4 s and 630 MB, without it 1.5 s and 160 MB,
and none of the components used here needs it. `requirements-overrides.txt` lists the packages
that are therefore not installed.
"""

from __future__ import annotations

from bot.assistant.stand_ins import put_in_place

_INSTALL_TENSORFLOW = "install it with: uv pip install --python .venv --group tensorflow"

_TENSORFLOW = ("keras", "tensorflow", "tensorflow_hub", "tensorflow_text")

# Module and the distribution that provides it.
_SERVICES = {
    "aio_pika": "aio-pika",
    "aiogram": "aiogram",
    "aiormq": "aio-pika",
    "boto3": "boto3",
    "botocore": "boto3",
    "cachecontrol": "cachecontrol",
    "confluent_kafka": "confluent-kafka",
    "fbmessenger": "fbmessenger",
    "google.auth": "google-auth",
    "google.oauth2": "google-auth",
    "matplotlib": "matplotlib",
    "mattermostwrapper": "mattermostwrapper",
    "psycopg2": "psycopg2-binary",
    "pymongo": "pymongo",
    "rocketchat_API": "rocketchat-api",
    "twilio": "twilio",
    "webexteamssdk": "webexteamssdk",
}


def allow() -> None:
    """Make ``import rasa…`` work with what is installed; call it before the first such import.

    Using a component whose package is missing raises
    :class:`bot.assistant.stand_ins.MissingPackageError`.
    """
    modules = dict.fromkeys(_TENSORFLOW, _INSTALL_TENSORFLOW)
    for module, distribution in _SERVICES.items():
        modules[module] = f"install it with: uv pip install --python .venv {distribution}"
    put_in_place("rasa", modules)
