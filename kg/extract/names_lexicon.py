"""Words that names of bodies are made of. Data only; one table per question."""

from typing import Final

# Head noun -> (class that may merge, notation in agency-kind). Plural forms ask for a list of
# names ("the societies of A and B").
HEADS_EN: Final[dict[str, tuple[str, str]]] = {
    "ministry": ("ministry", "ministry"),
    "department": ("department", "government-agency"),
    "hall": ("department", "subnational-department"),
    "bureau": ("bureau", "government-agency"),
    "agency": ("bureau", "government-agency"),
    "administration": ("bureau", "government-agency"),
    "authority": ("bureau", "government-agency"),
    "directorate": ("bureau", "government-agency"),
    "inspectorate": ("bureau", "government-agency"),
    "service": ("bureau", "government-agency"),
    "office": ("office", "government-agency"),
    "division": ("division", "government-agency"),
    "branch": ("branch", "government-agency"),
    "embassy": ("mission", "government-agency"),
    "consulate": ("mission", "government-agency"),
    "mission": ("mission", "government-agency"),
    "delegation": ("mission", "intergovernmental-body"),
    "government": ("government", "government"),
    "court": ("court", "court-or-procuratorate"),
    "procuratorate": ("court", "court-or-procuratorate"),
    "institute": ("institute", "research-institute"),
    "institution": ("institute", "research-institute"),
    "academy": ("institute", "research-institute"),
    "laboratory": ("laboratory", "research-institute"),
    "garden": ("institute", "research-institute"),
    "museum": ("institute", "research-institute"),
    "university": ("university", "university"),
    "college": ("college", "university"),
    "school": ("college", "university"),
    "faculty": ("college", "university"),
    "center": ("centre", "technical-centre"),
    "centre": ("centre", "technical-centre"),
    "station": ("station", "technical-centre"),
    "observatory": ("station", "technical-centre"),
    "society": ("society", "society"),
    "association": ("society", "society"),
    "federation": ("society", "society"),
    "chamber": ("society", "society"),
    "union": ("society", "society"),
    "foundation": ("ngo", "ngo"),
    "alliance": ("ngo", "ngo"),
    "coalition": ("ngo", "ngo"),
    "network": ("ngo", "ngo"),
    "conservancy": ("ngo", "ngo"),
    "fund": ("fund", "fund"),
    "facility": ("fund", "fund"),
    "secretariat": ("secretariat", "un-body"),
    "commission": ("committee", "intergovernmental-body"),
    "committee": ("committee", "advisory-body"),
    "subcommittee": ("committee", "advisory-body"),
    "council": ("committee", "advisory-body"),
    "board": ("committee", "advisory-body"),
    "group": ("company", "company"),
    "company": ("company", "company"),
    "corporation": ("company", "company"),
    "enterprise": ("company", "company"),
    "bank": ("company", "company"),
    "exchange": ("company", "company"),
}
PLURAL_HEADS_EN: Final = {
    "ministries": "ministry", "departments": "department", "halls": "department",
    "bureaus": "bureau", "bureaux": "bureau", "offices": "office", "branches": "branch",
    "societies": "society", "associations": "society", "institutes": "institute",
    "academies": "academy", "universities": "university", "centers": "center",
    "centres": "centre", "stations": "station", "governments": "government",
    "courts": "court", "procuratorates": "procuratorate", "administrations": "administration",
    "agencies": "agency",
}  # fmt: skip
COMPANY_ENDS_EN: Final = frozenset(
    "Co., Ltd.|Co. Ltd.|Co., Ltd|Co. Ltd|Co.,Ltd.|Co.|Ltd.|Ltd|Inc.|Inc|Corp.|Limited|GmbH|AG|LLC|PLC|S.A.".split(
        "|"
    )
)

# A body with one of these heads may be a unit of another body.
UNIT_CLASSES: Final = frozenset(
    {"department", "division", "office", "branch", "college", "centre", "institute", "laboratory",
     "bureau", "station", "committee", "secretariat", "mission"}
)  # fmt: skip
PARENT_CLASSES: Final = frozenset(
    {"ministry", "department", "bureau", "institute", "university", "committee", "government",
     "company", "fund", "society"}
)  # fmt: skip

# Classes that translators confuse: a bureau may be called an agency, a department a hall.
CONFUSED_CLASSES: Final = (
    frozenset({"department", "bureau"}),
    frozenset({"department", "ministry"}),
    frozenset({"centre", "station"}),
    frozenset({"society", "ngo"}),
    frozenset({"bureau", "office"}),
)

