"""The words beside which an agency has a part in an event: one row for each cue.

Earlier rows win where two match at the same place. Patterns run over masked text.
"""

from dataclasses import dataclass, field
from typing import Final

from kg.extract.any_case import lower_case
from kg.extract.drafts import Stretch
from kg.extract.events import JOURNEYS
from kg.extract.roles_cue import BETWEEN_SIDES, CONVENED, Cue
from kg.extract.roles_cues_en import EN
from kg.extract.slots import slots
from kg.text.sifting import Rows

_ZH: Final = (
    Cue(
        "sponsor is",
        r"(?:主办|举办|组织|召集|发起|牵头)(?:者|方|单位|机构)?(?:为|是|[：:])"
        r"(?=(?:[^，。；、\ue000-\uf8ff]{1,5}的)?{A})|(?:主办|举办|组织)(?:方|单位|的)(?={A})",
        None,
        "organizer",
        people=False,
        confidence=0.9,
    ),
    Cue(
        "contractor is",
        r"(?:承办|协办)(?:(?:者|方|单位|机构)(?:为|是|[：:])?|[：:的])(?={A})",
        None,
        "co-organizer",
        people=False,
        confidence=0.9,
    ),
    Cue(
        "supporter is",
        r"(?:支持|指导|赞助|资助)(?:(?:方|单位)(?:为|是|有|[：:])?|[：:])(?={A})",
        None,
        "supporter",
        people=False,
        confidence=0.9,
    ),
    Cue(
        "sponsor",
        r"(?<!轮流)主办(?!检察官|法官|人员)|(?:共同|联合)发起|发起(?=[，。；])|召集(?!人)",
        "organizer",
        people=False,
        confidence=0.95,
    ),
    Cue(
        "home side",
        r"(?:做|当|任|担任|作为|充当)(?:了)?(?:此次|本次|本届)?(?:会议|论坛|活动)?(?:的)?东道主?(?=[，。；])|尽(?:了)?地主之谊",
        "host",
        people=False,
    ),
    Cue("home is", r"东道主(?:是|为|：)(?={A})", None, "host", people=False),
    Cue("manage", r"操办|操持", "organizer", people=False),
    Cue("co-host", r"合办|联办", "organizer", people=False),
    Cue(
        "guide",
        r"(?:作|为|列为|担任|作为)[^，。；]{0,4}(?:指导|支持|赞助|协作)单位|(?<=由)指导|指导(?=[，、])|协助(?=[，。；])|(?:特别|大力|独家)?支持(?=[，。；]|的[^，。；]{0,30}(?:[会班]|论坛|活动))",
        "supporter",
        people=False,
    ),
    Cue(
        "charge",
        r"由(?={A}(?:等)?(?:单位)?(?:负责|组织|牵头(?!组成)|具体))",
        None,
        "organizer",
        types=CONVENED,
        people=False,
    ),
    Cue(
        "build",
        r"(?:共建|合建|合作建设|联合建设|共同建设|联合组建)的?",
        "organizer",
        types=frozenset({"Launch"}),
        people=False,
    ),
    Cue(
        "came to",
        r"来到了?(?={A})",
        None,
        "host",
        types=frozenset({"Visit", "StudyTour"}),
        people=False,
    ),
    Cue(
        "trainees",
        r"(?:等)?(?:单位|部门|机构)?(?:的)?\d+余?[名位](?:学员|代表|专家|技术人员|骨干|干部|师生)",
        "participant",
        people=False,
        near=True,
    ),
    Cue(
        "head",
        r"率(?:领)?(?={A}[^，。；]{0,30}(?:代表团|访问团|代表))",
        None,
        "visitor",
        types=JOURNEYS,
        people=False,
    ),
    Cue(
        "tour",
        r"展开(?:对)?(?={P}[^，。；]{0,4}(?:访问|考察|之行))",
        "visitor",
        types=frozenset({"Visit", "StudyTour"}),
    ),
    Cue(
        "entrust", r"受(?={A}(?:(?:、|和|与|以及|及){A})*的?委托)", None, "supporter", people=False
    ),
    Cue("come along", r"[陪随]同来访|随团|随行来访", "visitor", types=JOURNEYS, near=True),
    Cue("invite", r"(?:的)?(?:盛情)?邀请(?=，)|之邀(?=，)", "host", types=JOURNEYS, near=True),
    Cue(
        "contract",
        r"(?<!轮流)承办|协办|筹办|协助举办|联合承办|配合的(?=[^，。；]{0,6}(?:检查|督导|督查|督察|执法|工作)[组队])"
        r"|(?:负责|承担)(?:了)?[^，。；]{0,6}(?:会务|筹备|组织实施|具体组织)",
        "co-organizer",
        people=False,
        confidence=0.95,
    ),
    Cue(
        "thank",
        r"感谢(?={A}[^。；]{0,50}对[^。；]{0,16}(?:活动|会议|论坛|培训|考察|访问|演练)[^。；]{0,10}"
        r"(?:支持|指导|帮助))",
        None,
        "supporter",
        people=False,
    ),
    Cue(
        "support",
        r"(?:提供|给予)(?:了)?(?:[^，。；]{0,6})(?:支持|支撑|协助)|(?:的)?大力支持|(?:的)?支持下|出资|资助|赞助"
        r"|提供(?:了)?(?:师资|经费|资金)|借出|(?:承担|负担|负责|支付)(?:了)?[^，。；]{0,8}(?:费用?|经费|开支|开销)"
        r"|提供(?:了)?[^，。；]{0,16}(?:物资|车辆|设备|翻译|场地|贷款|器材|赞助|后勤|食宿)",
        "supporter",
        people=False,
    ),
    Cue("summon", r"约谈(?!会)", "organizer", "participant", types=frozenset({"Meeting"})),
    Cue(
        "hosts are",
        r"接待(?:他们|她们|我们|客人|来宾|代表团|考察团|访问团)的(?:除了|有|是)?[^\ue000-\ue2ff。；]{0,10}(?={A})",
        None,
        "host",
        types=JOURNEYS,
    ),
    Cue("receive", r"(?:会见|接见)(?!时|结束|期间|后|前)|接待", "host", "visitor"),
    Cue(
        "with guests",
        r"[同与和](?:客人|来宾|来客|外宾|代表团|考察团|访问团|调研组|一行)(?:成员|全体|一行)?"
        r"(?=[^，。；]{0,16}(?:座谈|会谈|交流|洽谈|会面|商谈|坐下来))",
        "host",
        types=JOURNEYS,
        near=True,
    ),
    Cue(
        "return",
        r"回访|[来赴][粤京沪津渝穗深鲁豫鄂湘赣皖苏浙闽桂滇黔川琼冀晋陕甘青宁新藏蒙吉黑辽港澳台华]"
        r"(?=访问|考察|交流|参会|洽谈|回访|参访)",
        "visitor",
        types=frozenset({"Visit", "StudyTour"}),
    ),
    Cue(
        "welcome",
        r"对(?=[^。；]{1,40}(?:到访|来访|到来|莅临)[^，。；]{0,6}欢迎)",
        "host",
        "visitor",
        types=JOURNEYS | BETWEEN_SIDES,
    ),
    Cue(
        "come",
        r"(?:[来到]访|(?:来华|来京)(?:访问|参会|出席[^，。；]{1,20})?|访华)的|前来",
        None,
        "visitor",
        types=BETWEEN_SIDES,
    ),
    Cue(
        "call",
        r"拜会|拜访|到访(?!的)|走访|访问了?(?={A}|{P}|[我本](?:[省市县区校院局厅所]|公司|中心))|来访(?={A})|率[团队](?:赴|访问"
        r"|前往(?={A})|到(?={A}))",
        "visitor",
        "host",
    ),
    Cue(
        "arrive",
        r"一行(?:\d+余?人|[一二三四五六七八九十]+人)?(?:来|莅临)(?={A})"
        r"|来(?={A}[^。；]{0,24}(?:考察|调研|学习|访问|参观|座谈|交流|接洽|洽谈|商谈|指导))",
        "visitor",
        "host",
    ),
    Cue(
        "made up",
        r"(?:代表团|访问团|考察团|调研组)由(?=[^。；]{0,80}组成)",
        None,
        "visitor",
        types=JOURNEYS,
    ),
    Cue(
        "lecturers",
        r"(?:讲师|授课(?:专家|教师|老师|人)?|主讲人?|师资|演讲(?:嘉宾|人|者))(?:团队)?"
        r"(?:还|则|主要|分别|均)?(?:来自|包括|有)(?={A}|{P})"
        r"|(?:请来了?|邀请)(?={A}(?:(?:、|和|与|以及|及){A})*等?的?(?:专家|学者|教授|老师|讲师|研究员))",
        None,
        "speaker-affiliation",
        people=False,
    ),
    Cue(
        "members",
        r"(?:(?:代表团|考察团|访问团|交流团|调研组|团组|一行)(?:的)?成员|团员|随团人员|随行人员|随员)(?:中)?"
        r"(?:还|则|主要|分别)?(?:有|包括|来自)(?={A})",
        None,
        "visitor",
        types=frozenset({"Visit", "StudyTour"}),
        people=False,
    ),
    Cue(
        "team met",
        r"(?:代表团|考察团|访问团|调研组|团组|一行|团员)(?:成员|一行)?[^，。；\ue000-\uf8ff]{0,8}[与同和](?={A}(?![^，。；]{0,20}(?:签|交换了)))",
        None,
        "host",
        types=frozenset({"Visit", "StudyTour"}),
        people=False,
    ),
    Cue(
        "include",
        r"(?:成员|代表|嘉宾|单位|人员|伙伴|机构|企业|专家|学员)(?:还|则|主要|分别)?(?:包括|来自|有)(?={A})"
        r"|(?:出席|参加)[^，。；]{0,14}的?(?:还)?(?:有|包括)(?={A})|来自(?={A})"
        r"|(?:参会|与会|参加|出席)[^，。；]{0,8}，(?:如|例如|其中有|其中包括)(?={A})",
        None,
        "participant",
        people=False,
    ),
    Cue(
        "travel",
        r"(?:一行|率队|带队|率[^，。；]{1,10}(?:团|组))?"
        r"(?:赴|前往|来到|深入(?=[^，。；]{1,24}(?:考察|调研|走访|学习))|到|抵达?(?={P}|{A})|去了?(?={A})|来(?=[我本](?:[省市县区州镇校园会局厅院所站司处委部馆]|[学协]会|公司|中心|集团)|{P}))"
        r"(?=[^。；]{0,40}(?:考察|调研|学习|访问|参[观访]|座谈|交流|对接|洽谈|商谈|接洽|沟通|走访"
        r"|慰问|拜[会访]|会[见谈]|听取|取经|实习|研修|看了|[做作]客|请教|观摩|取经))"
        r"|(?:走进|来到|到访|造访|抵达|去了)(?={A})",
        "visitor",
        "host",
        types=JOURNEYS - frozenset({"Inspection"}),
    ),
    Cue(
        "team of",
        r"(?:联合)?(?:检查|督导|督查|督察|核查|暗访|巡查|执法|帮扶)(?:工作)?(?:组|队|人员)(?:一行)?"
        r"(?=[^，。；]{0,4}(?:来到|赴|到|进驻|深入|前往|抵达|突击|夜查))",
        "organizer",
        types=frozenset({"Inspection"}),
        people=False,
        near=True,
    ),
    Cue(
        "inspect",
        r"(?:一行|率队|带队)?(?:赴|前往|来到|深入|到|来|对)"
        r"(?=[^。；]{0,40}(?:督导|督查|督察|检查|暗访|巡查|核查|执法|帮扶))",
        "organizer",
        "participant",
        types=frozenset({"Inspection"}),
    ),
    Cue(
        "lead",
        r"(?:率(?:领)?|带领)[^，。；]{0,12}?(?:(?:考察|调研|工作|专家)组|团)"
        r"(?!结|[^，。；]{0,4}(?:与会|参会|出席|参加))"
        r"|(?:为|任)团长的|(?:为|任)组长的(?=[^，。；]{0,12}(?:考察|调研))",
        "visitor",
        types=JOURNEYS,
    ),
    Cue(
        "invited",
        r"邀请(?={A}[^。；]{0,60}(?:赴|来|到|前往|莅临))",
        "host",
        "visitor",
        types=JOURNEYS | BETWEEN_SIDES,
        people=False,
    ),
    Cue("company", r"同行的?(?:还)?有|随行的?(?:还)?有", None, "visitor", types=JOURNEYS),
    Cue(
        "go along",
        r"(?:随同|陪同参[与加]|参与|一同|一道|共同)(?:实地)?(?:调研|考察|参加调研|参加考察)",
        "participant",
        types=JOURNEYS,
    ),
    Cue(
        "escort", r"陪同(?=(?:{A}|{N}))", "host", "visitor", types=frozenset({"Visit", "StudyTour"})
    ),
    Cue("accompany", r"陪同", "host", types=frozenset({"Visit", "StudyTour"})),
    Cue(
        "lecture",
        r"(?:的)?(?:专家|学者|教授|院士)?(?:(?:受|应)邀)?(?:出席|到场|现场)?[^，。；\ue000-\uf8ff]{0,6}(?:授课|讲课|讲授"
        r"|为题[^，。；]{0,12}(?:介绍|讲)|(?:给|为)(?:大家|学员)[^，。；]{0,10}(?:介绍|讲)"
        r"|(?:[作做]|进行|带来)(?:了)?(?:题为[^，。；]{1,30}的)?(?:主旨|主题|专题|大会|特邀|学术|精彩|的)*"
        r"(?:报告|演讲|讲座)|[作做](?:了)?(?:主旨|主题|专题)发言|的讲座|主讲"
        r"|(?:进行|[作做])了?(?:详细|深入|系统|专题|现场|精彩|生动|全面|的){0,2}(?:讲解|辅导|授课|讲座|讲授)"
        r"|(?:讲解|解读)了?(?=[^，。；]{0,16}《))",
        "speaker-affiliation",
        types=frozenset({"Training", "Workshop", "Forum", "Conference", "Meeting"}),
    ),
    Cue(
        "convene",
        r"举办|开办|兴办|坐庄|办(?=了?一[期次场届])|搞(?=了?[一几两][期次场])|主持(?=召开|举办|一[次场期]|首次)|组织了(?=[^，。；]{0,30}(?:培训|活动|讲座|竞赛|演练|会))"
        r"|(?<!党)组织(?=(?:一[次场]|[“「])[^，。；]{0,24}(?:活动|演练|讲座)|[^，。；]{0,4}(?:宣传|志愿|植树|清洁|净滩)[^，。；]{0,8}活动)|开设|开(?=[了一两][^，。；]{0,12}[课会班讲])|上了|办了|办理(?=[^，。；]{0,30}(?:会|论坛|活动|训练|讲座|课程|工作坊|竞赛))|(?:联合|共同|组织)?召开"
        r"|(?:联合|共同|组织)?开展(?!了?[^，。；]{0,6}(?:交流|研讨|座谈|讨论|合作))"
        r"|举行(?!了?会谈|了?会见|了?磋商|了?座谈)",
        "organizer",
        types=CONVENED,
        people=False,
        announced=True,
    ),
    Cue("organize", r"(?<={A})组织(?=[，。；])", "organizer", None, CONVENED, near=True),
    Cue(
        "launch",
        r"(?:共同|联合|正式)?(?:启动(?!仪式|大?会|活动|现场|环节)|发起|推动设立|设立|揭牌|主持揭牌|(?:宣告|宣布)?(?:点火|投产|投运|通水|开工|揭幕))",
        "organizer",
        types=frozenset({"Launch"}),
        people=False,
        announced=True,
    ),
    Cue("witness", r"见证|列席|观礼|观摩", "participant"),
    Cue(
        "send",
        r"(?<![未没])派(?![^，。；]{0,4}随[团行])(?:出)?[^，。；]{0,5}?(?:员|代表|人(?!员)|专家|团|队|教师|讲者|讲师)(?!列席)",
        "participant",
    ),
    Cue(
        "hand over",
        r"(?:移交|赠送|赠予|捐赠|交)(?:给|到|予)?(?={A})",
        "participant",
        "participant",
        types=frozenset({"Other"}),
    ),
    Cue(
        "attend",
        r"出席|参加|参会|与会|(?:确认|应邀|共同)参与|到[会场]指导|到会(?=[，。；并])|牵头组成|相聚|聚首|齐聚|汇聚|碰头(?!会)|碰面|围坐|落笔|联手|携手|作陪|在座|会谈|会[晤面]|通电话|通了电话|磋商|座谈|洽谈|商谈|会商(?!会)|签字|签约|会签|(?:共同|联合)签[署订]"
        r"|交流了?(?=。|，)",
        "participant",
    ),
    Cue(
        "act",
        r"(?<={A})(?:等[^，。；]{0,6})?(?:的)?(?:(?:相关|有关|主要|分管|多位|几位)?(?:负责(?:人|同志)|代表|专家|学者|团队"
        r"|(?:技术|研究|工作)?人员|师生|领导|官员|志愿者))?(?:分别|先后|依次|逐一|首次|现场|共同|还|也|随后|则)*"
        r"(?:(?:围绕|对|就|向)[^，。；]{1,30}?)?(?:(?:先后|依次)?(?:[作做]出?了?|进行)(?:了)?[^，。；]{0,6}(?:发言|介绍|汇报|解读|部署|点评|总结)"
        r"|介绍|分享|展示|汇报|通报|回顾|讲解|出动|派出|负责(?![人同])|承担|演示|示范|亮相|带来|讲述|表态|响应"
        r"|配合|加入|到场|报告(?!厅|会))",
        "participant",
        people=False,
        confidence=0.75,
        subject=True,
    ),
    Cue(
        "speak",
        r"主持|致辞|致词|讲话|发言|介绍|表示|指出|强调|[介绍表示强调]?说[，,：]|作报告",
        "participant",
        bodies=False,
    ),
)


