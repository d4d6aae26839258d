"""What looks like a date and is none, or cannot be read with certainty."""

import pytest
from extract.date_reading import edtf

REFUSED = [
    "the 15th Conference of the Parties", "the 14th Five-Year Plan", "the 2030 Agenda",
    "the implementation of 2030 Agenda goals", "COP15 and UNEA-6", "Article 5 of the law",
    "1.5 billion yuan", "over 2000 people", "some 2,023 hectares", "may 20 people come",
    "a march of 12 people", "Resolution 51/07", "05/06/2023", "31 February 2023", "May 32",
    "version 2.10.3", "13:25 at the gate", "the 3030 target", "from the 13th to the 15th session",
    "the 2023 annual meeting", "Release Time 3 months ago", "room 2019", "PM2.5",
    "第十五次缔约方大会", "第十三次年度会议", "2030年可持续发展议程", "2030年议程", "“3030”目标",
    "十日内答复", "30日内与本站联系", "三日游", "为期5日", "第3日", "1000日元", "2021年度报告",
    "3个月前", "十多年来", "五年左右", "周一鸣出席", "节日前夕", "生日前", "今后天气", "以上月份",
    "20世纪90年代", "80年代", "一年比一年", "3.5万吨", "13月5日", "2月30日", "6月31日",
    "“1+1”合作", "第21号令", "京ICP备16041442号", "120年历史", "105年校庆", "the form 113-03-13",
    "电话113-03-133", "某区今（古城）日",
]  # fmt: skip


@pytest.mark.parametrize("phrase", REFUSED)
def test_no_date_is_read(phrase: str) -> None:
    assert edtf(phrase) == []


def test_days_that_are_no_neighbours_are_no_stretch() -> None:
    assert edtf("on September 5 and 20 people came") == ["2023-09-05"]
