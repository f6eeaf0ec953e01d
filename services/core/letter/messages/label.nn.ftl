# Orda i oppsettet av eit brev.
label-date = Dato
label-case = Saksnummer
label-decision = Vedtak
label-officer = Saksbehandlar
label-organisation = org.nr.
label-page = Side
label-of = av
label-closing = Med helsing
label-approved = Brevet er godkjent elektronisk og har ingen handskrivne underskrifter.
label-date-value = { $date }
