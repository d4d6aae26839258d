"""Projects that two or more carry out together, in whatever words."""

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.agreements_lexicon import TENTATIVE
from kg.extract.agreements_parties import of_one_kind
from kg.extract.drafts import Stretch
from kg.extract.scene import Item, pattern, sifted
from kg.model import Span

_PROJECT: Final = sifted(
    r"{P}\s?[-–—]\s?{P} (?:[A-Za-z-]+ ){0,5}(?:project|programme|program|partnership)\b"
    r"|{P}\s?[-–—]?\s?{P}[^，。；]{0,12}(?:合作|联合)[^，。；]{0,6}项目"
    r"|{A}[^，。；]{0,6}[与和同、]\s?{A}[^，。；]{0,6}(?:共同|联合|合作)(?:实施|开展|执行"
    r"|承担)[^。；]{0,40}项目"
    r"|[与和同]{A}的[^，。；]{0,16}合作项目"
    r"|{A}[^。；]{0,10}[与和同及]\s?(?:{A}|{P}|对方)[^。；“”「」]{0,16}[“「][^“”「」]{2,30}[”」]?[^，。；“「]{0,8}(?:项目|计[划画]|工程)(?!书|委|署|经理)"
    r"|由{A}[^，。；]{0,8}[和与、及]{A}[^，。；]{0,6}(?:发起|实施|执行|推动|承担|开展)的[“「][^“”「」]{2,30}(?:项目|计[划画]|工程)[”」]"
    r"|{A}[、及和与][^，。；]{0,3}{A}[^，。；]{0,4}[与和同]{A}[^。；]{0,4}(?:携手|联手|合作)，?[^。；]{0,30}(?:研究|示范|合作)(?:项目|计[划画])"
    r"|项目[^。；]{0,24}由[^。；]{0,40}(?:共同|联合|合作)(?:开展|实施|执行|负责|承担|推进|资助)"
    r"|(?:{A}[^，。；]{0,3}[与和、])+{A}[^，。；]{0,3}(?:共同|联合)启动[^。；]{0,50}项目"
    r"|(?:project|programme)\b[^.;]{0,140}\b(?:carried (?:out|on)|implemented|undertaken|run"
    r"|executed|done) (?:together |jointly )?by [^.;]{0,30}{A}[^.;]{0,30}and [^.;]{0,10}{A}"
    r"|(?:project|programme)[^.;]{0,60}\bin which [^.;]{0,20}{A}[^.;]{0,40}\band [^.;]{0,10}{A}"
    r" (?:work|cooperate|collaborate|join|take part|are partners|pool)"
    r"|{A}[^.;]{0,20} and (?:the )?{A}[^.;]{0,12} (?:are|have been) (?:jointly )?"
    r"(?:implementing|running|carrying out) (?:the|a) [^.;]{0,40}(?:project|programme)"
    r"|(?:project|programme)[^.;]{0,40}(?:financed|funded) by (?:the )?{A}[^.;]{0,12},? and "
    r"(?:carried out|implemented|run|executed) by (?:the )?{A}"
    r"|(?:project|programme|program|initiative)\b[^.;\ue000-\uf8ff]{0,60} (?:of|by|between"
    r"|shared by|run by"
    r"|led by|among) (?:both )?(?:the )?(?:{A}(?: \([^()]{1,20}\))?,? (?:and )?(?:the )?){1,5}{A}"
    r"|{A}[^;]{0,220}\b(?:project|programme|program)\b[^.;]{0,40},? (?:which|that) (?:it|they|{A})"
    r" (?:is |are |now |will )?(?:carr(?:y|ies|ying) out|implement(?:s|ing)?|runs?|running"
    r"|executes?"
    r"|manages?|delivers?)(?: jointly| together)? (?:jointly |together )?with (?:the )?{A}"
    r"|{A}[^.;]{0,20} and (?:the )?{A}(?:[^.;]{0,40} of {P})? (?:are|have become|become) (?:the )?"
    r"partners in (?:the|an?) [^.;]{0,40}(?:project|programme)"
    r"|{A}[^.;]{0,60}\b(?:and|with) (?:the )?{A}[^.;]{0,40}\b(?:launch(?:ed)?|start(?:ed)?|began"
    r"|embark(?:ed)? on"
    r"|kick(?:ed)? off|open(?:ed)?) (?:a|their|the) (?:[a-z0-9-]+ ){0,4}(?:joint|common|shared"
    r"|three-year"
    r"|four-year|five-year|two-year) (?:[a-z-]+ ){0,3}(?:project|programme)"
    r"|(?:project|programme)\b[^.;]{0,60}[.:,] (?:the )?(?:{A}(?: \([^()]{1,20}\))?,? (?:and )?"
    r"(?:the )?){1,4}{A} [^.;]{0,90}\bproject (?:document|agreement)"
    r"|(?:project|programme|scheme)\b[^.;]{0,60},? (?:which|that) (?:the )?{A}(?: \([^()]{1,20}\))?"
    r"(?: (?:is |are |has been |now |jointly )*(?:implement|carr|run|execut|manag|pursu|shar)[a-z]*"
    r"(?: out| on| jointly| together)?)?(?:,? and|,|,? (?:together )?with) (?:the )?{A}"
    r"|(?:project|programme|scheme)\b[^.;\ue000-\uf8ff]{0,40} (?:shared|run|led|implemented"
    r"|carried out"
    r"|managed|executed) by (?:the )?{A}[^.;]{0,30}? (?:with|and|together with) (?:the )?{A}"
    r"|{A}[^.;]{0,120}\b(?:joint|shared|common) (?:[a-z-]+ ){0,3}(?:project|programme|venture)\b"
    r"[^.;]{0,40} with (?:the )?{A}"
    r"|(?:project|programme)\b[^.;]{0,30} {A} (?:is|are|has been|have been) (?:implementing"
    r"|running|carrying out)[^.;]{0,16} with [^.;]{0,10}{A}",
    re.IGNORECASE,
)
_BY_BODIES: Final = pattern(
    r"[^.;]{0,80}?\b(?:which|that|by|between) (?:the )?{A}[^.;]{0,24}?(?:and|with) (?:the )?{A}"
)
_DOCUMENT: Final = re.compile(r"project (?:document|agreement)$")
_SEVERAL: Final = 2


def projects(stretch: Stretch) -> Iterator[tuple[str, Span, list[Item]]]:
    """Yield how a project stands, its words and those who carry it out, at most one."""
    line = stretch.line
    for found in _PROJECT.finditer(line.text, stretch.start, stretch.end):
        parties = of_one_kind(line.within(found.start(), found.end(), "AP"))
        if all(item.slot == "P" for item in parties):
            bodies = _BY_BODIES.match(line.text, found.end(), stretch.end)
            parties = (line.within(*bodies.span()) if bodies else []) or parties
        if len({ref for item in parties for ref in item.refs}) >= _SEVERAL:
            to_come = _DOCUMENT.search(found[0]) and TENTATIVE.search(found[0])
            yield "preliminary" if to_come else "in-force", Span(*found.span()), parties
            return
