"""A worker's browser in a proof: writes on the map of one family, and never forgets what was not answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from typing import Any
from urllib.parse import urlencode

from kinmap.kit.identity import new_id

TOKEN = "proof" * 6 + "xx"
OK = (200, 303)


@dataclass
class Write:
    """One form that was sent: where to, what, and the text that must be found once."""

    path: str
    fields: Mapping[str, Any]
    text: str


@dataclass
class Answer:
    """What came back."""

    status: int
    page: str


@dataclass
class Writer:
    """Signed in as one worker. ``sent`` grows by each write that was answered; ``pending`` is the one that was not."""

    who: Mapping[str, Any]
    random: Random
    port: int = 0
    htmx: bool = False
    sent: list[str] = field(default_factory=list)
    pending: Write | None = None
    wrong: list[str] = field(default_factory=list)
    entries: dict[str, int] = field(default_factory=dict)
    _line: HTTPConnection | None = None

    @property
    def map(self) -> str:
        return f"/families/{self.who['ref']}/map/"

    def next_write(self) -> Write:
        """Something new, or other words for something of one's own."""
        text = f"Said by {self.who['name']}: {new_id()}"
        common = {"write": str(new_id()), "csrfmiddlewaretoken": TOKEN, "text": text, "children": self.who["children"]}
        if not self.entries or self.random.random() < 0.6:
            return Write(f"{self.map}entries/", {**common, "category": "past_harm"}, text)
        entry = self.random.choice(list(self.entries))
        more = {"version": self.entries[entry], "sharing": "family_all", "category": "past_harm"}
        return Write(f"{self.map}entries/{entry}/", {**common, **more}, text)

    def write_once(self) -> bool:
        """Send the next write, or again the one that was not answered; whether it was answered."""
        write = self.pending or self.next_write()
        self.pending = write
        try:
            answer = self.post(write.path, write.fields)
        except (OSError, HTTPException):
            self.hang_up()
            return False
        if answer.status not in OK:
            self.wrong.append(f"{answer.status} for {write.path}")
            return False
        self.sent.append(write.text)
        self.pending = None
        entry = write.fields["write"] if write.path.endswith("entries/") else write.path.split("/")[-2]
        self.entries[entry] = int(write.fields.get("version", 0)) + 1
        return True

    def post(self, path: str, fields: Mapping[str, Any]) -> Answer:
        """Send a form as a browser does. Raises ``OSError`` or ``HTTPException`` when no whole answer came."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if self.htmx:
            headers["HX-Request"] = "true"
        return self._ask("POST", path, urlencode(fields, doseq=True), headers)

    def get(self, path: str) -> Answer:
        """Look at a page."""
        return self._ask("GET", path, None, {})

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        if self._line is None:
            self._line = HTTPConnection("127.0.0.1", self.port, timeout=120)
        cookie = f"sessionid={self.who['session']}; csrftoken={TOKEN}"
        self._line.request(method, path, body, {**headers, "Cookie": cookie})
        response = self._line.getresponse()
        page = response.read().decode()
        if response.getheader("Connection") == "close":
            self.hang_up()
        return Answer(response.status, page)

    def hang_up(self) -> None:
        """Let the line go."""
        if self._line is not None:
            self._line.close()
        self._line = None
