"""GraphQL: one address for all, utterances with their times in seconds, settings as an enum."""

from typing import Any, override

from aiohttp import web
import orjson

from tests.amazon_double.calls import Call, Route
from tests.amazon_double.dialects.base import CSRF, Dialect, erase, store
from tests.amazon_double.faults import json
from tests.amazon_double.records import Json, Recording

NAMES = {"human_review": "HUMAN_REVIEW", "message_review": "MESSAGE_REVIEW", "deletion_by_voice": "VOICE_DELETION"}
SWITCHES = {name: switch for switch, name in NAMES.items()}
VALUES = {"OPTED_IN": True, "OPTED_OUT": False}
BATCH = 12
ERASE = """\
mutation Erase($input: EraseInput!) {
  erase(input: $input) {
    erased
  }
}"""
CHOOSE = """\
mutation Choose($choice: ChoiceInput!) {
  choose(choice: $choice) {
    name
  }
}"""
CHOICES = """\
query Choices {
  customer {
    choices { name value }
  }
}"""
KINDS = {ERASE: "delete", CHOOSE: "settings", CHOICES: "settings_read"}

SCRIPT = f"""
    const documents = {orjson.dumps({"Erase": ERASE, "Choose": CHOOSE, "Choices": CHOICES}).decode()};
    const ask = (operationName, variables) => fetch(`${{root}}/graphql`, {{
      method: "POST",
      headers: {{ "anti-csrftoken-a2z": csrf, "content-type": "application/json" }},
      body: JSON.stringify({{ operationName, query: documents[operationName], variables }}),
    }});
    """


class GraphqlDialect(Dialect):
    """One address; what fails has status 200 too."""

    name = "graphql"
    recordings_script = (
        SCRIPT
        + """
    const entry = (record) => ({
      utteranceIds: (record.voiceHistoryRecordItems ?? []).map((item) => item.utteranceId),
      at: Math.floor(record.timestamp / 1000),
    });
    const dialect = {
      async erase(records) {
        let answer = null;
        for (let at = 0; at < records.length; at += 12) {
          const utterances = records.slice(at, at + 12).map(entry);
          answer = await ask("Erase", { input: { utterances, reason: "CUSTOMER" } });
          if (!answer.ok) break;
        }
        return answer;
      },
    };
    """
    )
    settings_script = (
        SCRIPT
        + """
    const names = { HUMAN_REVIEW: "human_review", MESSAGE_REVIEW: "message_review",
                    VOICE_DELETION: "deletion_by_voice" };
    const dialect = {
      async read() {
        const { data: { customer: { choices } } } = await (await ask("Choices", {})).json();
        return Object.fromEntries(choices.map(({ name, value }) => [names[name], value === "OPTED_IN"]));
      },
      set(id, enabled) {
        const name = Object.keys(names).find((name) => names[name] === id);
        return ask("Choose", { choice: { name, value: enabled ? "OPTED_IN" : "OPTED_OUT" } });
      },
    };
    """
    )

    @override
    def requests(self) -> list[Route]:
        route = self.route("unknown", "POST", "graphql", self._ask)
        return [route._replace(kind_of=lambda body: KINDS.get(asked(body).get("query"), "unknown"))]

    @override
    def recipes(self) -> Json:
        utterances = {
            "$each": "recordings",
            "do": {
                "utteranceIds": {"$each": "recording.voiceHistoryRecordItems", "do": "{{item.utteranceId}}"},
                "at": "{{recording.timestamp|seconds}}",
            },
        }
        variables = {"input": {"utterances": utterances, "reason": "CUSTOMER"}}
        return {
            "version": 1,
            "delete_recordings": {"request": self._request("Erase", ERASE, variables), "batch": BATCH},
            "switches": {
                switch: {
                    "set": self._request("Choose", CHOOSE, {"choice": {"name": name, "value": "{{value}}"}}),
                    "values": {"on": "OPTED_IN", "off": "OPTED_OUT"},
                    "read": {
                        "request": self._request("Choices", CHOICES, {}),
                        "at": f"/data/customer/choices/[name={name}]/value",
                    },
                }
                for switch, name in NAMES.items()
            },
        }

    def _request(self, operation: str, document: str, variables: Json) -> Json:
        """Return the recipe of one operation."""
        return {
            "method": "POST",
            "path": f"{self.root}/graphql",
            "headers": CSRF,
            "json": {"operationName": operation, "query": document, "variables": variables},
        }

    def _ask(self, call: Call) -> web.Response:
        """Do what the document says."""
        acts = {"Erase": (ERASE, self._erase), "Choose": (CHOOSE, self._choose), "Choices": (CHOICES, self._choices)}
        question = call.json()
        document, act = acts[question["operationName"]]
        try:
            if question["query"] != document:
                raise ValueError("Made up: the document does not fit the operation")
            return json({"data": act(call, question["variables"])})
        except (KeyError, ValueError) as err:
            return json({"data": None, "errors": [{"message": str(err)}]})

    def _erase(self, call: Call, variables: Json) -> Json:
        """Delete what was said at some time."""
        utterances = variables["input"]["utterances"]
        if not 0 < len(utterances) <= BATCH or variables["input"]["reason"] != "CUSTOMER":
            raise ValueError("Made up: between 1 and 12 utterances")
        going = [recording for utterance in utterances for recording in self._find(call, **utterance)]
        erase(call, going)
        return {"erase": {"erased": len(going)}}

    def _find(self, call: Call, *, utteranceIds: list[str], at: int) -> list[Recording]:  # noqa: N803 - as it is sent
        """Return the recordings of one second with these utterances, if any."""
        return [
            recording
            for recording in call.account.listed(at * 1000, at * 1000 + 999)
            if [item["utteranceId"] for item in recording.record().get("voiceHistoryRecordItems") or []] == utteranceIds
        ]

    def _choose(self, call: Call, variables: Json) -> Json:
        """Set one."""
        choice = variables["choice"]
        store(call, {SWITCHES[choice["name"]]: VALUES[choice["value"]]})
        return {"choose": {"name": choice["name"]}}

    def _choices(self, call: Call, _variables: Json) -> Json:
        """Tell the settings."""
        words = {on: word for word, on in VALUES.items()}
        choices = [{"name": name, "value": words[call.account.settings[switch]]} for switch, name in NAMES.items()]
        return {"customer": {"choices": choices}}


def asked(body: str) -> Any:
    """Read a question; what is none asks for nothing."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
