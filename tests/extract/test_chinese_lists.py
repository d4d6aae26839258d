"""Bodies that Chinese news lists: short names that borrow a place, branches, town halls."""

import pytest
from extract.mention_reading import zh


def test_a_bureau_in_a_list_is_one_of_the_place_of_the_first() -> None:
    found = zh("青岭县生态环境局、水务局和检察院派员出席。")
    labels = {label.text for m in found.mentions.minted for label in m.labels}
    assert {"青岭县水务局", "青岭县检察院"} <= labels


def test_a_bureau_in_a_list_is_the_known_one_of_the_place_of_the_first() -> None:
    found = zh("福建省生态环境厅、水利厅派员出席。")
    assert found.name(found.entity("水利厅")) == "Department of Water Resources of Fujian Province"


@pytest.mark.parametrize(
    "sentence",
    [
        "青岭县生态环境局、国家粮食局派员出席。",
        "青岭县生态环境局派员，水务局出席。",
        "青岭环境集团、水务局出席。",
    ],
)
def test_a_bureau_of_its_own_borrows_no_place(sentence: str) -> None:
    labels = [label.text for m in zh(sentence).mentions.minted for label in m.labels]
    assert not any(label in labels for label in ("青岭县国家粮食局", "青岭县水务局", "青岭水务局"))


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("青岭市生态环境局和云溪市生态环境局派员出席。", ["青岭市生态环境局", "云溪市生态环境局"]),
        ("市水务局及白石镇政府派员出席。", ["市水务局", "白石镇政府"]),
        ("各乡镇政府派员出席。", []),
        ("市检察院会同市河长办开展巡查。", ["市检察院", "市河长办"]),
        ("记者从省生态环境厅获悉，讲座开讲。", ["省生态环境厅"]),
        ("据市水务局介绍，讲座开讲。", ["市水务局"]),
        ("有关数据市场化。", []),
        ("县卫生健康委员会派员出席。", ["县卫生健康委员会"]),
        ("工商银行青岭市分行派员出席。", ["工商银行青岭市分行"]),
        ("兴业银行福州分行派员出席。", ["兴业银行福州分行"]),
        ("福建省生态环境厅云顶分局派员出席。", ["福建省生态环境厅云顶分局"]),
        ("福建省第二地质勘察院派员出席。", ["福建省第二地质勘察院"]),
        ("浙江清凉峰国家级自然保护区管理局派员出席。", ["浙江清凉峰国家级自然保护区管理局"]),
        ("省林业局参观国家级自然保护区管理处。", ["省林业局"]),
        ("一行参观福州苏岭环保工程有限公司。", ["福州苏岭环保工程有限公司"]),
        ("闽江流域环保商协会联盟派员出席。", ["闽江流域环保商协会联盟"]),
        ("四地环境科学学会派员出席。", []),
        ("环境司法联席会议日前在福州市中级人民法院召开。", ["福州市中级人民法院"]),
        ("鹤岭大学环境系派员出席。", ["鹤岭大学环境系"]),
        ("福建省生态环境厅建立联系。", ["福建省生态环境厅"]),
        ("统筹布局双方生态环境监测站。", []),
        ("鹤岭大学海洋工程学部派员出席。", ["鹤岭大学海洋工程学部"]),
    ],
)
def test_where_names_begin_and_end(sentence: str, names: list[str]) -> None:
    assert zh(sentence).surfaces("agency") == names


def test_a_name_is_the_same_with_its_words_cut_short() -> None:
    found = zh("福州市环境保护产业协会派员，福州市环保产业协会秘书长出席。")
    assert len({m.entity for m in found.mentions.of("agency")}) == 1
