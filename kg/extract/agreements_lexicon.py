"""The words of agreements: the nouns of each type, and what tells how an agreement stands.

Patterns run over masked text (see scene.py); within a table earlier rows win.
"""

import re
from typing import Final

from kg.extract.any_case import AnyCase, lower_case
from kg.extract.scene import sifted
from kg.text.sifting import Rows, Sifted

TYPES: Final = (
    (
        "intent",
        r"(?:合作)?意向书|意向性协议|(?<=结成)(?:姊妹|友好)(?:保护[区地]|公园|单位|学校|院校|城市)|(?:初步)?(?:合作)?意向(?!金)"
        r"|(?:letters?|declarations?|statements?|joint declarations?|notes?) of intent(?:ions?)?"
        r"|preliminary (?:agreement|intention)s?(?: for cooperation)?"
        r"|have (?:the )?intention|intentions? (?:for|of|to)\b|expressions? of intent",
    ),
    (
        "memorandum",
        r"(?:谅解|合作)?备忘录|memorand(?:um|a) (?:of|on|for) (?:mutual )?(?:understanding"
        r"|cooperation|co-operation|collaboration|intent|partnership)s?"
        r"|cooperation (?:understanding )?memorand(?:um|a)"
        r"|memorand(?:um|a)\b(?! of agreement)|\bM[oO]Us?\b",
    ),
    (
        "counterpart-agreement",
        r"对口(?:合作|协作|支援|帮扶)[^，。；、》]{0,4}协议|counterpart (?:cooperation|support"
        r"|assistance) agreements?|twinning (?:agreement|arrangement)s?",
    ),
    (
        "framework-agreement",
        r"框架(?:性)?(?:合作)?(?:协议|协定)|framework (?:[a-z-]+ )?(?:agreement|arrangement)s?",
    ),
    (
        "project-agreement",
        r"项目(?:合作|实施|执行|赠款|贷款|投资|建设|开发|采购|服务|特许经营)?(?:协议|合同|协定)"
        r"|(?:project|grants?|loan|financing|funding) (?:financing |cooperation |implementation )?"
        r"(?:agreement|contract)s?",
    ),
    (
        "cooperation-agreement",
        r"(?:合作|协作|补偿|共建|委托|协同|执法)?[^，。；、《》]{0,4}(?<!框架)协议(?!文本|内容"
        r"|年度|签(?![署订字约]+仪式)|精神|执行)|合作安排|安排》"
        r"|(?:合作|环境|环保|技术|科技|保护|渔业|林业|海洋|双边|姊妹[省市县]|友好(?:城市|省州)|友城)(?:协定|盟约|约定书)"
        r"|(?:签署|签订|签定|达成)(?:了)?[^，。；《》]{0,20}?战略合作(?=[，。；]|$)"
        r"|(?:签署|签订|签定)(?:了)?[^，。；《》]{0,40}?(?:行动|工作|合作|实施)(?:计划|规划|方案)(?=[，。；]|$)"
        r"|(?<![项份个些批])合作文件(?=[，。；]|$)"
        r"|(?:联合)?(?:合作|工作|行动)(?:计划|规划|方案)(?=[（(〔]|》)"
        r"|签约(?=共建|合作|结对)"
        r"|(?<=的)(?:协定|协议书|议定书)》|合作议定书|合同书|合作协约"
        r"|(?:(?:strategic|strategy|cooperation|co-operation|environmental|environment|entrust"
        r"|joint"
        r"|protection|new|tripartite|trilateral|bilateral|partnership|collaboration|conservation"
        r"|technical|research|transboundary|data[- ]sharing|host|implementing|regional|water"
        r"|climate|country) )*"
        r"(?<!multilateral )(?<!multilateral environmental )(?<!international )"
        r"(?:agreements?|pact|compact|treaty|accords?|deals?)\b"
        r"|(?:cooperation|working|administrative|bilateral|implementing"
        r"|partnership) arrangements?\b"
        r"|memorand(?:um|a) of agreement|\bMOAs?\b|protocols? (?:of|on|for) (?:cooperation"
        r"|co-operation|collaboration|intent)"
        r"|cooperation protocols?|protocols?(?= between )|exchange of (?:letters|notes)"
        r"|letters? of (?:agreement|exchange)"
        r"|joint (?:statement|declaration)s? (?:of|on) (?:[a-z]+ )?(?:co-?operation|partnership"
        r"|collaboration)"
        r"|(?:joint |cooperation |bilateral )+(?:action|work) (?:plan|program(?:me)?)s?\b",
    ),
)
NOUN: Final = AnyCase("|".join(source for _, source in TYPES))
NOUNS: Final = Rows([lower_case(source) for _, source in TYPES], any_case=True)
SIGN: Final = AnyCase(
    r"签署|签订|签定|签约|会签(?!会)|签下|签了|签有|签(?=[^，。；]{0,12}(?:协议|备忘录|意向书))|签的|签过|落笔|盖章|(?<=上)签[字名]|敲定(?=[^，。；]{0,12}协议)|缔结|订立|交换(?:了)?(?=[^，。；]{0,20}(?:备忘录|协议|协定|意向书))"
    r"|达成(?=[^，。；]{0,20}(?:协议|安排|战略合作))"
    r"|\b(?:co-|counter)?signed\b(?! up)|\bsigns?\b(?= )|\binks?\b|\binked\b|\binking\b"
    r"|\bsignatures?\b"
    r"|\bput (?:their |its |his |her )?(?:names?|signatures?) (?:on|to|under)\b|\bput pen to\b"
    r"|\bsigning\b(?! up)|\bconcluded\b(?= (?:an?|the|two|three|their|its|in|with|between|{T}))"
    r"|\b(?:was|were|been) concluded\b|\bentered into\b(?! force)|\benter(?:s"
    r"|ing)? into\b(?! force)"
    r"|\binitial(?:l?ed)\b|\bexchanged\b|\bexecuted\b|\bformali[sz]ed?\b|\bstruck\b|\bsealed\b"
    r"|\b(?:reached|made) (?:an?|the) (?:[a-z]+ ){0,3}(?=agreement)"
)
RENEW: Final = AnyCase(
    r"续签|续订|续约|更新签署|换签|延长了|重新签"
    r"|\brenew(?:ed|s|al|ing)?\b|updated version of|\bextended\b(?! to)|\bprolonged\b"
    r"|\bextension of\b"
)
TENTATIVE: Final = AnyCase(
    r"初步|草[签拟]|有意(?=[^，。；]{0,8}(?:签|延续))|就签署|就[^。；]{0,30}签[^。；]{0,30}达成一致|有意结成|章还没盖|没有签字|未签字|原则(?:上)?(?:同意|通过)|定于[^。；]{0,30}签|达成[^，。；]{0,8}意向|拟签|(?:争取|待|拟|将|计划|同意|适时|时候"
    r"|早日|尽早|商定|约定|力争|准备|打算|有望|预计"
    r"|尽快|成熟[后时])[^，。；]{0,14}签|正在(?:商谈|磋商|协商|准备|起草|洽谈)|起草|一致同意延长"
    r"|\bin principle\b|\bpreliminary\b|\bdraft(?:ed|ing)?\b|\binitially\b|\bintentions?\b"
    r"|\b(?:to|will|would|could|can|may|might|should) (?:then |soon |also |shortly |jointly )?"
    r"(?:be (?:re)?(?:signed|concluded|renewed|inked|initialled|extended)|sign|conclude|renew|ink"
    r"|enter into)\b"
    r"|\bas soon as possible\b|\b(?:is|are|was|were) to be\b|\bawait(?:s|ing)?\b"
    r"|\bnegotiat(?:ed|ing|ions?|e)\b|\bunder (?:discussion|preparation|consideration|review)\b"
    r"|\bbeing (?:prepared|negotiated|drafted|finali[sz]ed|discussed)\b|\bfinali[sz](?:e|ing)\b"
    r"|\b[Tt]alks (?:between|with) [^.;]{0,90} (?:about|on|over) (?=an? )|\bready for sign(?:ature"
    r"|ing)\b|\bcleared\b|\b(?:expected|due|planned|scheduled"
    r"|set) (?:to be"
    r" sign|for sign)\w*|\bpending\b|\bplans? to sign\b|\bwork(?:ing)? (?:on|towards?) an?\b"
    r"|\blook(?:s|ed|ing)? forward to\b|\bpropos(?:e[ds]?|ing) (?:to sign )?(?:an?\b|the signing)"
    r"|\bin the (?:pipeline|works|offing)\b|\bdraw(?:ing|n)? up an?\b"
    r"|\b[Cc]abinet\b[^.;]{0,90}? (?:approve[ds]|(?:gave|has given) its (?:approval|nod))\b"
    r"|\bnot (?:yet )?(?:been )?signed\b|\bhas yet to\b|\bagreed to (?:sign|conclude|prepare"
    r"|draft)"
)
FORCE: Final = AnyCase(
    r"落实|根据|按照|依据|执行|履行|在[^，。；]{0,30}框架下|挂钩"
    r"|\bimplement(?:ation|ing|s|ed)?\b|\baccording to\b|\bunder (?:the|a|an|their|its|this)\b"
    r"|\bin force\b|\brests? on\b|\bcarr(?:y|ied|ies|ying) out\b"
    r"|\b(?:with)?in the framework\b|\bpursuant to\b|\bin (?:line|accordance) with\b"
    r"|\b(?:provided|foreseen) (?:for )?(?:in|by|under)\b|\bbased on\b|\bas part of\b"
    r"|\bgoverned by\b|\bon the basis of\b|\bin the context of\b|\bunder (?={P}|{A})"
)
EXISTING: Final = re.compile(
    r"签有|正在(?:执行|实施|履行)|执行情况|仍在(?:执行|履行)|至今仍"
    r"|执行中的|正一条条|仍然?有效|\bbeing implemented\b|in force|entered into force"
    r"|有效(?!期)|生效|已签"
    r"|valid (?:until|till)|runs? (?:until|till)"
    r"|expires?|(?:has|have) been (?:implement|carr|work|runn)",
    re.IGNORECASE,
)
# Most sentences hold none of these, and the patterns above need not read them.
HINT: Final = Sifted(
    r"协议|备忘录|意向|姊妹|安排|签约(?:共建|合作|结对)|战略合作|合作文件|计划|协定|盟约|约定书|项目|合同|议定书|[Aa]gree|[Mm]emorand|M[oO]U|[Ii]nten"
    r"|[Pp]act\b"
    r"|[Aa]rrange|[Pp]roto|[Pp]ro(?:ject|gram)|[Aa]ccord|[Ll]etters?\b|[Jj]oint|[Ee]xchange of"
    r"|[Aa]ction|[Ww]ork|contract|[Dd]eals?\b|[Tt]reaty|[Cc]ompact"
)
BARE: Final = re.compile(
    r"(?:(?:[^，。；、《》]{0,2}(?:签署|签订|签了))?协议|意向|agreements?|accords?|memorand(?:um|a)|mous?|备忘录|pact|treaty|deals?)",
    re.IGNORECASE,
)
MUTUAL: Final = re.compile(
    r"双方|两[部单省市国地县区州院校]|[三四五六][方地家省市县区]|各方|二者"
    r"|\b(?:both|the two|the three|two|the) (?:sides"
    r"|parties"
    r"|countries|institutions|governments|agencies|partners|organi[sz]ations|companies|states"
    r"|bureaus|ministries|ministers|departments|heads|stations|cities|neighbours|provinces)\b"
    r"|\bboth\b|\bbilateral\b|\btheir\b",
    re.IGNORECASE,
)
NATIONAL: Final = re.compile(
    r"两国(?!(?:生态)?(?:环境|主管|有关|相关)?(?:部门|部委))"
    r"|\b(?:two|both) (?:countries|governments|states|nations|neighbours)\b",
    re.IGNORECASE,
)
# Projects that several carry out together.
PROJECT: Final = sifted(
    r"{P}\s?[-–—]\s?{P} (?:[A-Za-z-]+ ){0,5}(?:project|programme|program|partnership)\b"
    r"|{P}\s?[-–—]?\s?{P}[^，。；]{0,12}(?:合作|联合)[^，。；]{0,6}项目"
    r"|{A}[^，。；]{0,6}[与和同、]\s?{A}[^，。；]{0,6}(?:共同|联合|合作)(?:实施|开展|执行"
    r"|承担)[^。；]{0,40}项目"
    r"|[与和同]{A}的[^，。；]{0,16}合作项目"
    r"|项目[^。；]{0,24}由[^。；]{0,40}(?:共同|联合|合作)(?:开展|实施|执行)"
    r"|(?:{A}[^，。；]{0,3}[与和、])+{A}[^，。；]{0,3}(?:共同|联合)启动[^。；]{0,50}项目"
    r"|(?:project|programme)[^.;]{0,60}(?:carried out|implemented|undertaken|run|executed)"
    r" (?:together |jointly )?by [^.;]{0,30}{A}[^.;]{0,30}and [^.;]{0,10}{A}"
    r"|(?:project|programme)[^.;]{0,60}\bin which [^.;]{0,20}{A}[^.;]{0,40}\band [^.;]{0,10}{A}"
    r" (?:work|cooperate|collaborate)"
    r"|{A}[^.;]{0,20} and (?:the )?{A}[^.;]{0,12} (?:are|have been) (?:jointly )?"
    r"(?:implementing|running|carrying out) (?:the|a) [^.;]{0,40}(?:project|programme)"
    r"|(?:project|programme)[^.;]{0,40}(?:financed|funded) by (?:the )?{A}[^.;]{0,12},? and "
    r"(?:carried out|implemented|run|executed) by (?:the )?{A}"
    r"|(?:project|programme)\b[^.;]{0,30} {A} (?:is|are|has been|have been) (?:implementing"
    r"|running|carrying out)[^.;]{0,16} with [^.;]{0,10}{A}",
    re.IGNORECASE,
)
