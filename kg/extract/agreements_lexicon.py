"""The words of agreements: the nouns of each type, and what tells how an agreement stands.

Patterns run over masked text (see scene.py); within a table earlier rows win.
"""

import re
from typing import Final

from kg.extract.any_case import AnyCase, lower_case
from kg.extract.scene import pattern
from kg.text.sifting import Rows, Sifted

TYPES: Final = (
    (
        "intent",
        r"(?:合作)?意向书|意向性协议|(?<=结成)(?:姊妹|友好)(?:保护[区地]|公园|单位|学校|院校|城市)|(?:初步)?(?:合作)?意向(?!金)"
        r"|(?:letters?|declarations?|statements?|joint declarations?|notes?) of intent(?:ions?)?"
        r"|agreement in principle|preliminary (?:agreement|intention)s?(?: for cooperation)?"
        r"|have (?:the )?intention|intentions? (?:for|of|to)\b|expressions? of intent",
    ),
    (
        "memorandum",
        r"(?:谅解|合作)?备忘录|memorand(?:um|a) (?:of|on|for) (?:mutual )?(?:understanding"
        r"|cooperation|co-operation|collaboration|intent|partnership)s?"
        r"|cooperation (?:understanding )?memorand(?:um|a)"
        r"|memorand(?:um|a)(?: of agreement)?\b|\bM[oO]Us?\b|\bMOAs?\b"
        r"|understandings?\b(?= (?:with|between)\b[^.;]{0,90}? (?:was|were|is|are|has|remains?"
        r"|stands?|signed)\b)",
    ),
    (
        "counterpart-agreement",
        r"对口(?:合作|协作|支援|帮扶)[^，。；、》]{0,12}协议|counterpart (?:cooperation|support"
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
        r"|年度|签(?![署订字约]+仪式)|精神|执行)|合作安排|安排》|(?:合作|环境|环保|技术|科技|保护"
        r"|渔业|林业|海洋|双边|姊妹[省市县]|友好(?:城市|省州)?|友城|政府间)(?:协定|盟约|约定书)"
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
        r"|climate|country) )*(?<!multilateral )(?<!multilateral environmental )"
        r"(?<!international )"
        r"(?:agreements?|pact|compact|treaty|accords?|deals?(?! with\b))\b"
        r"|(?:cooperation|working|administrative|bilateral|implementing"
        r"|partnership) arrangements?\b"
        r"|arrangements?\b(?= (?:between|with) [^.;]{0,90}(?:signed|in (?:force|effect|place)))"
        r"|protocols? (?:of|on|for) (?:cooperation"
        r"|co-operation|collaboration|intent)|cooperation protocols?|protocols?(?= between )|"
        r"(?<=a )protocol(?= on\b)|(?<=an )arrangement(?= (?:for|on)\b)"
        r"|exchange of (?:letters|notes)|letters? of (?:agreement|exchange|commitment"
        r"|collaboration"
        r"|understanding|co-?operation)|records? of discussions?"
        r"|(?:agreed )?minutes of (?:understanding|co-?operation)"
        r"|papers?\b(?=,? [^.;]{0,90}\b(?:awaits? signature|(?:was|were|been|be) (?:signed"
        r"|initialled)\b))"
        r"|declarations? of (?:co-?operation|partnership)|terms of co-?operation|covenants?\b"
        r"|(?:joint|common) (?:working|work|research) programmes?\b|undertakings? between"
        r"|(?:plan|programme?|roadmap) of (?:[a-z]+ ){0,2}co-?operation"
        r"|co-?operation (?:plan|programme?|roadmap)s?\b(?! (?:for|of) the)"
        r"|joint (?:statement|declaration)s? (?:of|on) (?:[a-z]+ )?(?:co-?operation|partnership"
        r"|collaboration)|(?:joint |cooperation |bilateral )+(?:action|work) (?:plan"
        r"|program(?:me)?)s?\b|work(?:ing)? (?:plan|programme)s?\b(?= (?:of partners "
        r"|of cooperation )?(?:that|which)\b[^.;]{0,90} signed| (?:will|is to"
        r"|are to) be (?:prolonged|extended|renewed|signed)| (?:was|were|has been) (?:signed"
        r"|renewed|extended|prolonged))",
    ),
)
NOUN: Final = AnyCase("|".join(source for _, source in TYPES))
NOUNS: Final = Rows([lower_case(source) for _, source in TYPES], any_case=True)
SIGN: Final = AnyCase(
    r"签署|签订|签定|签约|会签(?!会)|签下|签了|签有|签(?=[^，。；]{0,12}(?:协议|备忘录|意向书))|签的|签过|签[在到进]了?|落笔|盖章"
    r"|(?<=上)签[字名]|敲定(?=[^，。；]{0,12}协议)|缔结|订立|交换(?:了)?(?=[^，。；]{0,20}(?:备忘录|协议|协定|意向书|文本))"
    r"|达成(?=[^，。；]{0,20}(?:协议|安排|战略合作))|形成(?=[^，。；]{0,8}意向(?!书))"
    r"|\b(?:co-|counter)?signed\b(?! up)|\bsigns?\b(?= )|\binks?\b|\binked\b|\binking\b"
    r"|\bsignatures?\b"
    r"|\bput (?:their |its |his |her )?(?:names?|signatures?) (?:on|to|under)\b"
    r"|\bput (?:pen|ink) to\b"
    r"|\bput (?:an?|the|their|two) [^.;]{0,70} (?:to|on) paper\b|\bsubscribed\b(?= (?:an?|the"
    r"|two) )|\b(?:appended|gave|put down) (?:their|its|his|her) (?:names?|signatures?)\b"
    r"|\bsigning\b(?! up)|\bconcluded\b(?= (?:an?|the|two|three|their|its|in|with|between|{T}))"
    r"|\b(?:was|were|been) concluded\b|\bentered into\b(?! force)|\benter(?:s"
    r"|ing)? into\b(?! force)|\binitial(?:l?ed)\b|\bexchanged\b|\bexecuted\b|\bformali[sz]ed?\b"
    r"|\bstruck\b|\bsealed\b|\b(?:reached|made) (?:an?|the) (?:[a-z]+ ){0,3}(?=agreement)"
    r"|\b(?:set|affixed|added|lent) (?:their|its|his|her) (?:hands?|seals?|names?|signatures?)\b"
    r"|\bsign(?:s|ed|ing)? off on\b|\bcame to terms on\b|\b(?:clinched|penned|cemented"
    r"|countersigned)\b|\bbecame (?:a )?part(?:y|ies) to\b|\b(?:bind|binds|bound) (?:the two"
    r"|themselves|together)\b|\bthe (?:ink|signatures?) (?:on|under)\b|\bshook hands on\b"
    r"|\bcommitted themselves\b"
)
RENEW: Final = AnyCase(
    r"续签|续订|续约|更新签署|换签|延长了|延[续长]至|顺延至|续期|展期|重新签"
    r"|\brenew(?:ed|s|al|ing)?\b|updated version of|\bextended\b(?! to)|\bprolonged\b"
    r"|\bextension of\b|\bre-signed\b|\brolled over\b|\bprolong(?:s|ing|ation)?\b"
    r"|\b(?:sign|agree|negotiat)(?:ed|s|ing)?(?: on| to)? (?:an?|the|its"
    r"|their) (?:[a-z-]+ ){0,2}(?:extension|prolongation|renewal)\b"
    r"|\bkeeps? (?:the|their|its) (?:[a-z]+ )?(?=(?:memorandum|agreement|pact"
    r"|accord)\b[^.;]{0,20}? (?:alive|in force|going))"
    r"|\b(?:for|gave it|given|into) (?:a|an|another|its) (?:further|second|third|new|additional"
    r"|another) (?:term|period|lease of life|phase|(?:two|three|four|five|ten)\b)"
)
TENTATIVE: Final = AnyCase(
    r"初步|草[签拟]|有意(?=[^，。；]{0,8}(?:签|延续))|就签署|就[^。；]{0,30}签[^。；]{0,30}达成一致|有意结成|章还没盖|[再才]会?签|何时签"
    r"|择[期日机]签|尚待[^。；]{0,16}(?:审批|批准|签)|口头共识|没有签字|未签字|原则(?:上)?(?:同意|通过)|定于[^。；]{0,30}签"
    r"|[达形]成[^，。；]{0,8}意向|[仍尚]?待[^，。；]{0,14}(?:批准|审批|审核|审议|理事会)(?!后)|拟签|(?:争取|待|拟|将|计划|同意|适时|时候"
    r"|早日|尽早|商定|约定|力争|准备|打算|有望|预计"
    r"|尽快|成熟[后时])[^，。；]{0,14}签|正在(?:商谈|磋商|协商|准备|起草|洽谈)|起草|一致同意延长"
    r"|\bin principle\b|\bpreliminary\b|\bdraft(?:ed|ing)?\b|\binitially\b|\bintentions?\b"
    r"|\b(?:to|will|would|could|can|may|might|should) (?:then |soon |also |shortly |jointly )?"
    r"(?:be (?:(?:re-?)?(?:signed|concluded)|renewed|inked|initialled|extended|prolonged)|sign"
    r"|conclude|renew|ink|enter into)\b|\bas soon as possible\b|\b(?:is|are|was|were) to be\b"
    r"|\bawait(?:s|ing)?\b|\bnegotiat(?:ed|ing|ions?|e)\b|\bunder (?:discussion|preparation"
    r"|consideration|review)\b|\bbeing (?:prepared|negotiated|drafted|finali[sz]ed|discussed)\b"
    r"|\bfinali[sz](?:e|ing)\b|\b[Tt]alks (?:between|with) [^.;]{0,90} (?:about|on|over) (?=an? )"
    r"|\bready for sign(?:ature|ing)\b|\bcleared\b|\b(?:expected|due|planned|scheduled"
    r"|set) (?:to be"
    r" sign|for sign)\w*|\bpending\b|\bplans? to sign\b|\bwork(?:ing)? (?:on|towards?) an?\b"
    r"|\blook(?:s|ed|ing)? forward to\b|\bpropos(?:e[ds]?|ing) (?:to sign )?(?:an?\b|the signing)"
    r"|\b(?:will|to) see the sign(?:ing|ature)\b|\bsigning\b[^.;]{0,90} (?:has been|is|was) "
    r"(?:fixed"
    r"|set|scheduled|planned|announced|arranged) for\b|\bin the (?:pipeline|works|offing)\b"
    r"|\bdraw(?:ing|n)? up an?\b"
    r"|\b[Cc]abinet\b[^.;]{0,90}? (?:approve[ds]|(?:gave|has given) its (?:approval|nod))\b"
    r"|\b(?:is|are) (?:still )?(?:a draft|being drawn up|on the table)\b|\bdrafting stage\b"
    r"|\b(?:intends?|aims?|means?|hopes?|wants?|ready) to (?:sign|conclude|seal|renew)\b"
    r"|\bsettled the (?:outline|text|terms)\b|\bon the (?:text|wording|draft) of (?=an?\b)"
    r"|\b(?:signature|signing) (?:would|will|is to|may) follow\b|\bawaits? signature\b"
    r"|\b(?:still|yet) (?:to be signed|unsigned)\b|\bunsigned\b|\bin draft\b"
    r"|\b(?:up|slated) for signature\b"
    r"|\binitialled (?:and|but) (?:now |still )?(?:awaits?|waits?|is pending|needs?"
    r"|has (?:still )?to)\b"
    r"|\bbeing (?:drawn up|written|worked out)\b|\bwith (?:the|their) lawyers\b|\blegal review\b"
    r"|\bnot (?:yet )?(?:been )?signed\b|\bhas yet to\b|\bagreed to (?:sign|conclude|prepare"
    r"|draft)"
)
FORCE: Final = AnyCase(
    r"落实|根据|按照|依据|执行|履行|在[^，。；]{0,30}框架下|挂钩"
    r"|\bimplement(?:ation|ing|s|ed)?\b|\baccording to\b|\bunder (?:the|a|an|their|its|this)\b"
    r"|\bin force\b|\brests? on\b|\bcarr(?:y|ied|ies|ying) out\b"
    r"|\b(?:with)?in the framework\b|\bpursuant to\b|\bin (?:line|accordance) with\b"
    r"|\b(?:provided|foreseen) (?:for )?(?:in|by|under)\b|\bbased on\b|\bas part of\b"
    r"|\b(?:governed|bound|covered|regulated|tied|linked) by\b|\bin keeping with\b|\bby virtue of\b"
    r"|\bin terms of\b|\b(?:flows?|follows?|stems?) from\b|\bon the basis of\b"
    r"|\bin the context of\b|\bunder (?={P}|{A})"
)
EXISTING: Final = re.compile(
    r"签有|签[署订][^，。；]{0,40}(?:以来|年来)|正在(?:执行|实施|履行)|执行情况|仍在(?:执行|履行)|至今仍"
    r"|执行中的|正一条条|仍然?有效|\bbeing (?:implemented|carried out)\b"
    r"|\b(?:already|still) (?:have|has) (?:an?|their)\b"
    r"|\bha(?:ve|s) an? (?=(?:[a-z-]+ ){0,3}(?:agreement|memorandum|MoU|pact)\b)"
    r"|\bstill valid\b|\bremains? valid\b|\bcontinues? to govern\b"
    r"|in force|entered into force"
    r"|有效(?!期)|生效|已签"
    r"|valid (?:until|till)|runs? (?:until|till)"
    r"|expires?|\bin (?:place|effect|operation) since\b|\b(?:already|still|now|is|are"
    r"|remains?) in (?:place"
    r"|effect|operation)\b|\btook effect\b|\bdat(?:es|ing) (?:from|back to)\b"
    r"|\bstill (?:holds|works|applies|stands)\b|(?:has|have) been (?:implement|carr|work|runn)",
    re.IGNORECASE,
)
# Most sentences hold none of these, and the patterns above need not read them.
HINT: Final = Sifted(
    r"协议|备忘录|意向|姊妹|安排|签约(?:共建|合作|结对)|战略合作|合作文件|计[划画]|协定|盟约|约定书|项目|合同|议定书|[Aa]gree|[Mm]emorand"
    r"|M[oO]U|[Ii]nten"
    r"|[Pp]act\b"
    r"|[Aa]rrange|[Pp]roto|[Pp]ro(?:ject|gram)|[Aa]ccord|[Ll]etters?\b|[Jj]oint|[Ee]xchange of"
    r"|[Cc]o-?operation (?:[Pp]lan|[Rr]oad)|(?:[Pp]lan|[Rr]oadmap|[Rr]ecords?|[Mm]inutes"
    r"|[Dd]eclarations?|[Tt]erms) of |[Pp]apers?\b|[Cc]ovenant|[Uu]ndertaking|[Aa]ction|[Ww]ork"
    r"|contract|[Dd]eals?\b|[Tt]reaty|[Cc]ompact|[Ee]xtension|[Rr]enewal|[Pp]rolongation"
    r"|[Uu]nderstanding"
)
BARE: Final = re.compile(
    r"(?:(?:[^，。；、《》]{0,2}(?:签署|签订|签了))?协议|意向|agreements?|accords?|memorand(?:um|a)|mous?|备忘录"
    r"|pact|treaty|deals?)",
    re.IGNORECASE,
)
MUTUAL: Final = re.compile(
    r"双方|两[部单省市国地县区州院校家会所站方]|[三四五六七八九][方地家省市县区]|各方|二者|对方"
    r"|\b(?:both|the two|the three|two|the) (?:[a-z]+ )?(?:sides"
    r"|parties"
    r"|countries|institutions|governments|agencies|partners|organi[sz]ations|companies|states"
    r"|bureaus|ministries|ministers|departments|heads|stations|cities|neighbours|provinces"
    r"|commissions|courts|parks|universities|authorities|secretariats|bodies|cent(?:re|er)s"
    r"|councils"
    r"|museums|societies|institutes|laborator(?:y|ies)|utilities|administrations|basins|directors"
    r"|associations|charities|groups|teams|signatories|chiefs|presidents|agenc(?:y|ies))\b"
    r"|\bbetween (?:the two|them|us)\b|\bbetween the (?:pair|duo)\b"
    r"|\ball three\b|\bboth\b|\bbilateral\b|\btheir\b",
    re.IGNORECASE,
)
NATIONAL: Final = re.compile(
    r"两国(?!(?:生态)?(?:环境|主管|有关|相关)?(?:部门|部委))"
    r"|\b(?:two|both) (?:countries|governments|states|nations|neighbours)\b",
    re.IGNORECASE,
)
# "the draft agreement", and a verb that only says when an agreement was first made.
DRAFT: Final = re.compile(r"\bdraft (?:of )?(?:(?:the|an?|its|their|this) )?(?:[a-z]+ )?$", re.I)
SIGNED_ONCE: Final = re.compile(
    r" (?:(?:that|which) (?:they |was |were |had |first "
    r"|both )*)?(?:signed|concluded) "
)
# "carried out under the memorandum on water that A and B signed in May"
SIGNED_BEHIND: Final = pattern(
    r"(?: [^.;,]{0,160})?, (?:[a-z]+ly |just )?(?P<set_off>signed|concluded|initialled|inked)\b"
    r"|[^.;]{0,160}?,? (?:which|that) (?:(?:was|were|had been|has been) "
    r"|(?:they|both(?: sides| parties)?|the (?:two|sides|parties|partners)) (?:had "
    r"|have )?(?:first )?"
    r"|[^.;,]{0,20}{A}[^.;]{0,60}? (?:had |have )?)(?P<verb>signed|concluded|initialled)\b"
)
# "Peru is the second country to sign an agreement with the Fund": what had been told.
ONE_OF_SEVERAL: Final = re.compile(
    r"\b(?:is|are|was|were) (?:now )?(?:the|one of the) (?:first|second|third|fourth|fifth|latest"
    r"|only|few)\b[^.,;]{0,90} to (?:have signed|sign|conclude|enter into)\b[^.,;]{0,30}$"
)
# What an agreement does now: "the memorandum between A and B on water allows".
PROVIDES: Final = pattern(
    r" between (?:the )?(?:{A}|{P})(?:,? and (?:the )?|, (?:the )?|{A}|{P}){1,6}[^.;,]{0,60}"
    r" (?:allows|provides|covers|lets|enables|obliges|commits|requires|regulates|governs)\b"
)
# Sides of an agreement that is named and nothing more.
OF_SIDES: Final = pattern(
    r"(?: [^.;,\ue000-\uf8ff]{0,60})? (?:between|among) (?:the )?(?:{P}['’]s )?(?:{A}|{P})"
    r"[^.;]{0,50}? and (?:the )?(?:{P}['’]s )?(?:{A}|{P})"
)
# Which of several agreements of the same parties it is.
EARLIER: Final = re.compile(
    r"\b(?:first|second|third|fourth|fifth|previous|earlier|former|original|old|last|initial|next"
    r"|new)\b(?:[ -](?:phase|period|term|version|agreement|memorandum|pact|one))?"
)
DATED_BY: Final = re.compile(
    r"\b(?:since|following|after|before) the (?:signing|signature|conclusion|renewal) of the $",
    re.IGNORECASE,
)
