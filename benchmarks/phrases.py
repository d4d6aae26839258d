"""Sentences of agency news with slots, in English and Chinese, for `generate.py`."""

# ruff: noqa: E501  sentences stand on one line each

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Phrases:
    language: str
    titles: tuple[str, ...]
    bylines: tuple[str, ...]
    leads: tuple[tuple[str, str], ...]  # what happened (a word for later), the sentence
    acts: tuple[str, ...]  # agreements
    quotes: tuple[str, ...]
    frameworks: tuple[str, ...]
    others: tuple[str, ...]  # further events, with a date of their own
    fillers: tuple[str, ...]
    footers: tuple[str, ...]
    topics: tuple[str, ...]
    posts: tuple[str, ...]
    given: tuple[str, ...]
    surnames: tuple[str, ...]
    foreign: tuple[str, ...]
    companies: tuple[str, ...]
    company_words: tuple[str, ...]
    institute: str
    joint: str  # between paragraphs' sentences


ENGLISH: Final = Phrases(
    language="en",
    titles=(
        "{host_short} and {guest_short} work together on {topic}",
        "{guest_short} visits {host_short} for talks on {topic}",
        "Talks on {topic} held in {city}",
        "{city} hosts event on {topic}",
    ),
    bylines=(
        "{published}  |  News",
        "Published {published} | English",
        "{published_iso}   Source: {host}   Views: {n3}",
        "Release time: {published_iso} {clock}   Author: desk",
    ),
    leads=(
        ("meeting", "On {date}, {guest_person}, {guest_post} of {guest}, met {host_person},"
         " {host_post} of {host}, in {city}, {region}."),
        ("visit", "{guest_person}, {guest_post} of {guest}, and a delegation of {n1} people visited"
         " {host} in {city}, {region}, from {stretch}."),
        ("workshop", "{host} and {guest} jointly held a workshop on {topic} in {city}, {region}, on"
         " {date}."),
        ("training", "A training course on {topic} was held in {city}, {region}, from {stretch}. It was"
         " organized by {host} and supported by {guest}."),
        ("forum", "The {n1}th Forum on {topic} opened in {city}, {region}, on {date}, hosted by {host}"
         " together with {guest}."),
        ("visit", "{broken}, {guest} organized technical personnel to go to {city} to carry out study"
         " and investigation, and {host} received the delegation."),
    ),
    acts=(
        "At the end of the {what}, {host} and {guest} signed a memorandum of understanding on {topic}.",
        "During the {what} {host} and {guest} renewed their memorandum of understanding.",
        "Both sides reached a preliminary agreement on {topic}.",
        "{host} and {company} signed a cooperation agreement on {topic}.",
        "The framework agreement between {host} and {guest}, signed in {past}, is in force.",
        "A letter of intent on {topic} was signed by {guest} and {company}.",
    ),
    quotes=(
        '"We count what changes in {place2}, not what is printed," said {guest_person}.',
        "{host_person} thanked the guests and recalled {n1} years of work on {topic2}.",
        '"{n2} stations now report every hour," {host_person} explained.',
        "{third_person}, {third_post} of {third}, gave a report on {topic2}.",
    ),
    frameworks=(
        "Both sides will work on the implementation of the {framework}.",
        "The participants discussed how the {framework} and the {framework2} fit together.",
        "The result will be reported under the {framework}.",
    ),
    others=(
        "The next round will be held in {city2} in {future}.",
        "On {date2} the guests inspected a treatment plant in {place2}.",
        "A course planned for {date3} in {city2} was cancelled because of a storm.",
        "A first meeting had taken place in {city2} in {past}.",
    ),
    fillers=(
        "About {n3} hectares of {habitat} have been restored there since the beginning of the project.",
        "The share of days with good air rose to {pct} percent in the districts around {place2}.",
        "Experts compared {n1} ways to measure {topic2} and found {n2} points that deserve more study.",
        "Farmers along the river now keep a strip of {n2} metres free of fertilizer.",
        "The monitoring network counts {n3} stations, {n2} of them built within a short time.",
        "Costs fell by {pct} percent after the pumps were replaced, the engineers reported.",
        "In {place2} a group of {n2} volunteers looks after the {habitat} and keeps a diary of what they see.",
        "Questions about {topic2} took up most of the afternoon.",
        "Local companies use {pct} percent less water than before, mainly because they reuse it.",
        "A map of the {habitat} shows {n3} places where migratory birds rest.",
        "The laboratory tested {n3} samples; {n2} of them had to be taken again.",
        "Schools in {place2} use the data in lessons on {topic2}.",
    ),
    footers=("Related stories | Contact | About us", "Copyright © 2014 Generated Page", "Share: X f in"),
    topics=(
        "biodiversity conservation", "climate change adaptation", "marine plastic litter",
        "solid waste management", "air quality", "water pollution control", "carbon markets",
        "environmental monitoring", "wetland restoration", "green finance", "soil protection",
        "chemicals management", "desertification control", "nature reserves",
    ),
    posts=("Director General", "Deputy Director General", "Vice-Minister", "Director", "Deputy Director",
           "Executive Director", "Programme Manager"),
    given=("Wei", "Minghua", "Lijuan", "Zhiqiang", "Yan", "Haoran", "Xiaoyu", "Jianguo", "Ruixin",
           "Muyun", "Shuyi", "Tianyu", "Wenbo", "Yuqing"),
    surnames=("Liang", "Pan", "Cao", "Guo", "Zheng", "Shen", "Qin", "Xu", "Deng", "Ye", "Luo", "Fang",
              "Jiang", "Mao", "Tan", "Wan"),
    foreign=("Amara Njeri", "Tomas Lindqvist", "Helene Tremblay", "Kenji Nakamura", "Ingrid Solheim",
             "Josephine Wanjiku", "Carlos Medina", "Oluwaseun Adeyemi", "Anna Kowalska", "Marc Dubois",
             "Nguyen Van Hai", "Souk Phommachanh", "Maria Ferreira", "David Okello"),
    companies=("{city} {word} Environmental Technology Co., Ltd.", "{city} {word} Energy Group Co., Ltd.",
               "{city} {word} Water Co., Ltd."),
    company_words=("Qinglan", "Luyuan", "Minrui", "Hengtai", "Bishui", "Jinghe", "Yunshan", "Zhonglin"),
    institute="{word} Institute of Applied Ecology",
    joint=" ",
)  # fmt: skip

