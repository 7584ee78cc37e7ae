"""Pages and files that the tests read, made here: two articles by invented papers, and a PDF writer of a few lines."""

from __future__ import annotations

BODY_EN = (
    "The Ministry of Trade said on Thursday that it would review the licences of four chip makers. "
    "Officials met executives from the industry in the capital and asked them for figures on their stocks.",
    "The review follows months of talks between the two governments. A spokeswoman said that no decision had been taken, "
    "and that the firms would be heard before any rule changes.",
    "Analysts at two banks said that the step had been expected since the spring, when the ministry published its plans.",
)
BODY_ZH = (
    "商务部周四表示，将对四家芯片企业的许可证展开复审。官员当天在北京会见了行业代表，并要求企业提供库存数据，以便评估供应情况。",
    "此次复审之前，两国政府已经谈判了数月。发言人说，目前尚未作出任何决定，在修改规则之前会听取企业的意见，也欢迎各方提出建议。",
    "两家银行的分析师认为，自今年春天主管部门公布计划以来，市场对这一步骤早有预期，短期内对企业的影响有限，但不确定性正在上升。",
)
HTML_EN = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ministry reviews chip licences | Harbour Post</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"NewsArticle",
"headline":"Ministry reviews chip licences","datePublished":"2025-04-18T09:30:00+08:00",
"publisher":{{"@type":"Organization","name":"Harbour Post"}}}}]}}</script></head><body>
<nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>Ministry reviews chip licences</h1>
<div class="share-buttons"><a>Share on Facebook</a> <a>Copy link</a></div>
{"".join(f"<p>{p}</p>" for p in BODY_EN)}<p>Read more: <a href="/x">Ten charts on chips</a></p><p>Subscribe to our newsletter</p></article>
<section id="comments"><h3>Leave a comment</h3><form><textarea></textarea></form><p>First! What a story this is, I always said so.</p></section>
<footer>© 2025 Harbour Post. All rights reserved.</footer></body></html>"""
HTML_ZH = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>商务部复审芯片许可证_海湾日报</title>
<meta property="og:site_name" content="海湾日报"></head><body><div class="nav"><a href="/">首页</a></div>
<div class="article"><h1>商务部复审芯片许可证</h1><div class="info"><span class="date">2025年04月18日 09:30</span> 来源：海湾日报</div>
<div class="content">{"".join(f"<p>{p}</p>" for p in BODY_ZH)}<p>责任编辑：张三</p></div>
<div class="share">打赏 微信扫一扫 支付宝扫一扫</div>
<div class="pager"><p>上一篇：春天的消息</p><p>下一篇：夏天的消息</p></div></div></body></html>"""


def pdf_bytes(lines: tuple[str, ...]) -> bytes:
    """A PDF of one page with these lines of ASCII."""
    shown = " ".join(f"({line.replace('(', '').replace(')', '')}) Tj T*" for line in lines)
    content = f"BT /F1 11 Tf 14 TL 40 760 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(out),
    )