# Ranks of territory, which say little by themselves.
GRADES_EN: Final = frozenset(
    "province provinces provincial city cities municipal municipality autonomous region regional "
    "district county prefecture state hui zhuang uygur uyghur dai special administrative".split()
)

RANKS_EN: Final = {
    "province": "province", "provincial": "province", "autonomous": "autonomous-region",
    "city": "city", "municipal": "city", "county": "county", "district": "district",
    "prefecture": "prefecture",
}  # fmt: skip

# What public bodies are about; lower-case words of this table may be part of a name in
# machine-translated text, and "A and B" with one of them before a head is one name.
SUBJECTS_EN: Final = frozenset(
    "ecology ecological environment environmental eco-environment eco-environmental nature natural resource "
    "resources water marine ocean oceans fishery fisheries forest forests forestry grassland "
    "agriculture agricultural rural climate change carbon low-carbon emission emissions energy "
    "utilities atmosphere atmospheric air soil solid waste chemical chemicals radiation nuclear "
    "safety meteorology meteorological hydrology science sciences scientific technology "
    "technical technological industry industrial information finance financial economic economy "
    "trade commerce development reform planning housing construction transport transportation "
    "education health culture tourism land planning foreign international cooperation exchange "
    "exchanges monitoring supervision inspection protection conservation management research "
    "policy law legal enforcement publicity assessment evaluation appraisal engineering "
    "biodiversity biology wildlife desertification wetland wetlands freshwater sustainable "
    "sustainability transition transformation territorial cohesion affairs customs statistics "
    "people's people volunteers emergency food livestock mining minerals products product geography geology botany zoology "
    "standards standardization investment equity assets procurement response situation analysis "
    "prevention control training comprehensive general".split()
)

# What may follow "and the" in the name of a region.
REGIONS_EN: Final = frozenset({"pacific", "caribbean", "oceania", "adriatic"})

# Capitalised words that begin sentences or precede names without being part of them.
NOT_IN_NAMES_EN: Final = frozenset(
    "the a an in on at as by to from for of and or but with during after before under within "
    "this that these those its their his her our your my it he she they we today yesterday "
    "tomorrow when while since also then there here both all each every some many more most "
    "at last first second third next previous another other several what who how why "
    "according monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec meanwhile however besides among host organizer organizers sponsor sponsors "
    "source author time release related group photo experts representatives officials members "
    "attending responsible comrades says said mr mrs ms dr prof professor academician sir madam "
    "honorable hon former acting deputy vice chief executive director directors minister ministers "
    "president chairman chairwoman chairperson chair secretary secretary-general ambassador premier "
    "governor mayor commissioner head leader dean engineer researcher manager ceo "
    "representative coordinator founder co-chair spokesman spokesperson spokeswoman rector counsellor "
    "senior member party please through between against about over into until".split()
)  # fmt: skip
# ... unless a head follows at once: "General Administration", "Executive Board", "Party School".
ALLOWED_BEFORE_HEAD_EN: Final = frozenset({"executive", "party", "member", "chief"})

# Heads that make a name together with these words alone say too little: "the Regional Office".
GENERIC_EN: Final = frozenset(
    "regional national international local central general joint standing steering relevant "
    "competent technical scientific new city municipal provincial executive working special "
    "public private main research training information comprehensive general "
    "autonomous region county district province environment environmental ecology ecological".split()
)

DEMONYMS: Final[dict[str, str]] = {
    "chinese": "China", "norwegian": "Norway", "danish": "Denmark", "french": "France",
    "german": "Germany", "italian": "Italy", "japanese": "Japan", "korean": "Republic of Korea",
    "south korean": "Republic of Korea", "cambodian": "Cambodia", "vietnamese": "Viet Nam",
    "lao": "Lao PDR", "laotian": "Lao PDR", "thai": "Thailand", "burmese": "Myanmar",
    "indonesian": "Indonesia", "malaysian": "Malaysia", "philippine": "Philippines",
    "singaporean": "Singapore", "indian": "India", "pakistani": "Pakistan", "russian": "Russia",
    "kazakh": "Kazakhstan", "mongolian": "Mongolia", "brazilian": "Brazil", "mexican": "Mexico",
    "argentine": "Argentina", "chilean": "Chile", "colombian": "Colombia", "peruvian": "Peru",
    "canadian": "Canada", "american": "United States", "british": "United Kingdom",
    "irish": "Ireland", "dutch": "Netherlands", "belgian": "Belgium", "swiss": "Switzerland",
    "austrian": "Austria", "swedish": "Sweden", "finnish": "Finland", "icelandic": "Iceland",
    "polish": "Poland", "czech": "Czechia", "hungarian": "Hungary", "greek": "Greece",
    "spanish": "Spain", "portuguese": "Portugal", "turkish": "Türkiye", "egyptian": "Egypt",
    "kenyan": "Kenya", "ethiopian": "Ethiopia", "nigerian": "Nigeria", "ghanaian": "Ghana",
    "south african": "South Africa", "moroccan": "Morocco", "emirati": "United Arab Emirates",
    "saudi": "Saudi Arabia", "israeli": "Israel", "iranian": "Iran", "australian": "Australia",
    "belarusian": "Belarus", "ukrainian": "Ukraine", "serbian": "Serbia", "bulgarian": "Bulgaria",
    "romanian": "Romania", "estonian": "Estonia", "latvian": "Latvia", "lithuanian": "Lithuania",
    "bangladeshi": "Bangladesh", "nepali": "Nepal", "cuban": "Cuba", "panamanian": "Panama",
    "costa rican": "Costa Rica", "european": "Europe", "african": "Africa",
}  # fmt: skip

