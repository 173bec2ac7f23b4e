"""Waits until the example workspace has lived its story."""

import asyncio

import httpx2

PATIENCE = 120.0  # seconds; a second or two on a fast machine on which nothing else runs


async def settled(url: str) -> None:
    """Raises: TimeoutError."""
    async with httpx2.AsyncClient() as client, asyncio.timeout(PATIENCE):
        while True:
            answer = await client.get(f"{url}/playground/-/noor/seen?place=general")
            if answer.is_success and answer.json()["settled"]:
                return
            await asyncio.sleep(0.1)
