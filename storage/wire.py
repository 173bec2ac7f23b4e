"""Messages as they rest in the outbox: JSON, and back."""

from pydantic import TypeAdapter

from facilitation.messages import Message

_messages: TypeAdapter[Message] = TypeAdapter(Message)


def pack(message: Message) -> str:
    return _messages.dump_json(message).decode()


def unpack(body: str) -> Message:
    return _messages.validate_json(body)