# Chinese suffix -> (class, kind). The longest suffix of a word run decides.
HEADS_ZH: Final[dict[str, tuple[str, str]]] = {
    "部": ("ministry", "ministry"),
    "厅": ("department", "subnational-department"),
    "局": ("bureau", "subnational-department"),
    "署": ("bureau", "government-agency"),
    "总署": ("bureau", "government-agency"),
    "总局": ("bureau", "government-agency"),
    "分局": ("branch", "subnational-department"),
    "司": ("department", "government-agency"),
    "处": ("division", "government-agency"),
    "管理处": ("bureau", "government-agency"),
    "办事处": ("office", "government-agency"),
    "代表处": ("mission", "intergovernmental-body"),
    "代表团": ("mission", "intergovernmental-body"),
    "专员办": ("office", "government-agency"),
    "办公室": ("office", "government-agency"),
    "办公厅": ("office", "government-agency"),
    "委": ("committee", "government"),
    "委员会": ("committee", "intergovernmental-body"),
    "管委会": ("committee", "government-agency"),
    "管理委员会": ("committee", "government-agency"),
    "指导委员会": ("committee", "advisory-body"),
    "分委会": ("committee", "intergovernmental-body"),
    "理事会": ("committee", "advisory-body"),
    "领导小组": ("committee", "advisory-body"),
    "协调小组": ("committee", "advisory-body"),
    "工作组": ("committee", "advisory-body"),
    "小组": ("committee", "advisory-body"),
    "专班": ("committee", "advisory-body"),
    "联席会议": ("committee", "advisory-body"),
    "政府": ("government", "government"),
    "大使馆": ("mission", "government-agency"),
    "总领事馆": ("mission", "government-agency"),
    "使馆": ("mission", "government-agency"),
    "法院": ("court", "court-or-procuratorate"),
    "检察院": ("court", "court-or-procuratorate"),
    "研究院": ("institute", "research-institute"),
    "科学院": ("institute", "research-institute"),
    "规划院": ("institute", "research-institute"),
    "设计院": ("institute", "research-institute"),
    "农科院": ("institute", "research-institute"),
    "环科院": ("institute", "research-institute"),
    "环境科学院": ("institute", "research-institute"),
    "院": ("institute", "research-institute"),
    "研究所": ("institute", "research-institute"),
    "所": ("institute", "research-institute"),
    "植物园": ("institute", "research-institute"),
    "基地": ("centre", "technical-centre"),
    "实验室": ("laboratory", "research-institute"),
    "博物馆": ("institute", "research-institute"),
    "大学": ("university", "university"),
    "学院": ("college", "university"),
    "学校": ("college", "university"),
    "中心": ("centre", "technical-centre"),
    "中心站": ("station", "technical-centre"),
    "总站": ("station", "technical-centre"),
    "监测站": ("station", "technical-centre"),
    "监督站": ("station", "technical-centre"),
    "站": ("station", "technical-centre"),
    "学会": ("society", "society"),
    "协会": ("society", "society"),
    "商会": ("society", "society"),
    "联合会": ("society", "society"),
    "研究会": ("society", "society"),
    "促进会": ("society", "society"),
    "科协": ("society", "society"),
    "基金会": ("ngo", "ngo"),
    "联盟": ("ngo", "ngo"),
    "志愿者协会": ("ngo", "ngo"),
    "志愿者联合会": ("ngo", "ngo"),
    "基金": ("fund", "fund"),
    "秘书处": ("secretariat", "un-body"),
    "组织": ("organization", "intergovernmental-body"),
    "公司": ("company", "company"),
    "集团": ("company", "company"),
    "银行": ("company", "company"),
    "分行": ("branch", "company"),
    "交易所": ("company", "company"),
    "交易中心": ("company", "company"),
    "产权交易中心": ("company", "company"),
    "管理部": ("office", "government-agency"),
}

