"""The blocks of the content, as the StreamFields of the pages store them."""

from __future__ import annotations

import uuid
from typing import Any

from cms.core.models import ContactPerson
from home.demo_content import files, markup
from home.demo_content.files import Record
from home.demo_content.world import World

Block = dict[str, Any]
NAMESPACE = uuid.UUID("6d0c4b1e-6a34-4f57-9b0a-2f0f2b6f3a11")


def identity(*path: Any) -> str:
    """Return the id of the block at a place: the same in every language and every run."""
    return str(uuid.uuid5(NAMESPACE, "/".join(map(str, path))))


class Blocks:
    """Writes the blocks of one text in one language."""

    def __init__(self, world: World, code: str, figures: dict[str, Record]) -> None:
        self.world = world
        self.code = code
        self.figures = figures
        # Who does what at a meeting, as the content abbreviates it.
        self.who: dict[str, str] = files.read("additions")["who"]

    def story(self, written: list[Record] | None, *path: Any) -> list[Block]:
        """Return the blocks of a body."""
        found = []
        for position, block in enumerate(written or []):
            kind, value = self._block(block, (*path, position))
            found.append(self._at((*path, position, kind), kind, value))
        return found

    def lines(self, written: list[dict[str, str]] | None, *path: Any) -> list[Block]:
        """Return short lines; those that are not translated are left out."""
        return [
            self._at((*path, position), "line", markup.line(text[self.code]))
            for position, text in enumerate(written or [])
            if self.code in text
        ]

    def agenda(self, written: list[Record] | None, *path: Any) -> list[Block]:
        """Return the items of an agenda; those that are not translated are left out."""
        return [
            self._at(
                (*path, position),
                "item",
                {
                    "time": item.get("time", ""),
                    "minutes": item.get("minutes"),
                    "title": markup.line(item["title"][self.code]),
                    "who": self.who.get(item.get("who", ""), ""),
                    "note": markup.line(item.get("note", {}).get(self.code, "")),
                },
            )
            for position, item in enumerate(written or [])
            if self.code in item["title"]
        ]

    def doors(self, written: list[Record], *path: Any) -> list[Block]:
        """Return the doors of the front page."""
        return [
            self._at(
                (*path, position),
                "door",
                {
                    "icon": door["icon"],
                    "label": markup.line(door["label"][self.code]),
                    "page": self.world.pages[door["page"]],
                },
            )
            for position, door in enumerate(written)
            if self.code in door["label"]
        ]

    def chapters(self, written: list[Record], *path: Any) -> list[Block]:
        """Return the chapters of a brochure; those that are not translated are left out."""
        return [
            self._at(
                (*path, position),
                "chapter",
                {
                    "title": markup.line(chapter["title"][self.code]),
                    "body": self.story(chapter["body"][self.code], *path, position, "body"),
                },
            )
            for position, chapter in enumerate(written)
            if self.code in chapter["title"] and self.code in chapter["body"]
        ]

    def notice(self, text: str, *path: Any) -> Block:
        """Return a notice."""
        return self._at(path, "notice", {"kind": "info", "text": self._rich(text)})

    # ------------------------------------------------------------ single blocks

    @staticmethod
    def _at(path: tuple[Any, ...], kind: str, value: Any) -> Block:
        return {"type": kind, "value": value, "id": identity(*path)}

    def _block(self, block: Record, path: tuple[Any, ...]) -> tuple[str, Any]:
        writer = getattr(self, f"_write_{block['type']}")
        kind, value = writer(block, path)
        return kind, value

    def _rich(self, text: str) -> str:
        return f"<p>{markup.rich(text, self.world.link)}</p>"

    def _items(self, values: list[Any], path: tuple[Any, ...]) -> list[Block]:
        return [self._at((*path, number), "item", value) for number, value in enumerate(values)]

    def _write_p(self, block: Record, path: tuple[Any, ...]) -> tuple[str, Any]:
        return "paragraph", self._rich(block["text"])

    def _write_h2(self, block: Record, path: tuple[Any, ...]) -> tuple[str, Any]:
        return "heading", markup.line(block["text"])

    def _write_list(
        self, style: str, block: Record, path: tuple[Any, ...]
    ) -> tuple[str, dict[str, Any]]:
        items = [self._rich(item) for item in block["items"]]
        return "list", {"style": style, "items": self._items(items, path)}

    def _write_ul(self, block: Record, path: tuple[Any, ...]) -> tuple[str, Any]:
        return self._write_list("bullet", block, path)

    def _write_ol(self, block: Record, path: tuple[Any, ...]) -> tuple[str, Any]:
        return self._write_list("number", block, path)

    def _write_steps(self, block: Record, path: tuple[Any, ...]) -> tuple[str, Any]:
        items = [self._rich(item) for item in block["items"]]
        return "steps", {"items": self._items(items, path)}

    def _write_quote(self, block: Record, path: tuple[Any, ...]) -> tuple[str, Any]:
        person, _comma, role = markup.line(block.get("by", "")).partition(", ")
        return "quote", {"text": markup.plain(block["text"]), "person": person, "role": role}

    def _write_notice(self, block: Record, path: tuple[Any, ...]) -> tuple[str, Any]:
        return "notice", {"kind": block["kind"], "text": self._rich(block["text"])}

    def _write_faq(self, block: Record, path: tuple[Any, ...]) -> tuple[str, Any]:
        items = [
            {"question": markup.line(item["q"]), "answer": self._rich(item["a"])}
            for item in block["items"]
        ]
        return "accordion", {"items": self._items(items, path)}

    def _write_contact(self, block: Record, path: tuple[Any, ...]) -> tuple[str, Any]:
        person = self.world.find(ContactPerson, block.get("person") or block["ref"])
        return "contact_card", {"person": person.pk}

    def _write_cta(self, block: Record, path: tuple[Any, ...]) -> tuple[str, Any]:
        value = {
            "label": markup.line(block["label"]),
            "page": self.world.pages[block["page"]],
            "url": "",
        }
        return "call_to_action", value

    def _write_keyfacts(self, block: Record, path: tuple[Any, ...]) -> tuple[str, Any]:
        if "ref" in block:
            figures = [
                {
                    "value": str(figure["value"]),
                    "label": markup.line(figure["label"].get(self.code, "")),
                    "detail": markup.line(figure.get("detail", {}).get(self.code, "")),
                }
                for figure in self.figures[block["ref"]]["key_figures"]
                if figure.get("highlight")
            ]
        else:
            figures = [
                {
                    "value": str(item["value"]),
                    "label": markup.line(item["label"]),
                    "detail": markup.line(item.get("detail", "")),
                }
                for item in block["items"]
            ]
        return "key_figures", {"items": self._items(figures, path)}
