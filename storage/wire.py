"""Messages as they rest in the outbox: JSON, and back."""

import json

from pydantic import TypeAdapter

from facilitation.messages import Message
from storage.columns import storable

_messages: TypeAdapter[Message] = TypeAdapter(Message)


def pack(message: Message) -> str:
    """Lone surrogates, which JSON in UTF-8 can't hold, become question marks."""
    return storable(json.dumps(_messages.dump_python(message), ensure_ascii=False))


def unpack(body: str) -> Message:
    """Raises: ValidationError."""
    return _messages.validate_json(body)
