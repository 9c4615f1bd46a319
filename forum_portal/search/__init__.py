"""
The search over editions, papers, speakers, companies, recommendations and announcements.

``documents`` says what is searched of each, ``index`` keeps the entries right, told by ``receivers``; ``asking`` reads
what a visitor typed, ``finding`` finds and orders, ``suggestions`` helps who typed something else, ``results`` makes
a page of it.
"""
