"""What is private in an account, and where a text has any of it."""

import json
import re

from tests.amazon_double import Account

SHORTEST = 8


def private(account: Account) -> set[str]:
    """Return what must be found nowhere: secrets, words, keys, persons, and who the customer is."""
    words, keys = set[str](), set[str]()
    for record in account.records:
        items = record.get("voiceHistoryRecordItems") or []
        keys |= {record["recordKey"]}
        keys |= {item[name] for item in items for name in ("recordItemKey", "utteranceId") if name in item}
        words |= {item["transcriptText"] for item in items if len(item["transcriptText"]) >= SHORTEST}
    persons = {person.id for person in account.persons}
    assert min(len(words), len(keys), len(persons)) > 2
    # One of the awkward answers reads like a placeholder, which recipes hold.
    return {*account.secrets, *words, *keys, *persons, account.customer_id} - {"{{csrf}}"}


def found(private: set[str], persons: set[str], text: str) -> list[str]:
    """Return what of it stands in a text, as it is or as JSON writes it."""
    hits = [secret for secret in private if secret in text or json.dumps(secret)[1:-1] in text]
    return hits + [person for person in persons if re.search(rf"\b{person}\b", text)]


# What an owner may have taught without meaning to.
SECRETS = [
    "A3F7Q1M9X2K5B8",
    "A3F7Q1M9X2K5B8#1763630000000#A3RBAYBE7VM004#G090LF1172650A2D",
    "A3RBAYBE7VM004:1.0/2026/11/20/09/G090LF1172650A2D/13:20::TNIH_2V.7c1f0f6e-6a0a-4e5d-9b53-0d5f8e0a1b2cZXV/0",
    "amzn1.account.AHB4K2ZQ7W3M5N6P8R9STUVXYZ2A",
    "Atza|IwEBIKq7ExampleTokenThatIsLong-0aZ",
    "mia.mustermann@example.org",
    "where did I hide the presents",
    "Mias Küche",
    "+49 170 1234567",
    "4111111111111111",
]
