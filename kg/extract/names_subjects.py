"""What a body named in another language is about, put into English."""

import re
from collections.abc import Mapping


class Subjects:
    """What a body is about, in English: words behind one another, and lists of them."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known
        self._listed: list[list[str]] = []
        self._all_known = True

    def take(self, step: re.Match[str]) -> None:
        word = " ".join(step["word"].lower().split())
        self._all_known &= word in self._known
        english = self._known.get(word, word).title()
        if step["and"] or step["comma"] or not self._listed:
            self._listed.append([english])
        elif step["of"] or step["to"]:
            self._listed[-1].append(english)
        else:  # an adjective, which English puts before its noun
            self._listed[-1].insert(-1, english)

    def english(self) -> str | None:
        *most, last = [" ".join(words) for words in self._listed] or [""]
        if not last or not self._all_known:
            return None
        return f"{', '.join(most)} and {last}" if most else last
