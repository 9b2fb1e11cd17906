"""The domain: a child's case, from the first concern to the answer that comes back.

Glossary, English · French · Arabic (domain §1; proposals are listed in
resources/codes/TO-VALIDATE.md):

case · dossier · ملف              concern · inquiétude, recueil · تسجيل
sheet · fiche · بطاقة             referral · orientation, liaison · إحالة
step · étape · خطوة               stage · stade · مرحلة
disclosure · dévoilement · بوح     suspicion · doute · اشتباه
assessment · évaluation · تقييم    decision · décision · قرار
addressee · destinataire · المرسل إليه
return coupon · coupon de retour · قسيمة الرد
journal · journal · سجل           vault · coffre · خزنة
desk · bureau · مكتب: the one door between a person and the records
drop · dépôt scellé: what its author can write but no longer read
"""
