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
about-calculated = Rekna ut til saman
about-decided = Fastsett til saman
about-adjusted = Beløp endra av ein saksbehandlar
about-decision-hash = Hashen til vedtaket

# Kva som er endra sidan i fjor, og kva dei to neste åra ville ha gjeve.
explain-since-same = Beløpet er det same som i fjor: { $amount }.
explain-since-floor = I fjor var beløpet { $last }, i år { $amount }. Reglane lèt det ikkje falle meir enn dette på eitt år.
explain-since-ceiling = I fjor var beløpet { $last }, i år { $amount }. Reglane lèt det ikkje stige meir enn dette på eitt år.
explain-since-full = I fjor var beløpet { $last }, i år { $amount }: alt som kunne givast.
explain-since-bound = I fjor var beløpet { $last }, i år { $amount }. Ei anna grense i reglane sette beløpet i år.
explain-since-level = I fjor var beløpet { $last }, i år { $amount }: det ramma i år rakk til etter same regel for alle.
explain-since-last = I fjor var beløpet { $last }, i år { $amount }: det som var att av ramma.
explain-since-nothing = I fjor var beløpet { $last }. I år nådde ikkje søknaden opp.
explain-since-adjusted = I fjor var beløpet { $last }, i år { $amount }, fastsett av ein sakshandsamar.
explain-ahead = Om dei same søkjer om det same, og ramma og reglane er som i år, vert beløpet { $next } neste år og { $after } året etter. Dette er ikkje ein lovnad.
explain-ahead-adjusted = Om dei same søkjer om det same, og ramma og reglane er som i år, vert beløpet { $next } neste år og { $after } året etter, rekna frå det som er fastsett, { $amount }. Rekna frå det fordelinga kom til, { $calculated }, ville det vorte { $calculated-next } og { $calculated-after }. Dette er ikkje ein lovnad.
