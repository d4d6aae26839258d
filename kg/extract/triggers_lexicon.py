"""The words that announce events, and those that bear them out: one row for each type.

Within a table earlier rows win where two match at the same place. Patterns run over masked text
(see scene.py), so a word inside the name of a body or a framework never counts.
"""

from typing import Final

ZH_NOUNS: Final = (
    ("PressConference", r"(?:新闻|例行|情况)*发布会|记者(?:见面)?会|(?:新闻|媒体)?(?:通气|吹风)会"),
    ("Signing", r"(?:签约|签字|签署|签订)(?:仪式|典礼|会(?!谈|议)|活动)"),
    (
        "Launch",
        r"(?:启动|揭牌|成立|上线|点火|投产|投运|通水|挂牌|揭幕|启用|首航)(?:仪式|典礼|大会|会|活动)",
    ),
    (
        "Training",
        r"培训班|研修班|(?:专题)?研讨班|讲习班|大讲堂|进修班|培训会|训练营|网课|公开课"
        r"|研修(?=[，。由在为于之])|微课|(?:专题|大规模|线上|业务|同类)?培训(?=活动|课程|，|。|$|[在于])"
        r"|(?<![\u4e00-\u9fff])培训(?=由|将|{T})"
        r"|\d+(?:期|场)[^，。；]{0,24}?培训(?:班)?|一[期次场][^，。；、]{0,14}?培训(?!中心|基地|教材|机构)|跟班实训|实训",
    ),
    (
        "Workshop",
        r"(?:学术|专题|专家)?(?:研讨会|(?<=学术)沙龙|学术沙龙|讨论会|交流研讨|工作坊|研讨活动)",
    ),
    (
        "Negotiation",
        r"谈判委员会[^，。；]{0,14}会议?|政府间谈判(?=[^，。；]{0,8}(?:举行|召开|闭幕))",
    ),
    (
        "Forum",
        r"论坛(?:会议|年会)?(?!间隙|期间|之余|前夕|茶歇)|圆桌(?:会议|会|对话|论坛)?|对话会|沙龙|边会|(?:主题)?分享会",
    ),
    (
        "Meeting",
        r"(?:视频|线上|在线|云端?)(?:交流|连线|会谈|会晤|对话|座谈|磋商)(?![会平活系])",
    ),
    ("Meeting", r"(?<!学术)交流年会|联席会议?|(?:部长级?|领导人)会议?|对接会"),
    (
        "Conference",
        r"(?:缔约方|代表|推进|成员国?|会员)?大会(?!堂|召开前|期间|主席|成果|的背景)|峰会"
        r"|(?:学术)?年会|科学技术年会"
        r"|COP\d+(?!\s?成果|\s?主席|\s?决定|期间|\s?筹备)",
    ),
    (
        "Inspection",
        r"(?:下一?次|首次|联合|同步|交叉|跨(?:省|市|县|区域|界))(?:巡护|巡查|巡河|督查|执法)(?=[，。；将拟定放安在于])"
        r"|督察(?:组[^，。；]{0,6})?进驻|督察“回头看”|(?:督察|督导|督查|检查)(?:调研|指导)|执法检查|联合检查|监督帮扶|执法行动|(?:巡查|巡护|巡河"
        r"|检查|督查|暗访)(?:专项)?行动(?!方案|计划|[期中])|专项检查|[“\"]?回头看[”\"]?",
    ),
    (
        "Campaign",
        r"(?:观鸟|夜观|赏花|徒步|认养|捡拾|植绿|植树|巡河|护河|志愿|宣传|清洁|净滩|骑行|放流|环保|响应|主场|科普|公益|爱鸟|实践|体验|宣讲|普法|亲子|研学"
        r"|咨询|主题宣传"
        r"|主题实践)[^，。；、]{0,6}(?<!培训)(?<!交流)(?<!捐赠)活动|嘉年华|(?:观鸟|赏鸟|爱鸟|护鸟|观察|环保|徒步|湿地|森林)节|(?:净滩|清滩"
        r"|护河|植树|放流|巡河|清洁|捡拾|认养|志愿)(?:行动|日)|(?<=[”」』])[^，。；、]{0,4}活动(?!之一|期间|[的中])|开放日"
        r"|增殖放流(?=[，。；]|仪式)"
        r"|(?:同步|[候水]鸟|鸟类)[^，。；、]{0,4}(?:调查|普查)|健步走|徒步活动|马拉松|绿跑",
    ),
    (
        "StudyTour",
        r"(?:学习)?(?:考察|调研|参访)(?:活动|学习)?(?!组|团|成果|[量人者])|(?:参观|跟岗)学习"
        r"|参观[^，。；]{0,14}(?:的)?活动"
        r"|(?:庭审|审判|交流|学习|实训)观摩(?=[，。；])|(?:实地|现场|外出|集体)(?:参观|观摩|踏勘|观察)|考察行程|研学(?:活动|行程|之旅)",
    ),
    (
        "Other",
        r"(?:专题|学术|科普|知识|普法|公开|公众)?(?<!的)讲座|博览会?(?:开幕)?|展览(?:会)?(?:开幕)?"
        r"|[^，。；、]{0,8}展(?:会)?(?=(?:[（(][^（）()]{1,20}[)）])?(?:[将在于][^，。；]{0,16})?(?:开幕|举[行办]|亮相|登陆"
        r"|展出|启幕|揭幕|与))|展览会|(?:应急)?演习|拉练|比武|(?:知识|技能)竞赛"
        r"|竞赛(?=[^，。；]{0,20}(?:举|开))|文化节|[夏冬秋春]令营|(?:科学|青年|少年|气象|自然|观鸟"
        r"|研学|体验)[^，。；、]{0,2}营(?![业地造销养])|(?:观鸟|摄影|征文|演讲|绘画)(?:[大比])?赛"
        r"|(?:捐赠|移交|交付|交接|捐献|赠送|赠书|授牌|授旗|颁奖|开馆|[致颁]赠|表扬|表彰)(?:启动)?(?:仪式|典礼)|捐[赠献]活动|技能竞赛"
        r"|(?!开[班幕营学]|闭幕|结业|欢迎|剪彩)[一-鿿]{2}仪式|(?:联合|应急|综合|实战"
        r"|桌面)*演练(?!方案|脚本|模拟|假[设定]|设定|共|以|针对|过程|结束)",
    ),
    (
        "Meeting",
        r"座谈会|座谈(?=[，。；])|会谈|磋商(?:会议|会)?(?!议?机制|会议机制)|会商会|年会|交流会|交流活动|碰头会|交流日|洽谈会"
        r"|对接会|例会|会晤"
        r"|(?:办公|调度|专题|务虚|通报|约谈|听证|论证|验收|审查|协商|宣讲|宣贯|观摩|现场|报告|恳谈"
        r"|茶话|议政|通气|晤谈|发表|说明|汇报|反馈|研判|警示|联席|见面|咨询|表彰|攻坚|提醒|点评"
        r"|复盘|述职|分析|推介|意见征求|征求意见)会(?!议|员|上|后|前|期间)"
        r"|工作组(?:第[一二三四五六七八九十\d]+次)?会议|部署会|动员会|总结会|启动会|评审会"
        r"|协调会|推进会|工作会|碰头会"
        r"|(?:政策|战略|高级别|视频)?对话(?!机制)|视频会|委员会[^，。；、]{0,10}会议"
        r"|(?:技术|专家|联合|年度|视频|高层|首次|第[一二三四五六七八九十\d]+[次轮])会商(?!系统|室|机制)"
        r"|(?<![社机协学委商工议都不将可理部大人国才])(?<!\ue000)会"
        r"(?=[^，。；会]{0,24}(?:举行|召开|举办|开幕|落幕|闭幕))"
        r"|(?<!与)会议(?!室|中心|机制|商定|决定|指出|强调|认为|要求|期间|间隙|之余|前夕|茶歇|通过|审议|旨在|回顾)",
    ),
    (
        "Visit",
        r"(?:正式|国事|工作|友好)?访问(?!期间|之余|途中|者|量|次数|学者|了?{A}|了?{P}[，。、])|[来出]访(?!的)|访华|回访|到访(?!的|了?{A})"
        r"|之行(?=[^，。；]{0,8}(?:启程|结束|开始|成行))",
    ),
    (
        "",  # the next one of what was told of last
        r"(?:第[一二三四五六七八九十\d]+|下一?|明年的?)[届次期](?=(?:则|也|将|拟|暂|已)*(?:[定订]于|定在|计划|拟于|将于|于|在|改))",
    ),
)

