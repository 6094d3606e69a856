"""What a page says, and whether it says it in its own language. Names and what people typed are left alone."""

import re
from collections.abc import Iterable
from typing import Any

# Everything written on the page or told to a screen reader, without what is marked as being in the other language.
WORDS = """() => {
  const here = document.documentElement.lang;
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node.matches("script, style, template") || node.closest("[lang]").lang !== here) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) found.push(node.getAttribute(name));
    for (const child of node.childNodes) if (child.nodeType === Node.TEXT_NODE) found.push(child.data);
  }
  return found.filter((text) => text?.trim());
}"""
CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef]")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
TECHNICAL = re.compile(
    r"https?://\S+|/(?:screen|live|join)/\S+|\S+\.test:\d+|[0-9a-f]{16,}\S*|\b(?:[0-9a-f]{4}|[0-9a-f]{8})\b"
    r"|[\w\-]+@\d+\.yaml:\d+:\d+: .*|[\w\-]+@\d+(?:\.yaml)?"  # what is wrong in a file is said in the file's words
)
INTERNATIONAL = {"PIN", "SHA", "Excel", "XLSX", "Windows"}
INTERNATIONAL |= {"iPad", "iPhone", "Mac", "Android", "Safari", "Chrome", "Edge", "App", "Store", "Internet"}
INTERNATIONAL |= {"Chromium", "ABC", "http", "https", "tls", "VPN", "WLAN", "GHz", "Scoring"}
TONGUES = ("中文", "English")  # languages are called as they call themselves


def foreign(page: Any, language: str, given: Iterable[str]) -> list[str]:
    """The texts of the page that are not in its language; `given` are names and the like, longest first."""
    wrong = []
    for text in page.evaluate(WORDS):
        rest = TECHNICAL.sub(" ", text)
        for name in (*given, *TONGUES):
            rest = rest.replace(name, " ")
        if language == "en" and CHINESE.search(rest):
            wrong.append(text.strip())
        if language == "zh" and set(ENGLISH.findall(rest)) - INTERNATIONAL:
            wrong.append(text.strip())
    return wrong