CHINESE: Final = Phrases(
    language="zh-Hans",
    titles=(
        "{host_short}与{guest_short}在{city}会谈",
        "{guest_short}代表团访问{city} 商谈{topic}合作",
        "{city}举办{topic}研讨会",
        "{host_short}与{guest_short}深化{topic}合作",
    ),
    bylines=(
        "发布时间：{published_iso}   来源：{host}   浏览：{n3}次",
        "文章来源：{host}低碳观察网{published_iso} {clock}",
        "{published_iso} {clock}   来源：综合   责任编辑：值班",
        "日期：{published_iso}   字号：[ 大 中 小 ]",
    ),
    leads=(
        ("会见", "{date}，{host}{host_post}{host_person}在{city}会见{guest}{guest_post}{guest_person}一行。"),
        ("访问", "{stretch}，{guest}{guest_post}{guest_person}率代表团访问{host}，考察了{city}的{topic}工作。"),
        ("研讨会", "{date}，由{host}和{guest}共同主办的{topic}研讨会在{city}举行。"),
        ("培训班", "{stretch}，{topic}培训班在{city}举办。培训班由{host}主办，{guest}支持。"),
        ("论坛", "{date}，第{n1}届{topic}论坛在{city}开幕，论坛由{host}主办、{guest}协办。"),
    ),
    acts=(
        "{what}期间，{host}与{guest}签署了关于{topic}的谅解备忘录。",
        "双方续签了{host}与{guest}谅解备忘录。",
        "双方就{topic}达成初步合作意向。",
        "{host}与{company}签署了{topic}合作协议。",
        "{host}与{guest}于{past}签署的合作框架协议正在落实。",
    ),
    quotes=(
        "{guest_person}表示，愿与{host}在{topic2}等领域开展务实合作。",
        "{host_person}说，{place2}的{n2}个监测站已经联网。",
        "{third}{third_post}{third_person}作了关于{topic2}的报告。",
        "{host_person}对客人的到来表示欢迎，并介绍了{n1}年来的工作。",
    ),
    frameworks=(
        "双方将共同推动《{framework}》的落实。",
        "与会代表讨论了《{framework}》与《{framework2}》的衔接。",
        "有关成果将按照《{framework}》的要求报告。",
    ),
    others=(
        "下一次会议将于{future}在{city2}举行。",
        "{date2}，代表团考察了{place2}的污水处理厂。",
        "原定{date3}在{city2}举行的培训班因暴雨取消。",
        "首次会议于{past}在{city2}召开。",
    ),
    fillers=(
        "项目开始以来，当地已修复{habitat}{n3}公顷。",
        "{place2}一带空气质量优良天数比例升至百分之{pct}。",
        "专家比较了测量{topic2}的{n1}种方法，认为有{n2}个问题值得继续研究。",
        "沿河农户留出宽{n2}米的缓冲带，不再施用化肥。",
        "监测网络已有{n3}个站点，其中{n2}个是新建的。",
        "工程师介绍，水泵更换之后，运行费用下降了百分之{pct}。",
        "{place2}的{n2}名志愿者守护着这片{habitat}，坚持记录所见。",
        "围绕{topic2}的提问占了大半个下午。",
        "当地企业的用水量比过去减少百分之{pct}，主要靠循环利用。",
        "一张{habitat}地图标出了候鸟停歇的{n3}处地点。",
        "实验室检测了{n3}份样品，其中{n2}份需要重新采集。",
        "{place2}的学校把这些数据用进了{topic2}课堂。",
        "设备运行平稳，出水水质稳定达到标准，附近居民对改变十分满意。",
    ),
    footers=("关于我们|联系我们|网站地图", "【声明】转载内容只供学习参考，著作权归原作者。", "Copyright@2014 低碳观察网"),
    topics=("生物多样性保护", "应对气候变化", "海洋塑料垃圾治理", "固体废物管理", "大气污染防治", "水污染防治",
            "碳市场建设", "生态环境监测", "湿地修复", "绿色金融", "土壤保护", "化学品管理", "防沙治沙", "自然保护地管理"),
    posts=("厅长", "副厅长", "主任", "副主任", "局长", "副局长", "处长"),
    given=("伟", "明华", "丽娟", "志强", "燕", "浩然", "晓雨", "建国", "瑞欣", "慕云", "书怡", "天宇", "文博", "雨晴"),
    surnames=("梁", "潘", "曹", "郭", "郑", "沈", "覃", "徐", "邓", "叶", "罗", "方", "姜", "毛", "谭", "万"),
    foreign=("安娜·科瓦尔斯卡", "马克·杜布瓦", "玛丽亚·费雷拉", "戴维·奥凯洛", "中村健一", "卡洛斯·梅迪纳"),
    companies=("{city}{word}环保科技有限公司", "{city}{word}能源集团有限公司", "{city}{word}水务有限公司"),
    company_words=("清岚", "绿源", "闽瑞", "恒泰", "碧水", "净和", "云山", "中林"),
    institute="{word}应用生态研究所",
    joint="",
)  # fmt: skip

HABITATS: Final = {
    "en": ("mangroves", "wetland", "grassland", "forest", "river bank", "peatland", "coral reef"),
    "zh-Hans": ("红树林", "湿地", "草地", "林地", "河岸", "泥炭地", "珊瑚礁"),
}