ZH_VERBS: Final = (
    (
        "Signing",
        r"(?:更新|续|重新|共同|联合|正式|分别|上)*(?:签署|签订|续签|签定|换签|会签(?!会)|签约|签下|签了)"
        r"|签(?=[^，。；]{0,12}(?:协议|备忘录|意向书))|落笔|盖章"
        r"|(?<=上)(?:签字|签名|署名)|签字(?=生效|换文|确认)"
        r"|达成(?=[^，。；]{0,20}战略合作(?:[，。；]|$))|交换(?:了)?(?=[^，。；]{0,20}(?:备忘录|协议|协定))",
    ),
    (
        "Launch",
        r"启动(?!资金|工作|前|后|以来|阶段|的|[^，。；]{0,10}(?:预案|响应|程序|预警))|揭牌|上线(?:运行)?|挂牌|(?<!的)启用|点火(?!器|系统)"
        r"|投产|投运|通水|开门迎客|剪彩|开张|投入(?:运行|使用|运营|试运行)|揭幕|正式开放"
        r"|(?<!自)(?<!方)成立(?!于|以来|\d|[一二三四五六七八九十百]+周?年|联合|工作)|启航|开工(?!作)"
        r"|奠基|开[馆园](?=[，。；]|迎)|向(?:公众|社会|市民|游客)开放",
    ),
    (
        "Meeting",
        r"会[见面](?!时|结束|期间|后|前|会)|约谈(?!会|制度|机制|办法|情况|要求|整改|问责|[后前])"
        r"|会晤|通(?:了)?电话|视频连线|接见|拜会|拜访|约见|(?:进行"
        r"|举行)(?:了)?(?:[^，。；]{0,8})(?:会谈|座谈|磋商|交流|交谈|晤谈)(?!会)"
        r"|邀请[^，。；]{1,24}?座谈(?!会)"
        r"|(?:与|同|和){A}(?:等)?磋商(?!会)"
        r"|(?:与|同|和)(?:{A}|{N})[^，。；]{0,24}?(?:会谈|座谈|洽谈|商谈|会商)(?![会时期中后前])"
        r"|(?:与|同|和)(?:客人|来宾|来客|外宾|嘉宾|代表团|考察团|访问团|对方|同行)[^，。；]{0,16}"
        r"(?:会谈|座谈|洽谈|商谈|交谈|会商|坐下来|交流)(?![会时期中后前])"
        r"|碰面|碰头(?!会)|[坐聚]到了?(?:一起|一张桌|一处)|[坐聚]在一起|围坐|聚首|汇聚一堂|齐聚(?={P})"
        r"|(?:开展|展开|组织)(?:了)?[^，。；]{0,4}(?:会谈|座谈|洽谈|商谈|会商)(?![会时期中后前])",
    ),
    (
        "StudyTour",
        r"(?:赴|到|来(?!自)|前往|走进|深入(?![学地推贯])|抵(?![制押御抗消扣触债])"
        r"|(?<![失除过])去(?![年世除]))[^，。；]{0,30}(?:，)?[^，。；]{0,6}(?:考察|调研|学习|参观|参访|观摩|取经|踏勘|请教|看了|观鸟)"
        r"|(?:一行(?:\d+余?人)?|带队|率队|陪同[^，。；]{2,30}?)(?:先后|实地|深入|现场|专程|一同){0,2}(?:考察|调研|踏勘|视察|参访)(?!组"
        r"|团|活动)",
    ),
    (
        "Inspection",
        r"(?:赴|到|来(?!自)|前往|深入|对|组织)[^，。；]{1,30}?(?:开展|进行)?(?:了)?[^，。；]{0,8}?"
        r"(?:督导|督查|督察|督办|检查|暗访|巡查|核查|排查|抽查|夜查|执法|监督帮扶)(?!组|站|专员|机制|结果|局|队|厅|中心|整改|工作会|人员|力度)",
    ),
    (
        "Inspection",
        r"开展(?:了)?[^，。；]{0,24}?(?:联合|跨|专项|交叉|集中|突击)[^，。；]{0,12}?"
        r"(?:执法|巡河|巡查|巡护|督查|排查|暗访|夜查)(?!机制|协议|协作|联动|协同|合作|能力|工作机|队|培训|演练|练兵)",
    ),
    (
        "Visit",
        r"(?:赴|到|来(?!自)|前往)[^，。；]{0,24}(?:访问|对接|洽谈|商谈|接洽|沟通|走访|拜访|座谈|交流|慰问)(?!会|中心|工作组|机制|平台|学者|量)",
    ),
    (
        "Other",
        r"(?:完成|办理|举行|进行)(?:了)?[^，。；]{0,4}(?:交接|移交|交付)(?!手续|工作|仪式|清单)|移交(?:给|到)?(?={A})",
    ),
    ("Campaign", r"共同?(?:种植|植|种下)(?=[^，。；]{0,8}[树林苗])"),
    (
        "Training",
        r"开班(?!仪式|式)|(?:去|赴|到|前往)(?={P}|{A})[^，。；]{1,16}(?:培训|研修|跟班)(?!中心|基地|学院)"
        r"|[上讲开]了?[一两]?[堂场节][^，。；]{0,6}课",
    ),
    (
        "Inspection",
        r"(?:检查|督导|督查|督察|核查|暗访|巡查|执法|帮扶)(?:工作)?(?:组|队|人员)(?:一行)?[^，。；]{0,4}"
        r"(?:来到|[赴到](?=[\ue000-\uf8ff\u4e00-\u9fff]{2,})|进驻|深入|前往|抵达|突击|夜查)",
    ),
    (
        "Inspection",
        r"(?:进行|开展|组织|实施)(?:了)?(?:一次|一轮|为期[^，。；]{1,4}的)?"
        r"(?:同步|联合|现场|集中|专项|全面|拉网式|交叉|随机|异地|跨[省市县区界境]){1,3}(?:巡护|巡查|检查|核查|抽查|排查|执法)"
        r"(?!机制|协议|协作|联动|协同|合作|能力|工作机|队|培训|演练|练兵)",
    ),
    (
        "Visit",
        r"(?<=[到来赴抵])[^，。；]{0,12}[做作]客|造访|一行[^，。；]{0,10}(?:抵达|来到|走进|到达|抵|到)(?={A}|{P})"
        r"|(?:开始|开启|结束|展开|完成)(?:了)?[^，。；]{0,24}(?:访问|之行|行程)"
        r"|迎来(?:了)?(?=[^，。；]{0,40}(?:代表团|考察团|访问团|一行|来访))",
    ),
    (
        "Visit",
        r"(?:到访|走访|访问)了?(?={A}|{P}[，。、])|莅临(?=[^，。；]{0,24}(?:指导|参观|交流|访问|调研|考察))|率[^，。；]{0,12}(?:团"
        r"|队|组)[^，。；]{0,4}(?:访问|出访|赴(?![^，。；]{0,20}(?:考察|调研|学习|观摩))|抵达)",
    ),
)

