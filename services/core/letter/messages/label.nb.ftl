# Ordene i oppsettet av et brev.
label-date = Dato
label-case = Saksnummer
label-decision = Vedtak
label-officer = Saksbehandler
label-organisation = org.nr.
label-page = Side
label-of = av
label-closing = Med hilsen
label-approved = Brevet er godkjent elektronisk og har ingen håndskrevne underskrifter.
label-date-value = { $date }
