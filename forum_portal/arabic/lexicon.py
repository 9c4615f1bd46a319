"""
Word lists that the analysis of texts needs. Pure data.

All Arabic words stand as ``analysis.normal`` leaves them: without vowel marks and tatweel, with their hamzas.
"""

# Words that carry no subject. The unfolded word is looked up: على goes, the name علي stays.
STOP_WORDS = frozenset(
    """
    في فيه فيها فيهم من منه منها منهم إلى إليه إليها على عليه عليها عن عنه عنها مع معه معها حتى منذ خلال لدى عند
    بين بينها بينهم حول نحو ضمن عبر ضد دون بدون له لها لهم به بها بهم كما لما
    هذا هذه ذلك تلك هؤلاء أولئك هنا هناك الذي التي الذين اللذين اللتين اللاتي ما هو هي هم هما نحن
    و أو ثم أم بل لكن أن إن أنه أنها إنه إنها إذا إذ لا لم لن قد سوف كل أي غير سوى مثل أيضا حيث كي لكي إلا أما إما
    كان كانت يكون تكون ليس ليست تم يتم ال
    the a an of in on at for and or to from by with as its is are be this that their our into
    le la les l d de des du un une et ou en dans sur pour par au aux avec ses sa son ce cette ces leur leurs est s
    """.split()  # noqa: SIM905  (a list of two hundred quoted words would be harder to read)
)

# What stands before a word that has the article; the longer first.
ARTICLES = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال")

# Words whose و is their own, by their beginnings, folded.
OWN_WAW = (
    "واجب",
    "واجه",
    "واحد",
    "واحه",
    "وادي",
    "وارد",
    "واسع",
    "واصل",
    "واعد",
    "واقع",
    "واكب",
    "والد",
    "وايل",
    "وثاي",
    "وثيق",
    "وجد",
    "وجود",
    "وجه",
    "وحد",
    "وداد",
    "ودايع",
    "وديع",
    "وراث",
    "ورد",
    "ورش",
    "ورق",
    "وزار",
    "وزرا",
    "وزير",
    "وساط",
    "وساي",
    "وسام",
    "وسط",
    "وسيط",
    "وسيل",
    "وصف",
    "وصل",
    "وصول",
    "وضع",
    "وضوح",
    "وطن",
    "وظاي",
    "وظيف",
    "وعي",
    "وفا",
    "وفد",
    "وفر",
    "وفق",
    "وفود",
    "وفير",
    "وقاي",
    "وقت",
    "وقع",
    "وقف",
    "وقود",
    "وكال",
    "وكيل",
    "وكلا",
    "ولاي",
    "ولد",
    "وليد",
    "وهاب",
    "وهران",
)

# Words whose ال is their own, by their beginnings, folded: typed without a hamza they look like an article.
OWN_AL = (
    "البان",
    "البوم",
    "التحاق",
    "التزام",
    "التفات",
    "التقاء",
    "التقاي",
    "التماس",
    "العاب",
    "الكترون",
    "الكسندر",
    "الله",
    "المان",
    "الماس",
    "المنيوم",
    "الومنيوم",
    "الياس",
    "الياف",
    "اليات",
)
