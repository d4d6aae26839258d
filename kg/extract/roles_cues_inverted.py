"""English words before those whose part they tell: "present were", "the receiving side is"."""

from typing import Final

from kg.extract.roles_cue import CONVENED, Cue

INVERTED_EN: Final = (
    Cue(
        "were there",
        r"(?:(?:look|tak|participat|attend|join|watch|sitt?|stand|observ|help|assist|com|witness|listen"
        r"|accompany|cooperat|work|help)ing(?: [a-z]+){0,4}|present|in attendance|at the table"
        r"|on the (?:bench|screen|stage)(?: [a-z]+){0,2}|among (?:them|the [a-z]+|those [a-z]+)"
        r"|observers"
        r"|witness(?:es)?|main force|partners?) (?:also )?(?:was|were|are|is|came|appeared|had)"
        r"(?= (?:also )?(?:(?:people|experts|members|representatives) of )?(?:the )?{A})"
        r"|observers:(?= (?:the )?{A})",
        None,
        "participant",
        people=False,
    ),
    Cue(
        "receiving side",
        r"(?:inviting|receiving|reception|visited) (?:side|unit|party|one)s? (?:is|are|was|were)"
        r"|reception[a-z ]{0,20} (?:is|was|will be) by",
        None,
        "host",
    ),
    Cue(
        "experts told",
        r"(?:experts?|researchers?|professors?|doctors?|scientists?|scholars?|teachers?|specialists?)"
        r" (?:of|from) (?:the )?(?={A}[^.;]{0,40} (?:explained|told|introduced|presented"
        r"|lectured|taught|compared|talked"
        r"|showed|shared|demonstrated))|(?:presentation|reply|report|lecture) by (?:the )?(?={A})"
        r"|(?:teachers|lecturers|speakers|trainers|tutors)(?: are| were"
        r"|:)(?: from)?(?= (?:the )?{A})",
        None,
        "speaker-affiliation",
        people=False,
    ),
    Cue(
        "colleagues taught",
        r"(?:people|colleagues|staff|officials|members|representatives) (?:of|from) (?:the )?"
        r"(?={A}[^.;]{0,90} (?:gave (?:the |an? |two |three )?(?:[a-z]+ )?(?:sessions?|lessons?"
        r"|class(?:es)?|talks?|lectures?)|taught|lectured|(?:also )?spoke)\b)",
        None,
        "speaker-affiliation",
        types=frozenset({"Training", "Workshop", "Forum"}),
        people=False,
    ),
    Cue(
        "planned with",
        r"(?:planned|organi[sz]ed|prepared|arranged|scheduled|foreseen|devised"
        r"|(?:workshop|seminar|training|course|class|webinar)(?: (?:on|in|for|about)"
        r" [a-z ]{3,40})?) with(?= (?:the )?{A})|undertakers? (?:is|are|was|were)",
        None,
        "co-organizer",
        types=frozenset({"Training", "Workshop", "Forum", "Campaign"}),
        people=False,
    ),
    Cue(
        "together sponsor",
        r"(?:together|jointly|both) (?:sponsor|organi[sz]e|host|convene)(?:s|ed)?\b(?! by)",
        "organizer",
        types=CONVENED,
        people=False,
        near=True,
    ),
    Cue(
        "put together with",
        r"put (?:it|this|them|the [a-z]+) together with",
        "organizer",
        "co-organizer",
        types=CONVENED,
        people=False,
        near=True,
    ),
)
