"""Damage done by the simulator is undone; what is not damage stays."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text.agency_prose import SENTENCES
from text.simulated_damage import Site, damage, half_width, reading, traditional

from kg.text.language import simplified
from kg.text.offsets import View
from kg.text.recover import recover

TABLE = [
    c
    for c in "態環會書記龍極穩進達應對氣候變國際網當數貢時間長開聯審員專門類華關實務動發標準項"
    if reading(c)
]
PROSE = (
    "省生态环境厅会同国家有关部门开展环境监测，发布应对气候变化的标准。",
    "当地时间五月，两国环境部门的负责人举行会谈，就国际公约的实施交换意见。",
    "会议审议了长江流域的保护方案，专家们实地考察了三个县的农业项目。",
    "联合国专门机构的代表应邀出席，介绍了各类数据的发布机制。",
    "开发区管委会书记说，过去几年，全区的环境质量变好了。",
)
TORN = (
    "代表团先后考察了上海环境能源交易所、青海湖和三江源保护区。",
    "各省（自治区、直辖市）生态环境部门负责人参加了会议。",
    "省厅环保总监主持会议，各处室负责人参加。",
    "海南省在海口召开近海污染防治推进会。",
    "学校、企业和社区参与了环保“进校园”活动。",
    "省生态环境厅厅长表示，将尽快出台政策，推动减污降碳。",
    "考察组来到渤海、黄海沿岸调研海洋垃圾治理。",
    "上海会场设在世博中心，南海分会场设在珠海。",
)


def repaired(text: str) -> str:
    return simplified(View.of(text).patched(recover(text)).text)


def page(lines: tuple[str, ...]) -> str:
    """A page long enough to show its damage."""
    return "\n".join((*PROSE, *lines))


@pytest.mark.parametrize("toned", [True, False], ids=["toned", "toneless"])
@pytest.mark.parametrize("spaced", [True, False], ids=["spaced", "tight"])
@pytest.mark.parametrize("is_half", [True, False], ids=["half-width", "full-width"])
def test_readings_and_half_pairs_are_undone_exactly(
    toned: bool, spaced: bool, is_half: bool
) -> None:
    site = Site(TABLE, toned=toned, spaced=spaced, half_width=is_half)
    clean = page(())
    damaged = damage(clean, site)
    assert "?" in damaged
    assert repaired(damaged) == (half_width(clean) if is_half else clean)


WORDS = (
    *("环境", "会议", "国际", "合作", "当地", "时间", "每个", "个数", "部门", "签署", "应对"),
    *("气候", "长江", "保护", "数据", "实地", "地时", "以国", "家国"),
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map("".join))
def test_any_words_come_back_from_readings_and_half_pairs(text: str) -> None:
    clean = page((f"会议说{text}。",))
    assert repaired(damage(clean, Site(TABLE))) == half_width(clean)


@pytest.mark.parametrize("line", TORN)
def test_characters_torn_at_punctuation_are_won_back(line: str) -> None:
    clean = page((line,))
    damaged = damage(clean, Site(TABLE, tears_punctuation=True))
    assert repaired(damaged) == half_width(clean)


@pytest.mark.parametrize("is_traditional", [True, False], ids=["traditional", "simplified"])
def test_four_in_five_torn_sentences_come_back_and_what_is_sure_is_right(
    is_traditional: bool,
) -> None:
    """The figures of docs/recovery.md: here they may not fall below what is promised."""
    preamble = damage(page(()), Site(TABLE)) + "\n"
    torn = Site(TABLE if is_traditional else (), tears_punctuation=True, traditional=is_traditional)
    whole = Site(torn.table, traditional=is_traditional)
    exact: list[bool] = []
    sure: list[bool] = []
    for sentence in SENTENCES:
        shown = damage(sentence, torn)
        if shown == damage(sentence, whole):
            continue
        view = View.of(preamble + shown).patched(recover(preamble + shown))
        line = simplified(view.text).splitlines()[-1]
        exact.append(line == half_width(sentence))
        own = [e for e in view.edits if e.op == "realign" and e.raw.start >= len(preamble)]
        clean = simplified(view.text)
        sure += [e.clean.of(clean) in half_width(sentence) for e in own if e.certainty != "guessed"]
    assert len(exact) > 20 and sum(exact) >= 0.8 * len(exact)
    assert sum(sure) >= 0.97 * len(sure)


def test_what_was_not_exact_says_so() -> None:
    damaged = damage(page(TORN), Site(TABLE, tears_punctuation=True))
    by_certainty = {patch.certainty for patch in recover(damaged) if patch.op == "realign"}
    assert "restored" in by_certainty
    assert {p.certainty for p in recover(damaged) if p.op == "reading"} == {"exact"}


def test_a_page_without_readings_is_mended_where_words_prove_it() -> None:
    line = "渤海、黄海沿岸的环保、水利部门开展合作。\n"
    damaged = damage(line * 4, Site(tears_punctuation=True, traditional=False))
    assert "?" in damaged
    assert "环保、水利" in repaired(damaged)
    assert {patch.certainty for patch in recover(damaged)} == {"restored"}


def test_the_letter_script_g_and_the_gbk_form_of_shaan_are_known() -> None:
    damaged = damage(page(("陕西广播电台报道。",)), Site([*TABLE, "廣"])).replace("guǎng", "ɡuǎnɡ")
    assert "陜西廣(ɡuǎnɡ)" in damaged
    assert "陕西广播电台报道。" in repaired(damaged)


def test_lawful_brackets_stay() -> None:
    damaged = damage(page(("初级专业人员(JPO)和组织(fao)参加。",)), Site(TABLE))
    assert "人员(JPO)和组织(fao)参加" in repaired(damaged)


@pytest.mark.parametrize(
    "text",
    [
        "他(tā)是(shì)学(xué)生(shēng)，她(tā)也(yě)是(shì)学(xué)生(shēng)。" * 20,
        "什么?！真的??他问。" * 30,
        "A plain page with (brackets) and questions? Yes; many?! " * 30,
        traditional("省生态环境厅会同国家有关部门开展环境监测。") * 20,
    ],
    ids=["language course", "questions", "English", "traditional"],
)
def test_a_text_without_the_damage_stays(text: str) -> None:
    assert recover(text) == []


@pytest.mark.parametrize(
    "filler", ["(", "?", "?汉", "?；す", "?；ぷ?", "?shù)", "當(dāng)?shù)汉", "態(tài)"]
)
def test_time_is_linear_in_hostile_text(filler: str) -> None:
    text = damage(page(()), Site(TABLE)) + filler * (20_000 // len(filler))
    recover(text)
    start = time.process_time()
    recover(text)
    assert time.process_time() - start < 2
