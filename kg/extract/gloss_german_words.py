"""German words that the order of a sentence hangs on, and the patterns of its marks."""

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


AUX: Final = {
    "hat": "has", "haben": "have", "habe": "has", "hatte": "had", "hatten": "had",
    "ist": "is", "sind": "are", "sei": "is", "seien": "are", "war": "was", "waren": "were",
    "wurde": "was", "wurden": "were", "wird": "is", "werden": "are", "werde": "will",
    "würde": "would", "würden": "would", "wäre": "would be", "wären": "would be",
    "hätte": "was to", "hätten": "were to",
    "soll": "is to", "sollen": "are to", "sollte": "was to", "sollten": "were to",
    "muss": "has to", "müssen": "have to", "musste": "had to", "mussten": "had to",
    "kann": "can", "können": "can", "konnte": "could", "konnten": "could", "könnte": "might",
    "könnten": "might", "will": "wants to", "wollen": "want to", "wollte": "wanted to",
    "wollten": "wanted to", "möchte": "would like to", "möchten": "would like to",
    "darf": "may", "dürfen": "may", "durfte": "could", "durften": "could",
}  # fmt: skip
HAVE: Final = frozenset({"hat", "haben", "habe", "hatte", "hatten"})
BE: Final = {"ist": "has", "sind": "have", "sei": "has", "seien": "have", "war": "had",
              "waren": "had"}  # fmt: skip
BECOME: Final = frozenset({"wurde", "wurden", "wird", "werden"})
COMING: Final = frozenset({"voraussichtlich", "demnächst", "nächste", "kommende", "künftig"})
NOT_FINITE: Final = frozenset(
    {"worden", "werden", "sein", "haben", "können", "müssen", "sollen", "wollen", "gewesen"}
)
WENT: Final = _words(
    "gereist angereist weitergereist eingereist abgereist gekommen zusammengekommen angekommen"
    " gegangen gefahren geflogen eingetroffen zurückgekehrt gefolgt beigetreten gestartet"
    " angelaufen erschienen entstanden gewachsen gestiegen gesunken geworden geblieben"
    " aufgebrochen ausgefallen zusammengetreten übergegangen zurückgetreten gescheitert geplatzt"
    " getreten vorangegangen ausgelaufen abgelaufen"
)
SUBORDINATORS: Final = _words(
    "dass daß weil da nachdem bevor ehe wenn falls sobald solange sodass während obwohl obgleich ob"
    " indem damit bis seit seitdem als wie wo wobei womit wodurch wofür worauf worüber worin woran"
    " wonach"
)
RELATIVES: Final = {
    "der": "which", "die": "which", "das": "which", "den": "which", "dem": "which",
    "denen": "which", "deren": "whose", "dessen": "whose", "welche": "which", "welcher": "which",
    "welches": "which", "welchem": "which", "welchen": "which", "was": "which",
}  # fmt: skip
OBLIQUE: Final = frozenset({"den", "dem", "denen", "welchem", "welchen", "was"})
DETERMINERS: Final = _words(
    "der die das ein eine beide alle viele mehrere einige zahlreiche zwei drei vier fünf sechs"
    " sieben acht neun zehn zwölf rund etwa knapp gut mehr weitere unser unsere sein seine ihr ihre"
    " dieser diese dieses jeder jede jedes kein keine auch insgesamt sowohl neben"
)
PRONOUNS: Final = _words("er sie es wir man ich dies das")
PREPOSITIONS: Final = _words(
    "in im ins am an ans auf aufs aus außer bei beim bis durch für gegen hinter mit nach neben ob"
    " ohne per pro seit statt trotz über um unter vom von vor während wegen zu zum zur zwischen"
    " anlässlich entlang gemäß hinsichtlich infolge innerhalb laut mittels samt mitsamt gegenüber"
    " bezüglich angesichts dank zugunsten unweit nahe nördlich südlich binnen ab einschließlich"
    " anhand aufgrund"
)
NO_SUBJECT: Final = PREPOSITIONS | _words(
    "heute gestern morgen dort hier da daher dabei dazu dafür damit danach dann"
    " darüber hinaus daran anschließend zudem außerdem ferner weiterhin zuvor zugleich zuletzt"
    " zunächst schließlich abschließend erstmals bereits schon noch nun jetzt inzwischen"
    " mittlerweile künftig zukünftig ursprünglich eigentlich ebenso ebenfalls gleichzeitig"
    " parallel gemeinsam zusammen deshalb deswegen so damals später früher vorher nachmittags"
    " vormittags abends morgens vergangene vergangenen letzte letzten kommende kommenden nächste"
    " nächsten diese jedes jährlich regelmäßig derzeit aktuell seither seitdem allerdings jedoch"
    " hierzu hierfür hierbei hiermit nebenan darunter davor dadurch einmal zweimal online"
    " virtuell den dem einen einem einer des sich nicht auch"
)
ARTICLES: Final = frozenset({"den", "dem", "einen", "einem", "einer", "des", "diese"})
FOCUS: Final = _words("auch rund etwa über mehr knapp insgesamt unter neben")
# What goes to something, and is not about it.
TOWARDS: Final = re.compile(r"(?:invitation|trip|visit|tour|way|access|contribution)s?$")
OBJECTS: Final = _words("den dem einen einem einer des nicht sich")
# What is done to events by those who stand behind the verb.
DONE: Final = frozenset({"led", "organized", "hosted", "opened", "moderated", "conducted", "funded",
                         "financed", "supported", "signed", "convened", "inaugurated"})  # fmt: skip
PERSONS: Final = re.compile(
    r"(?:ers?|ors?|ists|experts?|staff|guests?|children|youths|ees|heads?|presidents?|participants"
    r"|residents|delegat\w+|pupils|students|companies|ministr\w+|partners|authorit\w+|countries"
    r"|state|office|association|committee|group)$"
)
AND: Final = frozenset({"und", "sowie", "oder", "bzw", "beziehungsweise"})
COORDINATED: Final = frozenset({"und", "aber", "oder", "sondern", "denn", "doch", "sowie"})
GENITIVE: Final = frozenset({"der", "des", "dieser", "dieses", "eines", "einer", "ihres", "ihrer",
                              "seines", "seiner", "beider"})  # fmt: skip
BEHIND: Final = frozenset({"für", "aus"})  # what goes with the noun before it
OF: Final = frozenset({"von", "vom"})
ADJECTIVE: Final = re.compile(r"[a-zäöüß-]+e[nrsm]?")
# Full stops inside a sentence are those of numbers and of short forms.
HARD: Final = re.compile(r"[;:!?–—„“”\"«»|]|\s-\s")
STOP: Final = re.compile(r"[,;:!?–—„“”\"«»|)]|\s-\s")
FARTHEST: Final = 8  # words between an article and its participle
CLOSED: Final = re.compile(r"[!?…]*[“”\"»«]")
LONGEST_TITLE: Final = 9  # words, and one more
MOST_AHEAD: Final = 3  # phrases between a verb and the subject behind it
