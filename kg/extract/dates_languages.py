"""Dates in Spanish, Portuguese, French, German, Russian and Vietnamese.

Each language is one row of words; day, month and year stand in the same order in all of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.extract.dates_numeric import DAY_FIRST
from kg.extract.dates_readings import (
    COMING,
    LATEST,
    Grammar,
    Guard,
    Words,
    compiled,
    either,
    moves,
)


@dataclass(frozen=True, slots=True)
class Language:
    """`|` separates words that mean the same; days, months and years are told by their steps."""

    months: str  # twelve, from January
    weekdays: str  # seven, from Monday
    of: str  # between day and month: a regular expression, like the three below
    year_link: str  # between month and year
    to: str  # between the ends of a stretch
    before: str  # before a month or a year that stands alone
    days: Mapping[int, str]
    days_after: Mapping[int, str]  # counted from the date named before
    month_moves: Mapping[int, str]
    years: Mapping[int, str]
    same_month: str
    same_year: str
    last: str
    coming: str
    parts: tuple[str, str, str]  # early, mid, late
    bare: tuple[str, ...] = ()  # days without a month


# "el martes 10", "los días 4 y 5 del presente mes", "5, 6 y 7 de junio"
_NO_DAY_ES: Final = r"(?!\d|\s*(?:[/ºª%:h.]\d|[-–]\s*\d|horas|(?:y|al|a)\s+\d|de\s+[a-z]{4,10}\b))"
_SPANISH: Final = (
    r"(?<!\w)(?P<m>enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre)\s+(?P<d>[0-3]?\d)(?:,|\s+del?)\s+(?P<y>20\d\d)(?!\d)",
    rf"\b(?P<wd>lunes|martes|miércoles|jueves|viernes|sábado|domingo)\s+(?P<d>[0-3]?\d){_NO_DAY_ES}",
    r"\b(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)\s+(?P<d>[0-3]?\d)"
    r"\s+(?:y|al|a|hasta)\s+(?:el\s+)?"
    r"(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
    rf"\s+(?P<d2>[0-3]?\d){_NO_DAY_ES}",
    r"(?<![\w.,])(?P<d>[0-3]?\d)(?:\s+(?:y|al|a)\s+(?P<d2>[0-3]?\d))?\s+del\s+(?:presente|corriente"
    r"|mes\s+en\s+curso|actual)(?:\s+mes)?",
    r"(?:(?<=\bdía )|(?<=\bdías ))(?P<d>[0-3]?\d)"
    rf"(?:\s+(?:y|al|a)\s+(?P<d2>[0-3]?\d))?{_NO_DAY_ES}",
)
# "am 14. und 15.", "vom 3. bis 5.", "am 7. dieses Monats"
_GERMAN: Final = (
    r"(?:(?<=\bam )|(?<=\bvom )|(?<=\bden )|(?<=\bzum ))(?P<d>[0-3]?\d)\."
    r"(?:\s*(?:und|sowie|bis|–|-)(?:\s+zum|\s+am)?\s*(?P<d2>[0-3]?\d)\.)?"
    r"(?:\s+(?:dieses|des laufenden)\s+Monats)?"
    r"(?!\s*(?:[A-ZÄÖÜ\d/–-]|und\s+\d|bis\b|sowie\s+\d|[a-zäöüß]{5,}en? [A-ZÄÖÜ]))",
)
# "no dia 6", "de 5 a 7 do corrente mês", "na terça (4)", "hoje (26)"; 5, 6 e 7 are days in a row.
_DAY_PT: Final = r"(?P<d>[0-3]?\d)(?!\d)"
_TO_PT: Final = r"(?:,\s*\d{1,2})*(?:\s*[-–—]\s*|\s+(?:e|a|ao|até|até\s+ao)\s+)(?:dia\s+)?"
_LAST_PT: Final = r"(?P<d2>[0-3]?\d)(?!\d)"
_NO_DAY: Final = r"(?!\s*(?:[/ºª%:h.]\d?|[-–]\s*\d|horas|de\s+[a-zç]{4,9}\b(?<!\bdeste)))"
_PORTUGUESE: Final = (
    rf"(?:(?<=\bdia )|(?<=\bdias )){_DAY_PT}{_NO_DAY}(?!,?\s+(?:e|a|ao|até)\s+(?:dia\s+)?\d)",
    rf"(?:(?<=\bdia )|(?<=\bdias )){_DAY_PT}{_TO_PT}{_LAST_PT}{_NO_DAY}",
    rf"(?<![\w.,]){_DAY_PT}(?:{_TO_PT}{_LAST_PT})?\s+(?:do\s+(?:mês\s+)?corrente(?:\s+mês)?"
    r"|deste\s+mês|do\s+mês\s+em\s+curso)",
    r"\b(?:segunda|terça|quarta|quinta|sexta)(?:[- ]feira)?\s+\((?:dia\s+)?(?P<d>\d{1,2})"
    r"(?:[/.](?P<m>\d{1,2}))?\)",
    r"\b(?:segunda|terça|quarta|quinta|sexta)[- ]feira,?\s+(?:dia\s+)?(?P<d>\d{1,2})(?=[,.;])",
    r"\b(?:sábado|domingo),?\s+dia\s+(?P<d>\d{1,2})(?=[,.;])",
    r"\b(?:última|passada|próxima|último|próximo)\s+(?:segunda|terça|quarta|quinta|sexta|sábado"
    r"|domingo)(?:[- ]feira)?\s+\((?:dia\s+)?(?P<d>\d{1,2})(?:[/.](?P<m>\d{1,2}))?\)",
    r"\b(?:hoje|ontem|amanhã)\s+\((?P<d>\d{1,2})(?:[/.](?P<m>\d{1,2}))?\)",
)

LANGUAGES: Final[Mapping[str, Language]] = {
    "es": Language(
        "enero|ene febrero|feb marzo abril|abr mayo junio|jun julio|jul agosto|ago"
        " septiembre|setiembre|sept|sep octubre|oct noviembre|nov diciembre|dic",
        "lunes martes miércoles jueves viernes sábado domingo",
        r"\s+(?:de\s+)?", r"\.?,?\s+(?:del?\s+)?(?:año\s+)?",
        r"al?|hasta(?:\s+el)?|y|y\s+el|al\s+día",
        r"en|desde|hasta|de|del|pasado|próximo|año|primavera|verano|otoño|invierno|trimestre|semestre",
        {0: "hoy|esta mañana|esta tarde|esta noche|este mediodía", -1: "ayer|anoche",
         1: "mañana", -2: "anteayer"},
        {0: "el mismo día|ese mismo día", -1: "el día anterior|un día antes",
         1: "al día siguiente|un día después|el día siguiente|al otro día"},
        {0: "este mes", -1: "mes pasado|pasado mes",
         1: "próximo mes|mes próximo|mes entrante|mes que viene"},
        {0: "este año", -1: "año pasado|pasado año",
         1: "próximo año|año próximo|año entrante|año que viene|año venidero"},
        "ese mismo mes|ese mes|mismo mes", "ese mismo año|ese año|mismo año",
        "pasado|último", "próximo|este próximo",
        ("principios de|inicios de|comienzos de", "mediados de", "finales de|fines de"), _SPANISH,
    ),
    "pt": Language(
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        r"\s+(?:de\s+)?", r",?\s+(?:de\s+)?", r"ao?|até(?:\s+ao?)?|e|ao?\s+dia|até\s+(?:o\s+)?dia",
        r"em|desde|até|de|no|para|durante|passado|próximo|ano|primavera|verão|outono|inverno"
        r"|trimestre|semestre",
        {0: "hoje", -1: "ontem", 1: "amanhã", -2: "anteontem"},
        {0: "no mesmo dia|nesse mesmo dia", 1: "no dia seguinte", -1: "no dia anterior|na véspera"},
        {0: "este mês|neste mês|corrente mês|mês corrente|mês em curso",
         -1: "mês passado|mês findo|último mês", 1: "próximo mês|mês que vem"},
        {0: "este ano|neste ano|deste ano|corrente ano|ano em curso",
         -1: "ano passado|último ano", 1: "próximo ano|ano que vem"},
        "mesmo mês|nesse mês", "mesmo ano|nesse ano",
        "passada|última|passado|último", "próxima|próximo",
        ("início de|inícios de|começo de|princípio de|princípios de|primeira quinzena de",
         "meados de", "final de|finais de|fim de|fins de|segunda quinzena de"),
        _PORTUGUESE,
    ),
    "fr": Language(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        r"\s+", r",?\s+(?:de\s+l'année\s+)?", r"au|à|et(?:\s+le)?|jusqu['’]au",
        r"en|depuis|de|dès|jusqu['’]en|dernier|année|printemps|l['’]été|l['’]automne|l['’]hiver"
        r"|trimestre|semestre",
        {0: "aujourd'hui|aujourd’hui|ce matin|cet après-midi|ce soir", -1: "hier",
         1: "demain", -2: "avant-hier"},
        {0: "le même jour", 1: "le lendemain", -1: "la veille"},
        {0: "ce mois-ci|ce mois", -1: "mois dernier", 1: "mois prochain"},
        {0: "cette année", -1: "l'année dernière|l’année dernière|l'an dernier|l’an dernier",
         1: "l'année prochaine|l’année prochaine|l'an prochain|l’an prochain"},
        "le même mois", "la même année|cette année-là",
        "dernier", "prochain",
        ("début", "mi-|milieu de", "fin"),
    ),
    "de": Language(
        "Januar|Jänner Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag|Sonnabend Sonntag",
        r"\.?\s+", r",?\s+(?:des\s+Jahres\s+)?", r"bis(?:\s+zum)?|und(?:\s+am)?",
        r"im|in den|seit|bis|vom|von|Ende|Anfang|Mitte|Jahr|Jahre|vergangenen|nächsten|Frühjahr"
        r"|Frühling|Sommer|Herbst|Winter|Quartal|Halbjahr",
        {0: "heute", -1: "gestern", 1: "morgen", -2: "vorgestern", 2: "übermorgen"},
        {0: "am selben Tag|am gleichen Tag", 1: "am nächsten Tag|am folgenden Tag|tags darauf",
         -1: "am Vortag|tags zuvor"},
        {0: "diesem Monat|diesen Monat", -1: "vergangenen Monat|letzten Monat",
         1: "nächsten Monat|kommenden Monat"},
        {0: "diesem Jahr|dieses Jahres|dieses Jahr",
         -1: "vergangenen Jahr|letzten Jahr|vergangenen Jahres|letzten Jahres|Vorjahr",
         1: "nächsten Jahr|kommenden Jahr|nächsten Jahres|kommenden Jahres"},
        "im selben Monat|desselben Monats", "im selben Jahr|desselben Jahres",
        "vergangenen|letzten", "kommenden|nächsten",
        ("Anfang", "Mitte", "Ende"), _GERMAN,
    ),
    "ru": Language(
        "января|январь|январе февраля|февраль|феврале марта|март|марте апреля|апрель|апреле"
        " мая|май|мае июня|июнь|июне июля|июль|июле августа|август|августе"
        " сентября|сентябрь|сентябре октября|октябрь|октябре ноября|ноябрь|ноябре"
        " декабря|декабрь|декабре",
        "понедельник вторник среду|среда четверг пятницу|пятница субботу|суббота воскресенье",
        r"\s+", r",?\s+", r"по|до|и",
        r"в|во|с|до|на|прошлого|конце|начале|середине",
        {0: "сегодня", -1: "вчера", 1: "завтра", -2: "позавчера", 2: "послезавтра"},
        {0: "в тот же день", 1: "на следующий день", -1: "накануне"},
        {0: "в этом месяце", -1: "в прошлом месяце", 1: "в следующем месяце"},
        {0: "в этом году|этого года", -1: "в прошлом году|прошлого года",
         1: "в следующем году|следующего года"},
        "того же месяца", "того же года|в том же году",
        "прошлый|прошлую|прошлое", "следующий|следующую|ближайшую",
        ("начале", "середине", "конце"),
    ),
}  # fmt: skip


def _numbered(words: str, start: int) -> dict[str, int]:
    groups = enumerate(words.split(), start)
    return {word.lower(): n for n, group in groups for word in group.split("|")}


def _words(row: Language) -> Words:
    parts = tuple(zip(row.parts, ((1, 15), (8, 23), (16, 31)), strict=True))
    return Words(
        months=_numbered(row.months, 1),
        weekdays=_numbered(row.weekdays, 0),
        years=moves("publication", row.years) | moves("context", {0: row.same_year}),
        month_moves=moves("publication", row.month_moves)
        | moves("context", {0: row.same_month}),
        days=moves("publication", row.days) | moves("context", row.days_after),
        weeks=dict.fromkeys(row.last.split("|"), LATEST)
        | dict.fromkeys(row.coming.split("|"), COMING),
        parts={w.lower(): span for ws, span in parts for w in ws.split("|")},
        numbers={},
    )  # fmt: skip


def _expressions(row: Language, words: Words) -> tuple[str, ...]:
    month, day = either(words.months), r"\d{1,2}(?:er|\.?º|°|\.)?"
    week = either(words.weeks)
    year = r"(?:19|20)\d\d(?!\d)"
    to = rf"(?:\s*[-–—]\s*|\s+(?:{row.to})\s+)"
    on = rf"(?:(?:{week}\s+)?{either(words.weekdays)},?\s+(?:(?:el|den|dia|le)\s+)?)?"
    tail = (
        rf"(?:(?:{row.year_link}(?P<y>{year}))"
        rf"|\s+(?:de\s+|del\s+|do\s+)?(?P<ry>{either(words.years)}))?"
    )
    free = r"(?<![\w.,])"
    return (
        rf"{free}{on}(?P<d>{day}){row.of}(?P<m>{month})\b{tail}",
        rf"{free}{on}(?P<d>{day}){to}{on}(?P<d2>{day}){row.of}(?P<m>{month})\b{tail}",
        rf"{free}{on}(?P<d>{day}){row.of}(?P<m>{month})(?:{row.year_link}(?P<y>{year}))?{to}{on}"
        rf"(?P<d2>{day}){row.of}(?P<m2>{month})\b(?:{row.year_link}(?P<y2>{year}))?",
        rf"{free}(?P<m>{month}){row.year_link}(?P<y>{year})",
        rf"{free}(?P<m>{month})\b{tail}",
        rf"{free}(?P<part>{either(words.parts)})\s*(?P<m>{month})\b{tail}",
        rf"{free}(?P<y>{year})(?!\s*[-–—]\s*\d)",
        rf"{free}(?P<ry>{either(words.years)})\b",
        rf"{free}(?P<rm>{either(words.month_moves)})\b",
        rf"{free}(?P<rd>{either(words.days)})\b",
        rf"{free}(?:(?P<wk>{week})\s+)?(?P<wd>{either(words.weekdays)})\b",
        rf"{free}(?P<wd>{either(words.weekdays)})\s+(?P<wk>{week})\b",
        # The day in brackets behind a day of the week, as Brazilian pages have it.
        rf"{free}{either(words.weekdays)}\s+\((?P<d>\d{{1,2}})(?:/(?P<m>\d{{1,2}}))?\)",
        rf"{free}{either(words.weekdays)}\s+\((?P<d>\d{{1,2}}){to}(?P<d2>\d{{1,2}})"
        rf"/(?P<m>\d{{1,2}})\)",
        rf"{free}{on}(?P<d>{day})(?:,\s+\d{{1,2}})+{to}(?P<d2>{day}){row.of}(?P<m>{month})\b{tail}",
        *row.bare,
    )


_VIETNAMESE: Final = Words(
    months={
        "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
        "mười": 10, "mười một": 11, "mười hai": 12,
    },
    weekdays={
        "thứ hai": 0, "thứ ba": 1, "thứ tư": 2, "thứ năm": 3, "thứ sáu": 4, "thứ bảy": 5,
        "chủ nhật": 6, **{f"thứ {n}": n - 2 for n in range(2, 8)},
    },
    weeks=dict.fromkeys(("vừa qua", "vừa rồi", "tuần trước", "tuần qua"), LATEST)
    | dict.fromkeys(("tới", "này", "tuần này", "tuần tới", "tuần sau", "sắp tới"), COMING),
    years=moves("publication", {
        0: "năm nay", -1: "năm ngoái|năm trước", 1: "năm sau|năm tới|sang năm",
    }) | moves("context", {0: "cùng năm|năm đó"}),
    month_moves=moves("publication", {
        0: "tháng này", -1: "tháng trước|tháng vừa qua", 1: "tháng tới|tháng sau",
    }) | moves("context", {0: "cùng tháng"}),
    days=moves("publication", {
        0: "hôm nay|sáng nay|chiều nay|tối nay", -1: "hôm qua|sáng qua|chiều qua|tối qua",
        1: "ngày mai|sáng mai|chiều mai", -2: "hôm kia", 2: "ngày kia",
    }) | moves("context", {
        0: "cùng ngày", 1: "ngày hôm sau|hôm sau|một ngày sau đó|một ngày sau",
        -1: "ngày hôm trước|hôm trước|một ngày trước đó|trước đó một ngày",
    }),
    parts={"đầu": (1, 15), "giữa": (8, 23), "cuối": (16, 31)}, numbers={},
)  # fmt: skip
_VI_WEEKDAY: Final = either(_VIETNAMESE.weekdays)
_VI_WEEK: Final = either(_VIETNAMESE.weeks)
_VI_DAY: Final = r"(?:ngày\s+)?(?:mùng\s+)?(?P<d>\d{1,2})"
_VI_MONTH: Final = r"\s*(?:/|tháng\s+)(?P<m>\d{1,2})(?!\d)"
_VI_YEAR: Final = (
    rf"(?:(?:/|\s*,?\s+năm\s+)(?P<y>(?:19|20)\d\d)(?!\d)|\s+(?P<ry>{either(_VIETNAMESE.years)}))?"
)
_VI_NEXT: Final = r"(?:\s+(?:này|tới|sắp tới|vừa qua|vừa rồi)(?!\w))?"
_VI_UNTIL: Final = r"(?:[-–]|\s+[-–]\s+(?!ngày)|\s*(?:đến|tới)(?:\s+hết)?\s*(?:ngày\s+)?)"
_VI_TO: Final = r"\s*(?:-|–|đến|tới|và|đến\s+hết)\s*(?:ngày\s+)?"
_VI_EXPRESSIONS: Final = (
    rf"(?<![\w.,/]){_VI_DAY}{_VI_MONTH}{_VI_YEAR}{_VI_NEXT}",
    rf"(?<![\w.,/])(?:(?:sáng|chiều|tối|đêm|ngày|hôm)\s+)?{_VI_WEEKDAY}(?:\s+{_VI_WEEK})?,?\s+\(?{_VI_DAY}{_VI_MONTH}{_VI_YEAR}",
    rf"(?<![\w.,/])(?:từ\s+)?{_VI_DAY}(?:,\s*\d{{1,2}}){{0,3}}{_VI_TO}"
    rf"(?P<d2>\d{{1,2}}){_VI_MONTH}{_VI_YEAR}{_VI_NEXT}",
    rf"(?<![\w.,/])(?:từ\s+)?{_VI_DAY}{_VI_MONTH}{_VI_YEAR}{_VI_UNTIL}"
    r"(?P<d2>\d{1,2})\s*(?:/|tháng\s+)(?P<m2>\d{1,2})(?!\d)"
    r"(?:(?:/|\s*,?\s+năm\s+)(?P<y2>(?:19|20)\d\d)(?!\d))?",
    rf"(?<!\w)tháng\s+(?P<m>\d{{1,2}})(?!\d){_VI_YEAR}{_VI_NEXT}",
    rf"(?<!\w)tháng\s+(?P<m>{either(_VIETNAMESE.months)})(?!\w){_VI_YEAR}{_VI_NEXT}",
    rf"(?<!\w)(?P<part>{either(_VIETNAMESE.parts)})\s+tháng\s+(?P<m>\d{{1,2}})(?!\d){_VI_YEAR}",
    r"(?<!\w)năm\s+(?P<y>(?:19|20)\d\d)(?!\d|\s*[-–])",
    rf"(?<!\w)(?P<ry>{either(_VIETNAMESE.years)})(?!\w)",
    rf"(?<!\w)(?P<rm>{either(_VIETNAMESE.month_moves)})(?!\w)",
    rf"(?<!\w)(?P<rd>{either(_VIETNAMESE.days)})(?!\w)",
    rf"(?<!\w)(?P<wd>{_VI_WEEKDAY})\s+(?P<wk>{_VI_WEEK})(?!\w)",
    # Without such words "thứ hai" is "the second" as well.
    rf"(?<!\w)(?:sáng|chiều|tối|đêm|ngày|hôm)\s+(?P<wd>{_VI_WEEKDAY})(?!\w)",
)


def _follows(before: str) -> Guard:
    """Return a guard for a month or year that stands alone: a preposition must go before it."""
    word = re.compile(rf"(?:^|[\s(«])(?:{before})\s+$", re.IGNORECASE)

    def guard(text: str, match: "re.Match[str]") -> bool:
        groups = match.groupdict()
        if groups.get("rd") == "mañana" and text.endswith("la ", 0, match.start()):
            return False  # "en la mañana"
        if groups.get("d") or groups.get("part") or (groups.get("m") and groups.get("y")):
            return True
        if not (groups.get("m") or groups.get("y")):
            return True
        return word.search(text[max(0, match.start() - 16) : match.start()]) is not None

    return guard


def _grammar(code: str) -> Grammar:
    if code == "vi":
        opening = (
            "ngày", "tháng", "năm", "từ", "hôm", "cùng", "sang", "thứ", "chủ", "đầu", "giữa",
            "cuối", "sáng", "chiều", "tối", "đêm", "một", "trước", "mùng",
        )  # fmt: skip
        return Grammar(opening, (DAY_FIRST, *compiled(_VI_EXPRESSIONS, _VIETNAMESE)))
    row = LANGUAGES[code]
    words = _words(row)
    starts = (
        *words.months, *words.weekdays, *words.parts, *words.days, *words.month_moves, *words.years,
        *words.weeks, *(("segunda", "terça", "quarta", "quinta", "sexta") if code == "pt" else ()),
    )  # fmt: skip
    patterns = compiled(_expressions(row, words), words, _follows(row.before))
    return Grammar(starts, (DAY_FIRST, *patterns))


@cache
def grammar(code: str) -> Grammar | None:
    """Return the grammar of a language by its BCP 47 code, None where there is none here."""
    language = code.partition("-")[0]
    return _grammar(language) if language in {*LANGUAGES, "vi"} else None
