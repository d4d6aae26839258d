"""English words for who lectures where others learn; earlier rows win."""

from typing import Final

from kg.extract.roles_cue import Cue

TOLD_BY: Final = Cue(
    "told by",
    r"(?:presentations?|remarks|speech(?:es)?|lectures?|statements?|keynotes?|papers?|welcome)"
    r"\b[^.;]{0,60}? (?:delivered|given|made|presented|read) by|taught by",
    None,
    "speaker-affiliation",
    types=frozenset({"Training", "Workshop", "Forum"}),
)
TEACHING_EN: Final = (
    Cue(
        "speakers",
        r"(?:experts?|[Ss]peakers?|[Ll]ecturers?|professors?|trainers?|instructors?|researchers?"
        r"|teachers?"
        r"|[Aa]mong the speakers (?:was|were)|tutors?|facilitators?|presenters?|panel(?:l)?ists?"
        r"|resource persons?|faculty"
        r"|coach(?:es)?"
        r"|scientists?|specialists?)(?! and listeners)[a-z' ]{0,30} (?:from|of)(?![^.;]{0,90}\b"
        r"(?:took part|part$|part\b[.,;]|participat|attend))|invited(?= {A})"
        r"|(?:presentations?|lectures?|keynotes?|talks|contributions"
        r"|case studies|papers|experiences?) (?:(?:came|(?:was|were) (?:given|made|delivered|held"
        r"|shared|presented)|followed) )?(?:by|from)\b|heard(?: (?:talks|lectures|presentations"
        r"|papers))? (?:from|by)|[Oo]n (?:the|its|a) panel (?:sat|were|was)"
        r"|(?:[Pp]anels?|panel(?:l)?ists|speakers|lecturers|[Ll]ine-?up|[Ff]aculty"
        r"|[Ll]ist of speakers)"
        r" (?:includ(?:ed|es)|consist(?:ed|s) of|was made up of|brought together|comprise[ds])",
        None,
        "speaker-affiliation",
        types=frozenset({"Training", "Workshop", "Forum"}),
        people=False,
    ),
    Cue(
        "lecture",
        r"(?:g[ai]ve|gives|deliver(?:s|ed)|read|presented|held) (?:(?:the|an?|two|three|their"
        r"|its) )?"
        r"(?:[a-z]+ ){0,2}(?:lectures?|keynotes?|presentations?|talks?(?! with)|papers?)|taught"
        r"|lectured|t(?:ook|akes) the classes|(?:provid(?:es|ed|ing)"
        r"|suppl(?:y|ies|ied)|sen[dt]|br(?:ings?|ought)|lent)"
        r" (?:[a-z0-9]+ ){0,4}(?:lecturers|trainers|speakers|teachers|instructors|tutors)"
        r"|(?:(?:experts|staff|scientists|specialists|officers) ?)?as (?:trainers|lecturers"
        r"|speakers|resource persons|instructors)|were invited to (?:give|speak)"
        r"|compared allocation|(?:told|briefed|walked|guided|took|led) (?:the )?(?:participants"
        r"|audience"
        r"|trainees|floor|class|attendees|learners|rangers|students|public|listeners)\b"
        r"|shared (?:their|its|his|her) (?:[a-z]+ ){0,2}(?:experiences?|lessons|knowledge"
        r"|know-how|findings)"
        r"|t(?:ook|akes) the floor",
        "speaker-affiliation",
        types=frozenset({"Training", "Workshop", "Forum"}),
        people=False,
    ),
)
