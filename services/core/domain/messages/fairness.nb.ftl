# Hva tildelingen ville blitt i forrige runde, fortalt før fristen.
explain-estimate-round = Anslaget er regnet på de { $count } andre søknadene i { $round }, etter reglene i den runden, med en ramme fra { $percent } prosent lavere til { $percent } prosent høyere enn den var. Søkerens egen søknad fra den runden er byttet ut med denne.
explain-estimate-claim = Slik søknaden står nå, kan det gis høyst { $claimed }.
explain-estimate-scores = Ingen vet hvilken poengsum søknaden får. Derfor står det ett anslag for hver av tre poengsummer fra forrige runde.
explain-estimate-no-promise = Dette er ikke et løfte og ikke et vedtak. Hvem som søker i år, hvor mye de søker om, hvor stor rammen blir og hvordan søknadene blir vurdert, kan gi et annet beløp. Beløpene er rundet av utover til hele tusen kroner.
explain-estimate-band = Tildelingen ville ligget mellom { $low } og { $high }.
explain-estimate-lower = Med { $score } poeng, nedre kvartil i forrige runde, ville tildelingen ligget mellom { $low } og { $high }.
explain-estimate-median = Med { $score } poeng, medianen i forrige runde, ville tildelingen ligget mellom { $low } og { $high }.
explain-estimate-upper = Med { $score } poeng, øvre kvartil i forrige runde, ville tildelingen ligget mellom { $low } og { $high }.

# Rapporten om en fordeling.
kind-municipality = Kommune
kind-foundation = Stiftelse
kind-company = Foretak
kind-voluntary-organisation = Frivillig organisasjon
kind-other = Annet
alternative-calculated = Slik det ble beregnet, før noe ble endret
about-calculated = Beregnet til sammen
about-decided = Fastsatt til sammen
about-adjusted = Beløp endret av en saksbehandler
about-decision-hash = Vedtakets hash

# Hva som er endret siden i fjor, og hva de to neste årene ville gitt.
explain-since-same = Beløpet er det samme som i fjor: { $amount }.
explain-since-floor = I fjor var beløpet { $last }, i år { $amount }. Reglene lar det ikke falle mer enn dette på ett år.
explain-since-ceiling = I fjor var beløpet { $last }, i år { $amount }. Reglene lar det ikke stige mer enn dette på ett år.
explain-since-full = I fjor var beløpet { $last }, i år { $amount }: alt som kunne gis.
explain-since-bound = I fjor var beløpet { $last }, i år { $amount }. En annen grense i reglene satte beløpet i år.
explain-since-level = I fjor var beløpet { $last }, i år { $amount }: det rammen i år rakk til etter samme regel for alle.
explain-since-last = I fjor var beløpet { $last }, i år { $amount }: det som var igjen av rammen.
explain-since-nothing = I fjor var beløpet { $last }. I år nådde ikke søknaden opp.
explain-since-adjusted = I fjor var beløpet { $last }, i år { $amount }, fastsatt av en saksbehandler.
explain-ahead = Om de samme søker om det samme, og rammen og reglene er som i år, blir beløpet { $next } neste år og { $after } året etter. Dette er ikke et løfte.
explain-ahead-adjusted = Om de samme søker om det samme, og rammen og reglene er som i år, blir beløpet { $next } neste år og { $after } året etter, regnet fra det som er fastsatt, { $amount }. Regnet fra det fordelingen kom til, { $calculated }, ville det blitt { $calculated-next } og { $calculated-after }. Dette er ikke et løfte.