ZH_BEARS: Final = (
    r"举行|召开|进行|启动|拉开|如期|在[^，。；]{1,14}开|登场|亮相|落地|接待|举办|开幕|闭幕|落幕"
    r"|办了|办理|展开|开班|开课|开讲|帷幕|启幕|揭幕|召集|主办|承办|主持|结束"
    r"|出席|参加|组织|开展|赴|在京"
    r"|在[^，。；]{1,14}(?:会见|会谈)"
    r"|开始|开启|合办|联办|协办|启程|抵达|成行|开营|开赛|收官|收尾|聚首|相聚|齐聚|汇聚|云集|如约"
    r"|取消|推迟|延期|改期|延后|顺延|作罢|停办|叫停|未能|定[于在]|订[于在]|放在|安排在|原[定订拟]"
    r"|轮[由到]|做东|派[员团]|到场|列席|与会|参会|操办|筹办|在[^，。；]{1,14}办|完成|筹备"
)

EN_NOUNS: Final = (
    (
        "PressConference",
        r"(?:press|news|media) (?:conference|briefing|call|event|launch)|stake-?out",
    ),
    (
        "Signing",
        r"(?:signing|signature)(?: ceremony)?\b(?! up)(?=[^.]{0,60})|ceremony of signing|inking of"
        r"|(?:renewal|conclusion|initial(?:l?)ing|exchange)\b"
        r"(?=(?:, [^,.]{1,40},)? of [^.]{0,40}(?:memorand|agreement|mou\b|letters?\b|protocol))",
    ),
    (
        "Launch",
        r"(?:launch(?:ing)?|inauguration|starting|kick-?off|groundbreaking|ground-breaking"
        r"|inception)(?: ceremony| meeting| event)?\b"
        r"(?! date| of proceedings| workshop| seminar| conference| webinar)"
        r"|launch(?:ing)? of"
        r"|opening of (?:the |an? |its )?(?:new )?(?={A}|(?:[a-z-]+ ){0,3}(?:cent(?:re|er)|station"
        r"|museum"
        r"|office|laboratory|hub|plant|facility)\b)|opening ceremony(?= (?:of|for) (?:the |its "
        r"|an? )?(?:new )?(?:{A}(?= (?:was|is|were|took|will|on|in|at)\b|[.,])"
        r"|(?:[A-Za-z-]+ ){0,4}?(?:cent(?:re|er)|station|office|laboratory|hub|plant|museum|base"
        r"|facility)\b(?! (?:training|workshop|meeting))))",
    ),
    (
        "Training",
        r"(?:training|capacity[- ](?:building|development)|refresher|induction) (?:course|class"
        r"|workshop|seminar|session|program(?:me)?|event|week|day|round)s?"
        r"|(?:[a-z]+-day|[a-z]+-week|week-long) (?:school|academy|programme|clinic)s?\b"
        r"|trainings?\b(?=,| (?:in|from|between|begins|starts|for|on|of|is|are|was|were|took|at"
        r"|will|has|have|with|about"
        r"|planned|scheduled|session)\b)|courses?\b(?! correction| of (?!(?:the )?{A}))"
        r"|master ?class(?:es)?"
        r"|(?:weeks?|days?|round|intake|batch|cycle) of (?:[a-z-]+ )?training"
        r"|(?:summer|winter|autumn|spring|field|sampling|farmer) (?:field )?school|study week"
        r"|(?:online )?lecture series|(?:boot|training|youth|summer) ?camp|(?:second|third|next"
        r"|further|new) intake|(?:training|first|second|third|fourth|fifth"
        r"|short) class(?:es)?\b(?! [a-z]+ (?:city|town))",
    ),
    (
        "Negotiation",
        r"negotiating (?:committee|session|round)|rounds? of negotiations|negotiations(?= on an?\b)"
        r"|(?:climate|plastics?|treaty) (?:talks|negotiations)|INC-\d(?:\.\d)?",
    ),
    (
        "Workshop",
        r"workshops?\b|seminars?\b|symposi(?:um|a|ums)\b|webinars?\b|colloqui(?:um|a)\b"
        r"|hackathons?\b|write-?shops?\b|teach-ins?\b|study days?\b|brainstorming\b|think-in\b"
        r"|conversatorio\b|charrettes?\b|design (?:lab|sprint)s?\b",
    ),
    (
        "Forum",
        r"forums?\b|fora\b|round-?\s?tables?\b"
        r"|(?:panel|high-level) (?:discussion|event|debate|panel)s?"
        r"|side[- ]events?\b|(?:business|investment|climate|science) (?:day|week)s?\b",
    ),
    (
        "Conference",
        r"(?:conference|meeting) of (?:the )?(?:contracting |states? |member )?parties"
        r"|cop ?-?\d+(?! (?:result|outcome|decision|presiden))|congress(?:es)?\b"
        r"|(?:general |annual |regional )?(?<!metropolitan )(?<!municipal )(?<!district )"
        r"(?<!national )assembly\b"
        r"|summit\b(?! meeting)|(?:(?:annual|general|world|national) ?)?conferences?\b"
        r"|annual general meeting|convention(?= (?:was|will be) held)"
        r"|(?:next|first|second|third|[a-z]{4,10}th|\d{1,3}(?:st|nd|rd|th)) session\b"
        r"(?= will be held)",
    ),
    (
        "Inspection",
        r"inspections?\b|(?:surprise|random|unannounced|joint|roadside) checks?\b"
        r"|(?:joint|winter|law|night|sea|marine|boat|ranger|border)[a-z -]{0,14}patrols?\b"
        r"|audits?\b(?= (?:of|in|at|by|was|were|took)\b)|spot checks?\b|(?:inspection"
        r"|enforcement) (?:sweep|raid|operation|drive)s?\b"
        r"|enforcement (?:check|action)s?|(?:compliance|on-site|monitoring|supervision) (?:visit"
        r"|check"
        r"|inspection|mission)s?",
    ),
    (
        "StudyTour",
        r"(?:study|research|learning|exchange|exposure|fact-finding|benchmarking"
        r"|familiari[sz]ation)[- ](?:tour|visit|trip|mission|activity|activities)|learning exchange"
        r"|(?:field|site)[- ](?:tour|trip)"
        r"|(?:scientific|technical|educational|observation(?:al)?) (?:tour|visit|excursion)s?\b"
        r"|(?:press|media|journalists?['’]?|field|bus|boat|guided) (?:tour|excursion)s?\b"
        r"|(?:joint|scientific|research|sampling|field) expeditions?\b|excursions?\b"
        r"|(?:tour|trip|outing)s?\b(?=[^.;]{0,140}\b(?:cancel|postpone|called off|put off|delayed"
        r"|did not take place))",
    ),
    (
        "Campaign",
        r"clean-?ups?\b|(?:beach|river|coastal)[- ]cleaning|(?:tree|trees)[- ](?:planting"
        r"|growing)s?(?: exercise| day| event| drive)?|bicycle ride|campaigns?\b|open (?:day"
        r"|house)"
        r"|parades?\b|(?:half )?marathon|fun run|walkathon|(?:bike|cycle|boat|canoe|kayak|car) ?"
        r"(?:ride|rally)|rally\b|road-?shows?\b|regatta\b|bioblitz(?:es)?\b|litter[- ]pick\w*"
        r"|day of action|doors open(?! to\b)(?!ed)|march(?:es)? (?:for|against)|picnic\b|(?:bird"
        r"|fun|charity|family|nature) (?:race|walk"
        r"|hike)s?\b|(?:clean|pick)[- ]?up (?:[a-z'’]+ ){0,2}(?:weekend|day|week)"
        r"|(?:(?:water|sea|shore)?bird|wildlife|turtle|species|butterfly|dolphin|elephant) "
        r"(?:count"
        r"|census|survey)\b|(?:river|beach|nature|guided|school|charity|sponsored|awareness"
        r"|climate) (?:walk|march|run)\b|(?:celebration|commemoration"
        r"|observance)s? (?:of|for) (?:the )?[^.,;]{0,40}?\bday\b"
        r"|\bday (?:celebration|commemoration|observance)s?\b"
        r"|river patrol|awareness (?:day|week|drive)|planting (?:day|drive|event)",
    ),
    (
        "Other",
        r"exhibitions?\b|expo\b|(?:film|cultural) (?:evening|festival)|drill contest|contests?\b"
        r"|(?:trade|science|job) fair|fair\b(?! share| and| trade| play)|prize-?giving"
        r"|(?:award|prize|hand(?:ing)?-?over|donation|turn-?over)s?(?:[- ]giving)? (?:ceremony"
        r"|event)|hand-?over of|(?:simulation|emergency|joint|response|rescue|table-?top|field"
        r"|full-scale|live"
        r"|contingency"
        r"|interprovincial|cross-border) (?:[a-z-]+ ){0,2}?(?:exercise|rehearsal|manoeuvre)s?\b"
        r"|drills?\b|joint (?:[a-z]+ )?(?:sampling|survey)s?\b"
        r"|reception\b(?= (?:was|on|in|at|to))|gala\b|concert\b(?= (?:of|on|in|at))"
        r"|(?:film )?screening\b(?= (?:of|on|in|at))"
        r"|(?:public |evening |guest )?lectures?\b(?! (?:hall|room|theatre|notes))"
        r"|(?:film|quiz|movie)"
        r" (?:night|show)|(?:youth|public|panel|school) debate\b|field days?\b"
        r"|festivals?\b(?! of lights)"
        r"|(?:joint|research|scientific|monitoring|sampling|ocean) cruises?\b"
        r"|(?:night|guided|school)"
        r" hike|releases? of (?=[^.;]{0,40}(?:turtles|birds|fish|fry|vultures|animals|hatchlings"
        r"|seals))|(?<!opening )(?<!closing )(?<!the )(?:accreditation|certification"
        r"|commemorati(?:on|ve)|designation|naming|twinning|unveiling|graduation"
        r"|release)s? ceremony|(?:business|working|practitioners['’]?|networking) (?:breakfast"
        r"|lunch|dinner)|(?:boat|train|bus|press|day) trip",
    ),
    (
        "Meeting",
        r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|previous|last"
        r"|further|another|final|new|coming) (?:one|edition|round|instal?lment)\b(?! of\b)"
        r"|20\d\d edition\b|edition\b(?= (?:goes|will|is|takes|moves|comes)\b)|the (?:first"
        r"|second|third|fourth|next)\b"
        r"(?= (?:is|was|will|took|takes) )|\bmeetings?\b(?! (?:room|point|the|its|their|our|these"
        r"|those))|(?<!to )talks?\b(?! about)|consultations?\b|dialogues?\b"
        r"|bilaterals?\b(?! [a-z]+ment)|encounter\b|get-together|intersessional"
        r"|[a-z]{1,6}[.-]\d{1,3}\b(?=,? (?:which )?(?:(?:will )?takes? place|took place"
        r"|(?:will be|is to be|was|is) held))|the one\b(?= (?:that |which )?(?:(?:had|has|was|were"
        r"|is|been) ){0,2}(?:foreseen|planned|scheduled|announced|set|due|meant|fixed)\b)"
        r"|(?:stakeholders?|community|public|industry|media) engagements?\b|town hall(?: meeting)?"
        r"|sessions?\b|sittings?\b|summit meeting|retreats?\b|hearings?\b|courtesy call"
        r"|(?:(?:tele)?phone|video|technical|expert|working|bilateral|policy|group)"
        r" (?:conversation|discussion|exchange)s?\b"
        r"|(?:follow-up|conference|video|group) calls?\b|briefings?\b"
        r"|(?:video|tele)[- ]?conferences?\b|debrief\w*\b"
        r"|(?:steering|joint) committees?\b(?= (?:met|meets))",
    ),
    (
        "",  # of the kind that the headline or the main event is
        r"segments?\b(?= (?:took|was|were|will|is|are|of))|(?:virtual|in-person|face-to-face"
        r"|resumed) (?:part|leg|half)s?\b|(?:programme?|event|gathering|function|celebrations?"
        r"|exercise|activity|activities)\b"
        r"(?=[^.,;]{0,60}? (?:was|were|is|are|will be|has been) (?:jointly |officially |being )?"
        r"(?:held|conducted|(?:co-?)?organi[sz]ed|hosted|convened|staged|sponsored|undertaken"
        r"|carried out|run|launched|opened)\b)",
    ),
    (
        "Visit",
        r"(?:fortnight|sojourn|stay)\b(?= (?:in|at|with) )"
        r"|(?:weeks?|days)\b(?= (?:in|at) (?:the )?{P}[^.;]{0,60}? (?:lasted|ended|began|ran"
        r"|started|closed)\b)"
        r"|(?:(?:state|official|working|return|courtesy|familiari[sz]ation) ?)?visits?\b(?! each"
        r"| to the (?:web|page)| our| www)|(?:appraisal|scoping|technical|fact-finding"
        r"|review|trade|support|expert|twinning|first|second|third|next) missions?\b",
    ),
)