# Whole words that end like a head and are none.
NOT_HEADS_ZH: Final = frozenset(
    "签署 部署 驻署 东部 西部 南部 北部 中部 全部 内部 外部 干部 总部 一部 局部 俱乐部 支部 底部 顶部 两部 三部 "
    "到处 处处 好处 用处 长处 益处 远处 近处 相处 何处 此处 场所 厕所 住所 上司 格局 布局 结局 当局 大局 医院 电影院 剧院 "
    "网站 车站 电站 水电站 核电站 火电站 充电站 餐厅 客厅 大厅 展厅 核心 集中 组成部 中央 部委 省部 院所 科研院所 专委 编委 "
    "常委 原委 政委 党委 纪委 党组 团委 两委 分部 本部 后院 各部 有关部 处所 会议 学术 停车站 加油站 项目部 "
    "现金 资金 本金 组织部 宣传部 统战部 委".split()
)
# Words that begin no name and end the walk to the left.
STOPS_ZH: Final = frozenset(
    "在 同 向 对 由 为 从 到 把 被 让 使 将 是 有 的 了 着 并 而 等 会见 会同 会晤 举行 召开 举办 主办 承办 协办 "
    "出席 参加 签署 签订 签约 访问 拜访 赴 前往 走进 邀请 应 来自 支持 委托 指导单位 根据 按照 通过 经 包括 以及 及其 "
    "时任 现任 原任 介绍 表示 说 称 指出 代表 单位 专家 期间 当地 当天 当日 有关 相关 各 该 本 我 其 某 多家 两家 部分 "
    "其他 其它 多个 各级 上级 下属 直属 所属 主管 主任 部长 厅长 局长 司长 处长 院长 所长 会长 主席 书记 省长 市长 秘书长 "
    "总经理 董事长 校长 教授 研究员 大使 副 原 现 新 与会 陪同 听取 感谢 欢迎 希望 推动 落实 依托 成为 担任 加入 "
    "成立 设立 建立 组建 联系 协调 要求 负责 牵头 授权 批准 审议 提供 资助 出资 帮助 隶属 位于 设在 随后 此前 目前 "
    "日前 近日 昨日 今日 今天 昨天 明天 上午 下午 晚上 同时 此外 其中 并由 分别 先后 共同 联合举办 一行 期待 表彰 "
    "产生 选举 率 率领 带领 派 派出 带 访 与 和 及 、 或 又 也 还 均 都 曾 已 于 以 因 如 即 后 前 时 中 上 下 内 外 里 间 "
    "收到 走访 考察 参观 调研 到访 来访 会谈 座谈 进行 开展 实施 执行 完成 组织 发布 印发 出台 制定 编制 加强 深化 "
    "名 位 个 家 次 届 项 年 月 日 人 记者 通讯员 主持 致辞 讲话 发言 团长 成员 官员 学者 学员 领导 主办方 承办方 协办方 主办单位 承办单位 东道国 成员国 主席国 轮值主席国 同志 负责人 "
    "受 经由 交由 依据 围绕 针对 关于 至 往 以来 之后 之前 以下 简称 全称 作为 属于 获得 得到 接受 取得".split()
)
# Verbs and qualifiers that segmenters mark as verbs and that stand inside names all the same.
NAME_WORDS_ZH: Final = frozenset(
    "合作 交流 监测 保护 管理 监督 规划 评估 研究 治理 发展 改革 建设 投资 交易 服务 开发 利用 检测 认证 执法 应急 宣传 "
    "教育 培训 审查 控制 防治 防控 检察 促进 应对 联合 统计 咨询 设计 勘察 运营 营业 采购 招标 代理 监管 减排 生产 安全 自然 "
    "护理 实验 协调 变化 履约 审计 贸易 行政 创新 恢复 修复 转化 转型 合成 循环 可持续 环保 对外 公益 援助 气象 测绘 "
    "减灾 救援 防护 指导 教学 进出口 进修 节能 处理 处置 回收 出版 信息 能源 永续 开放 共建 联防 联建 联治 联动 推进 调查 "
    "多边 双边 区域 民用 信托 港澳 社会 安全 高层 协商 观测 预报 预警 检验 检疫 种植 养殖 放射 辐射 国际合作 评价 排放 产权 司法 考试 组织 设计研究".split()
)
# Parts that a name may begin with when nothing more exact comes before them.
ANCHORS_ZH: Final = (
    "中国",
    "中华",
    "国家",
    "全国",
    "联合国",
    "世界",
    "国际",
    "全球",
    "亚太",
    "亚洲",
    "欧洲",
    "最高",
)
RANKS_ZH: Final = {
    "自治区": "autonomous-region", "特区": "special-administrative-region", "省": "province",
    "市": "city", "县": "county", "区": "district", "州": "prefecture",
}  # fmt: skip
NOT_PLACES_ZH: Final = frozenset(
    "试验区 示范区 保护区 开发区 自治区 自治州 流域区 工业区 居民区 风景区 产业区 城镇区 南北区 大湾区 特别区 生态区 各地区 本地区 该地区 "
    "两地区 全地区 各区县 亚太区 省市区 核心区 缓冲区 功能区 海岸区 河口区 合作区 经济区 贫困县 贫困区 有关县 该地州".split()
)
# Beginnings that say of no body whose it is.
GENERIC_ZH: Final = (
    "两国", "双方", "地方", "同级", "各级", "县级", "市级", "省级", "国家级", "民间", "基层", "现代化", "国际组织",
    "全国组织", "当地", "中国民间", "赤道", "本国", "外国", "多国", "三方", "两地", "中方", "所在", "国际会议", "非政府", "非盈利", "会员",
)  # fmt: skip
GRADES_ZH: Final = ("省", "市", "自治区", "区", "县", "州", "镇", "乡", "特区", "盟", "旗")

