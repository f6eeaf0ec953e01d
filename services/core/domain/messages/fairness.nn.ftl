# Kva tildelinga ville ha vorte i førre runde, fortalt før fristen.
explain-estimate-round = Overslaget er rekna på dei { $count } andre søknadene i { $round }, etter reglane i den runden, med ei ramme frå { $percent } prosent lågare til { $percent } prosent høgare enn ho var. Søknaden frå søkjaren sjølv i den runden er bytt ut med denne.
explain-estimate-claim = Slik søknaden står no, kan det givast høgst { $claimed }.
explain-estimate-scores = Ingen veit kva poengsum søknaden får. Difor står det eitt overslag for kvar av tre poengsummar frå førre runde.
explain-estimate-no-promise = Dette er ikkje ein lovnad og ikkje eit vedtak. Kven som søkjer i år, kor mykje dei søkjer om, kor stor ramma vert og korleis søknadene vert vurderte, kan gje eit anna beløp. Beløpa er runda av utover til heile tusen kroner.
explain-estimate-band = Tildelinga ville ha lege mellom { $low } og { $high }.
explain-estimate-lower = Med { $score } poeng, nedre kvartil i førre runde, ville tildelinga ha lege mellom { $low } og { $high }.
explain-estimate-median = Med { $score } poeng, medianen i førre runde, ville tildelinga ha lege mellom { $low } og { $high }.
explain-estimate-upper = Med { $score } poeng, øvre kvartil i førre runde, ville tildelinga ha lege mellom { $low } og { $high }.

# Rapporten om ei fordeling.
kind-municipality = Kommune
kind-foundation = Stifting
kind-company = Føretak
kind-voluntary-organisation = Frivillig organisasjon
kind-other = Anna
alternative-calculated = Slik det vart rekna ut, før noko vart endra
