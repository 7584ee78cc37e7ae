"""The acts of the codebook: PLOVER's types and DEVELOP, with quad class, intensity and modes.

Types and intensities follow the PLOVER ontology (openeventdata/PLOVER, manual). Modes that PLOVER lacks say what it leaves
out about contests of trade and technology.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict", "capability"]
Status = Literal["actual", "future", "considered", "denied", "historical"]
Stance = Literal["for", "against", "neutral"]

STATUSES: tuple[Status, ...] = ("actual", "future", "considered", "denied", "historical")
STANCES: tuple[Stance, ...] = ("for", "against", "neutral")


class Act(msgspec.Struct, frozen=True):
    """One type of act. `intensity` runs from −10 (most hostile) to +10 (most cooperative); `labels` by language.

    `symmetric`: «A met B» and «B met A» are one act. `solitary`: may have nobody on the other side.
    """

    id: str
    quad: Quad
    intensity: float
    modes: tuple[str, ...]
    labels: dict[str, str]
    symmetric: bool = False
    solitary: bool = False


def _act(
    id: str,
    quad: Quad,
    intensity: float,
    modes: str,
    en: str,
    zh: str,
    *,
    symmetric: bool = False,
    solitary: bool = False,
) -> Act:
    return Act(id, quad, intensity, tuple(modes.split()), {"en": en, "zh": zh}, symmetric, solitary)


ACTS: dict[str, Act] = {
    act.id: act
    for act in (
        _act("AGREE", "verbal cooperation", 2.5, "sign truce pledge", "agrees with", "达成协议或承诺", symmetric=True),
        _act(
            "CONSULT",
            "verbal cooperation",
            2.5,
            "visit meet host invite phone multilateral third-party",
            "consults",
            "会晤、访问或邀请",
            symmetric=True,
        ),
        _act("SUPPORT", "verbal cooperation", 5.0, "praise endorse", "supports", "支持或赞扬"),
        _act(
            "CONCEDE",
            "verbal cooperation",
            4.5,
            "license exempt delist suspend-measure cut-tariff drop-case apologise",
            "yields to",
            "让步",
        ),
        _act(
            "COOPERATE",
            "material cooperation",
            9.5,
            "supply buy invest partner share",
            "cooperates with",
            "开展合作",
            symmetric=True,
        ),
        _act("AID", "material cooperation", 10.0, "subsidise fund relief", "aids", "援助或补贴"),
        _act(
            "RETREAT",
            "material cooperation",
            6.5,
            "withdraw release disarm ceasefire access resign",
            "retreats",
            "退让或撤离",
            solitary=True,
        ),
        _act("REQUEST", "verbal conflict", 0.0, "assist change yield meet lobby", "demands of", "要求或呼吁"),
        _act("ACCUSE", "verbal conflict", -3.0, "disapprove investigate allege sue summon", "accuses", "指责或调查"),
        _act("REJECT", "verbal conflict", -2.0, "assist change yield meet deny", "rejects", "拒绝或否认"),
        _act("THREATEN", "verbal conflict", -3.5, "restrict tariff relations expel violence", "threatens", "威胁"),
        _act(
            "PROTEST",
            "material conflict",
            -5.0,
            "demo riot strike hunger boycott obstruct",
            "protests against",
            "抗议",
            solitary=True,
        ),
        _act(
            "SANCTION",
            "material conflict",
            -6.0,
            "export-control blacklist tariff import-ban investment-ban fine convict expel discontinue withdraw",
            "sanctions",
            "制裁或限制",
        ),
        _act(
            "MOBILIZE",
            "material conflict",
            -5.5,
            "troops weapons police militia",
            "mobilises against",
            "动员兵力",
            solitary=True,
        ),
        _act("COERCE", "material conflict", -7.0, "seize restrict censor arrest deport withhold cyber", "coerces", "强制"),
        _act(
            "ASSAULT",
            "material conflict",
            -9.0,
            "beat torture execute sexual assassinate primitive firearms explosives suicide-attack heavy-weapons other",
            "attacks",
            "袭击",
        ),
        _act("DEVELOP", "capability", 0.0, "launch produce build stockpile", "builds up", "发展自身能力", solitary=True),
    )
}