# Offices of persons; the longest match is a word of its own, so that 处处长 is 处 + 处长.
POSITIONS_ZH: Final = tuple(
    "部长 副部长 厅长 副厅长 局长 副局长 司长 副司长 处长 副处长 署长 副署长 署理署长 主任 副主任 常务副主任 "
    "院长 副院长 所长 副所长 站长 副站长 校长 副校长 会长 副会长 理事长 副理事长 常务副会长 秘书长 副秘书长 常务副秘书长 "
    "执行秘书 执行主任 代理执行主任 副执行主任 总干事 代理总干事 副总干事 主席 副主席 常务副主席 执行副主席 "
    "总裁 副总裁 常务副总裁 董事长 副董事长 总经理 副总经理 行长 副行长 董事 首席执行官 首席代表 首席科学家 "
    "总工程师 总监 副总监 核安全总工程师 总设计师 高级工程师 工程师 省长 副省长 市长 副市长 区长 副区长 县长 副县长 "
    "州长 副州长 总理 副总理 总统 国务卿 大臣 部长级官员 常务秘书 常务秘书长 常任秘书长 特使 大使 公使 参赞 总领事 代表 副代表 "
    "驻华代表 总书记 国家主席 书记 副书记 党组书记 党组副书记 党组成员 党委书记 党委副书记 党委委员 纪委书记 党支部书记 巡视员 一级巡视员 "
    "二级巡视员 调研员 督察专员 专员 副专员 总督察 环保总监 检察长 副检察长 庭长 副庭长 审判长 院士 教授 副教授 研究员 "
    "副研究员 负责人 主要负责人 新闻发言人 发言人 总协调人 协调员 项目官员 高级顾问 顾问 首席顾问 团长 科长 副科长 "
    "常委 委员 首席专家 局长级 司令 队长 支队长 大队长 总队长 队员 分管负责人 女士 先生 博士 同志 "
    "镇长 乡长 秘书 政务司司长 署理政务司司长 行政长官 联合主席 共同主席 执行董事 技术总监 总代表 首席 主管".split()
)

# Words that translators and styles vary; names are compared by the values.
STEMS_EN: Final[dict[str, tuple[str, ...]]] = {
    "ecological": ("ecology",), "environmental": ("environment",), "eco": ("ecology",),
    "sciences": ("science",), "scientific": ("science",), "forests": ("forest",),
    "forestry": ("forest",), "agricultural": ("agriculture",), "marine": ("ocean",),
    "oceans": ("ocean",), "fisheries": ("fishery",), "resources": ("resource",),
    "technological": ("technology",), "technical": ("technology",), "climatic": ("climate",),
    "chemicals": ("chemical",), "emissions": ("emission",), "meteorological": ("meteorology",),
    "exchanges": ("exchange",), "financial": ("finance",), "economic": ("economy",),
    "commercial": ("commerce",), "industrial": ("industry",), "utility": ("utilities",),
    "transformation": ("transition",), "monitor": ("monitoring",), "legal": ("law",),
    "people": (), "people's": (), "municipal": (), "general": (), "and": (), "co": (),
    "chinese": ("china",), "defense": ("defence",), "cooperative": ("cooperation",),
}  # fmt: skip
