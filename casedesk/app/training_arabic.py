"""The texts of training vaults in Arabic, for whoever learns in Arabic."""

from __future__ import annotations

from typing import TypeVar, cast

from casedesk.circuit.codes import Language
from casedesk.i18n import current

T = TypeVar("T")


def told(content: T) -> T:
    """The same in the language of the screen; what has no Arabic stays as it is."""
    if current() is not Language.ARABIC:
        return content
    return cast("T", _arabic(content))


def _arabic(content: object) -> object:
    match content:
        case str():
            return _SAID.get(content, content)
        case dict():
            return {key: _arabic(each) for key, each in content.items()}
        case list():
            return [_arabic(each) for each in content]
        case _:
            return content


_PEOPLE = {
    "Directrice": "المديرة",
    "Assistante sociale": "المساعدة الاجتماعية",
    "Éducatrice": "المربية",
    "Présidence": "الرئاسة",
    "Technicien": "التقني",
    "Association Exemple": "جمعية مثال",
    "La directrice": "المديرة",
    "La directrice, au bureau": "المديرة، في المكتب",
    "La directrice de l'association": "مديرة الجمعية",
    "La grand-mère": "الجدة",
    "L'assistante sociale": "المساعدة الاجتماعية",
    "Assistante sociale du service": "المساعدة الاجتماعية بالمصلحة",
    "L'éducatrice du groupe": "مربية المجموعة",
    "Mère": "الأم",
    "Mari de la mère": "زوج الأم",
    "Frère": "أخ",
    "La maîtresse": "المعلمة",
    "Sa tante": "خالتها",
    "La grand-mère maternelle": "الجدة من جهة الأم",
    "Grand-mère maternelle": "الجدة من جهة الأم",
    "personne": "لا أحد",
}
_PLACES = {
    "Salé, Tabriquet": "سلا، تابريكت",
    "Salé, Bettana": "سلا، بطانة",
    "Salé, Laayayda": "سلا، العيايدة",
    "Salé, Hssaine": "سلا، احصين",
    "Salé, Sidi Moussa": "سلا، سيدي موسى",
    "Salle de dessin, après l'atelier": "قاعة الرسم، بعد الورشة",
    "Chez sa grand-mère, avec elle, jusqu'à demain midi": (
        "عند جدتها ومعها، إلى غاية منتصف نهار الغد"
    ),
    "À l'école, avec sa maîtresse": "في المدرسة، مع معلمته",
    "Chez ses parents": "عند والديها",
    "Chez sa tante": "عند خالتها",
    "À la porte de l'association, avec l'éducatrice": "أمام باب الجمعية، مع المربية",
    "À la maison, avec sa mère": "في البيت، مع أمها",
    "Un garage du quartier": "مرآب في الحي",
    "Bureau d'ordre": "مكتب الضبط",
}
_CONCERNS = {
    "Personne d'autre ; la porte était ouverte": "لا أحد آخر؛ كان الباب مفتوحا",
    "Une marque bleue, longue comme un doigt, à l'avant-bras gauche.": (
        "علامة زرقاء بطول أصبع على الساعد الأيسر."
    ),
    "Ne joue plus avec les autres depuis deux semaines.": (
        "لم تعد تلعب مع الآخرين منذ أسبوعين."
    ),
    "Elle rangeait les feutres et s'est mise à parler d'elle-même.": (
        "كانت ترتب الأقلام وبدأت تتكلم من تلقاء نفسها."
    ),
    "« Tu peux me raconter, si tu veux. » Puis : « Et après ? »": (
        "«يمكنك أن تحكي لي إن أردت.» ثم: «وبعد ذلك؟»"
    ),
    "Parle bas, regarde la porte, tient sa manche.": (
        "تتكلم بصوت خافت، تنظر إلى الباب، تمسك كمها."
    ),
    "Rester chez sa grand-mère.": "البقاء عند جدتها.",
    "Que j'avais bien entendu, que ce n'était pas sa faute, et que "
    "j'allais en parler à la personne qui peut aider.": (
        "أنني سمعتها جيدا، وأن الذنب ليس ذنبها، وأنني سأخبر الشخص الذي يمكنه المساعدة."
    ),
    "Le prénom seul a été dit : Karim": "ذُكر الاسم الشخصي فقط: كريم",
    "Grand-mère maternelle, rue du Marché, Tabriquet": (
        "الجدة من جهة الأم، زنقة السوق، تابريكت"
    ),
    "La grand-mère, le matin ; elle sait que Salma nous a parlé": (
        "الجدة، صباحا؛ تعلم أن سلمى تحدثت إلينا"
    ),
    "Elle avait peur qu'on la renvoie chez elle ce soir.": (
        "كانت تخاف أن تُعاد إلى بيتها هذا المساء."
    ),
    "Arrive sans manteau et sans avoir mangé, trois fois.": (
        "حضر ثلاث مرات دون معطف ودون أن يأكل."
    ),
    "Une voisine entend crier et pleurer presque chaque soir.": (
        "جارة تسمع الصراخ والبكاء كل مساء تقريبا."
    ),
    "« Elle m'a dit qu'un monsieur lui demande des photos. »": (
        "«قالت لي إن رجلا يطلب منها صورا.»"
    ),
    "Lèvre ouverte, se tient le côté.": "شفته مجروحة، يمسك جنبه.",
    "La maîtresse l'a vue pleurer plusieurs matins.": "رأتها المعلمة تبكي عدة صباحات.",
}
_ASSESSMENTS = {
    "Père décédé, d'après la grand-mère.": "الأب متوفى، حسب الجدة.",
    "La grand-mère maternelle garde l'enfant jusqu'à demain.": (
        "تتكفل الجدة من جهة الأم بالطفلة إلى الغد."
    ),
    "Coups répétés avec un objet ; l'auteur présumé vit sous le même "
    "toit ; un frère de 4 ans est exposé.": (
        "ضرب متكرر بأداة؛ المشتبه فيه يعيش تحت السقف نفسه؛ أخ عمره 4 سنوات معرض أيضا."
    ),
    "Souhaite rester chez sa grand-mère (dit à l'éducatrice).": (
        "ترغب في البقاء عند جدتها (قالته للمربية)."
    ),
    "Attendre l'avis de l'UPE : la mère vit avec l'auteur présumé.": (
        "انتظار رأي وحدة حماية الطفولة: الأم تعيش مع المشتبه فيه."
    ),
    "UPE / CAPE de Salé": "وحدة حماية الطفولة / مركز المواكبة بسلا",
    "Évaluer et protéger": "التقييم والحماية",
    "Garde l'enfant ; appelle le 19 si quelqu'un vient le chercher": (
        "ترعى الطفلة؛ تتصل بالرقم 19 إذا حضر أحد لأخذها"
    ),
    "Dès ce soir": "ابتداء من هذا المساء",
    "L'enfant doit être à l'abri des coups dès demain ; seule une autorité "
    "peut en décider.": (
        "يجب أن تكون الطفلة في مأمن من الضرب ابتداء من الغد؛ ولا تقرر ذلك إلا السلطة."
    ),
    "À la demande de l'UPE, après son avis.": (
        "بطلب من وحدة حماية الطفولة، بعد إبداء رأيها."
    ),
}
_FOLLOWED = {
    "Mettre l'enfant à l'abri": "وضع الطفلة في مأمن",
    "Vit chez sa grand-mère, va à l'école tous les jours.": (
        "تعيش عند جدتها، وتذهب إلى المدرسة كل يوم."
    ),
    "Souhaite rester chez sa grand-mère.": "ترغب في البقاء عند جدتها.",
    "Voir la maîtresse": "لقاء المعلمة",
    "Le même enfant a déjà un dossier, suivi par la même personne.": (
        "للطفلة نفسها ملف من قبل، يتتبعه الشخص نفسه."
    ),
    "Première visite jeudi": "الزيارة الأولى يوم الخميس",
    "Vers les urgences pédiatriques": "نحو مستعجلات الأطفال",
    "Mot de la maîtresse": "كلمة المعلمة",
    "Salma n'est pas venue mardi ni mercredi.\n"
    "Jeudi elle s'est endormie deux fois en classe.\n"
    "قالت لي إنها لم تنم جيدا.\n": (
        "لم تحضر سلمى يومي الثلاثاء والأربعاء.\nنامت مرتين في القسم يوم الخميس.\n"
        "قالت لي إنها لم تنم جيدا.\n"
    ),
    "Langue des signes, images": "لغة الإشارة، صور",
    "A demandé de l'aide elle-même.": "طلبت المساعدة بنفسها.",
    "le matin": "صباحا",
    "que l'enfant est suivie": "أن الطفلة متتبعة",
    "le beau-père est à la maison": "زوج الأم موجود في البيت",
    "Ce qui s'est passé": "ما وقع",
}
_SHEETS = {
    "L'enfant a dit d'elle-même à l'éducatrice être frappée "
    "avec une ceinture par le mari de sa mère quand celle-ci travaille. Une marque "
    "bleue à l'avant-bras gauche a été vue. Un frère de 4 ans vit au même foyer. "
    "L'enfant est chez sa grand-mère maternelle jusqu'à demain midi.": (
        "صرحت الطفلة تلقائيا للمربية بأن زوج أمها يضربها بالحزام عندما تكون الأم في "
        "العمل. لوحظت علامة زرقاء على الساعد الأيسر. يعيش في البيت نفسه أخ عمره 4 "
        "سنوات. توجد الطفلة عند جدتها لأمها إلى غاية منتصف نهار الغد."
    ),
    "L'auteur présumé vit sous le même toit ; faits répétés.": (
        "المشتبه فيه يعيش تحت السقف نفسه؛ وقائع متكررة."
    ),
    "Rester en lien avec la grand-mère et accueillir l'enfant.": (
        "البقاء على اتصال بالجدة واستقبال الطفلة."
    ),
    "Recevoir l'enfant cette semaine et nous dire la suite.": (
        "استقبال الطفلة هذا الأسبوع وإخبارنا بالمآل."
    ),
    "L'enfant a besoin d'être écoutée par une personne du métier.": (
        "تحتاج الطفلة إلى أن يستمع إليها شخص مختص."
    ),
    "3e année du primaire": "السنة الثالثة ابتدائي",
    "Absente mardi et mercredi. Elle rentre avec sa grand-mère.": (
        "غابت يومي الثلاثاء والأربعاء. تعود مع جدتها."
    ),
    "L'enfant a dit d'elle-même à l'éducatrice être frappée. Une marque "
    "bleue à l'avant-bras gauche a été vue. Elle est chez sa grand-mère.": (
        "صرحت الطفلة تلقائيا للمربية بأنها تُضرب. لوحظت علامة زرقاء على الساعد الأيسر. "
        "توجد عند جدتها."
    ),
    "Voir comment va l'enfant chez sa grand-mère.": "معرفة حال الطفلة عند جدتها.",
    "Vient chaque jour à l'école. Dort mieux, dit la grand-mère.": (
        "تحضر كل يوم إلى المدرسة. تنام أفضل، حسب الجدة."
    ),
    "La grand-mère tient bon ; le trajet lui pèse.": "الجدة صامدة؛ يثقل عليها التنقل.",
    "Suivi terminé.": "انتهى التتبع.",
    "Entretien avec l'enfant et sa grand-mère": "مقابلة مع الطفلة وجدتها",
    "De vive voix ; dit être rassurée.": "شفويا؛ تقول إنها مطمئنة.",
}
_SAID = {**_SHEETS, **_PEOPLE, **_PLACES, **_CONCERNS, **_ASSESSMENTS, **_FOLLOWED}