@dataclass(frozen=True, slots=True)
class CueTable:
    name: str
    rows: tuple[Cue, ...]
    expressions: Rows
    _kept: dict[tuple[str, bool], frozenset[int]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, name: str, rows: tuple[Cue, ...], border: str) -> "CueTable":
        if not border:
            return cls(name, rows, Rows([slots(cue.source) for cue in rows]))
        sources = [lower_case(f"{border}(?:{cue.source})") for cue in rows]
        return cls(name, rows, Rows(sources, any_case=True))

    def find(self, stretch: Stretch, kind: str) -> list[tuple[Cue, int, int]]:
        fitting = self._fitting(kind, stretch.announces)
        found = self.expressions.finditer(stretch.line.text, stretch.start, stretch.end, fitting)
        return [(self.rows[number], hit.start(), hit.end()) for number, hit in found]

    def _fitting(self, kind: str, announces: bool) -> frozenset[int]:
        """Return the rows that hold for a type of event, in a sentence that announces it or not."""
        rows = self._kept.get((kind, announces))
        if rows is None:
            rows = self._kept[kind, announces] = frozenset(
                number
                for number, cue in enumerate(self.rows)
                if (cue.types is None or kind in cue.types) and (announces or not cue.announced)
            )
        return rows


CUES_ZH: Final = CueTable.of("zh", _ZH, "")
# Every cue begins with a letter: ends of words need not be tried.
CUES_EN: Final = CueTable.of("en", EN, r"\b(?=\w)")
