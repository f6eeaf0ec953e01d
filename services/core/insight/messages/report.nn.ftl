# Rapporten om fordelinga: tekstene på sida.

# Sjølve sida.
report-skip = Hopp til innhaldet
report-kind-of-page = rapport om fordelinga
report-title = { $applicants ->
    [one] Fordeling av { $budget } til { $applicants } søkjar
   *[other] Fordeling av { $budget } mellom { $applicants } søkjarar
}
report-file = Fil
report-lead = { $stage ->
    [approved] Kor rettferdig og føreseieleg fordelinga er. Tala skildrar vedtaket; ingen av dei går inn i utrekninga.
    [proposed] Kor rettferdig og føreseieleg fordelinga er. Tala skildrar framlegget; ingen av dei går inn i utrekninga.
   *[other] Kor rettferdig og føreseieleg fordelinga er. Tala skildrar henne; ingen av dei går inn i utrekninga.
}
report-contents = Innhald
report-withheld = skjerma
report-withheld-note = Tal om færre enn fem er skjerma. Der berre éi gruppe er så lita, er òg den nest minste skjerma, så talet ikkje kan reknast ut.

# Einingar.
report-places = { $places ->
    [one] { $places } plass
   *[other] { $places } plassar
}
report-unit-kroner = kr
report-unit-places = plassar
report-unit-parts = einingar
report-million = { $number } mill.
report-billion = { $number } mrd.
report-percent = { $number } %
report-days = { $days ->
    [one] { $days } dag
   *[other] { $days } dagar
}

# Ord i fleire tabellar.
report-applicant = Søkjar
report-applicants = Søkjarar
report-claims = Søknadene
report-awards = Tilskota
report-claimed = Søkt om
report-awarded = Tildelt
report-funded = Fekk tilskot
report-share-funded = Del som fekk
report-need-met = Dekt av behovet
report-group = Gruppe
report-figure = Mål
report-value = Verdi
report-key = Hovudtal
report-gini-per-claim = Ulikskap i dekning (Gini)
report-predictability = Føreseielegheit

# Ulikskap.
report-inequality = Kor likt er det fordelt?
report-lorenz-title = Lorenzkurve for tilskota og søknadene
report-lorenz-description = Vassrett: del av søkjarane, dei minste først. Loddrett: deira del av beløpet. Den rette linja er heilt lik fordeling; di lenger kurva heng under, di ulikare. Tala står i tabellen under.
report-lorenz-caption = Heng kurva for tilskota nærare den rette linja enn kurva for søknadene, er tilskota jamnare fordelte enn det som vart søkt om.
report-lorenz-x = Del av søkjarane
report-lorenz-y = Del av beløpet
report-lorenz-even = Heilt likt
report-inequality-table = Mål på ulikskap
report-of = Ulikskap i
report-units = Tal på einingar
report-gini = Gini
report-gini-corrected = Gini, n/(n−1)
report-hoover = Hoover
report-jain = Jain
report-row-award = tilskot
report-row-per-claim = tilskot per søkt krone eller plass
report-row-per-inhabitant = tilskot per innbyggjar i kommunane
report-theil-table = Ulikskap mellom og innanfor fylke
report-theil = Theil T
report-theil-between = Mellom fylke
report-theil-within = Innanfor fylke

# Tilskot mot søknad.
report-tens = Aksane går i tiarar: kvart merke er ti gonger det førre.
report-claim-title = Tilskot mot søknad
report-claim-description = Eit punkt for kvar søkjar, eller for mange som ligg nær kvarandre. Vassrett: kva det vart søkt om. Loddrett: kva som vart tildelt. På den stipla linja fekk søkjaren alt. Tala står i tabellen under.
report-claim-caption = Punkt på den vassrette aksen er avslag. Større punkt står for fleire søkjarar.
report-claim-x = Søkt om ({ $unit })
report-claim-y = Tildelt ({ $unit })
report-claim-diagonal = fekk alt
report-claim-table = Tilskot etter storleiken på søknaden
report-claim-range = Søkt, frå – til
report-fifths = Femdel av søkjarane
report-fifth = { $fifth ->
    [1] dei minste søknadene
    [5] dei største søknadene
   *[other] { $fifth }. femdel
}
report-awarded-of-claimed = Tildelt av søkt

# Kven som vart nådde.
report-county-title = Tilskot etter fylke
report-county-description = Ei stolpe for kvart fylke: summen av tilskota. Fylke med for få søkjarar er skjerma. Tala står i tabellen under.
report-county-caption = Summen av tilskota i kvart fylke ({ $unit }).
report-county-table = Kven som vart nådde, etter fylke
report-groups = Kven vart nådde?
report-size-table = Kven som vart nådde, etter innbyggjartalet i kommunen
report-kind-table = Kven som vart nådde, etter type søkjar
report-parity-equal = Lik sjanse: alle grupper med minst fem søkjarar fekk tilskot like ofte.
report-parity = Lik sjanse: { $lowest } fekk tilskot { $ratio } gonger så ofte som { $highest }. Det er ikkje under 0,8-grensa.
report-parity-flagged = Varsel om ulik sjanse: { $lowest } fekk tilskot berre { $ratio } gonger så ofte som { $highest }. Under 0,8 bør ein finne årsaka.
report-size-below = under { $limit }
report-size-between = { $from }–{ $to }
report-size-above = { $from } og over
report-parity-withheld = Lik sjanse: { $lowest } fekk tilskot sjeldnare enn { $highest }, men ikkje under 0,8-grensa. Forholdet er skjerma.
report-parity-flagged-withheld = Varsel om ulik sjanse: { $lowest } fekk tilskot mindre enn 0,8 gonger så ofte som { $highest }. Forholdet er skjerma; ein bør finne årsaka.
report-per-inhabitant = Tilskot per innbyggjar
report-per-inhabitant-table = Per innbyggjar ({ $unit }), etter innbyggjartalet i kommunen
report-inhabitants = Innbyggjarar
report-municipalities = Kommunar
report-applying = Med søkjarar
report-overall = Heile klassen
report-median = Median
report-p10 = 10-prosentil
report-p90 = 90-prosentil
report-max-to-min = Høgaste delt på lågaste
report-small-to-large = Dei minste kommunane fekk { $ratio } gonger så mykje per innbyggjar som dei største.
report-never-applying = Kommunar utan søkjarar: { $number }.

# I fjor.
report-last-year-title = I år mot i fjor
report-last-year-description = Eit punkt for kvar som søkte begge år, eller for mange som ligg nær kvarandre. Vassrett: tilskotet i fjor. Loddrett: tilskotet i år. På den stipla linja er dei like. Tala står i tabellane under.
report-last-year-caption = Under den stipla linja gjekk tilskotet ned, over henne gjekk det opp.
report-last-year-x = I fjor ({ $unit })
report-last-year-y = I år ({ $unit })
report-last-year-diagonal = uendra
report-bands-table = Endring frå i fjor
report-band = Endring
report-band-lost-all = mista alt
report-band-lost-20 = mista meir enn 20 %
report-band-lost-10 = mista 10–20 %
report-band-lost-5 = mista 5–10 %
report-band-same = innanfor 5 % opp eller ned
report-band-won-5 = auka 5–20 %
report-band-won-20 = auka meir enn 20 %
report-band-new = fekk ikkje i fjor
report-last-year-unknown = Ikkje med her, fordi det ikkje står om dei fekk noko i fjor: { $number }.
report-change-table = Føreseielegheit
report-in-both-years = Søkte begge år
report-losing-5 = Mista meir enn 5 %, av dei som fekk i fjor
report-losing-10 = Mista meir enn 10 %
report-losing-20 = Mista meir enn 20 %
report-changing-30 = Endra meir enn 30 %, opp eller ned
report-mean-change = Gjennomsnittleg endring
report-inside-band = Innanfor intervallet som vart oppgitt før fristen

# Scenario.
report-scenarios = Kven vinn og taper på andre løysingar?
report-scenarios-plot = Vunne og tapt i kvart scenario
report-scenarios-description = To stolpar for kvart scenario, samanlikna med { $stage ->
    [approved] vedtaket
    [proposed] framlegget
   *[other] fordelinga
}: til venstre det nokon taper, til høgre det nokon vinn. Tala står i tabellen under.
report-scenarios-caption = Summen av alle tap og alle gevinstar mot { $stage ->
    [approved] vedtaket
    [proposed] framlegget
   *[other] fordelinga
} ({ $unit }).
report-scenarios-table = Scenarioa mot { $stage ->
    [approved] vedtaket
    [proposed] framlegget
   *[other] fordelinga
}
report-scenario = Scenario
report-proposed = { $stage ->
    [approved] Vedtaket
    [proposed] Framlegget
   *[other] Fordelinga
}
report-proposed-amount = { $stage ->
    [approved] Vedtaket
    [proposed] Framlegget
   *[other] Fordelinga
}
report-in-scenario = I scenarioet
report-difference = Skilnad
report-lost = Taper
report-gained = Vinn
report-moved = Flytta
report-winners = Vinnarar
report-losers = Taparar
report-largest-gain = Største gevinst
report-largest-loss = Største tap
report-who-table = Størst gevinst og tap: { $scenario }

# Handsaminga.
report-handling = Konsentrasjon, varsel og grunngiving
report-handling-table = Andre mål
report-top-5 = Delen til dei fem største tilskota
report-top-10 = Delen til dei ti største tilskota
report-hhi = Konsentrasjon (Herfindahl–Hirschman)
report-institution-based = Del til institusjonsbaserte tiltak
report-new-entrants = Del til nye mottakarar
report-median-notice = Dagar frå vedtak til tilskotsåret, median
report-least-notice = Dagar frå vedtak til tilskotsåret, kortast
report-notified-in-time = Del som fekk vite det før tilskotsåret
report-committed-beyond = Del av pengane bunden for meir enn eitt år
report-indicated-next = Antyda for neste år
report-indicated-after = Antyda for året etter
report-reasoned-refusals = Avslag med grunngiving i eit kriterium
report-unexplained-overrides = Avvik frå innstillinga utan grunngiving
report-equal-treatment = Like poeng, likt utfall

# Kva tala tyder.
report-explanations = Kva tala tyder
report-explain-gini = Gjennomsnittleg skilnad mellom to søkjarar, delt på to gonger gjennomsnittet. 0 er heilt likt. Gonga med n/(n−1) er 1 at éin har alt.
report-explain-hoover = Delen av pengane som måtte flyttast for at alle skulle ha like mykje, eller like mykje per søkt beløp eller innbyggjar.
report-explain-jain = Kvadratet av summen delt på n gonger summen av kvadrata. 1 er heilt likt, 1/n at éin har alt.
report-explain-theil = Måler ulikskap slik at delen mellom fylke og delen innanfor fylke til saman er heile. 0 er heilt likt.
report-explain-need-met = Tildelt delt på søkt, der kvart tilskot er rekna med opp til det som vart søkt om.
report-explain-parity-name = Lik sjanse
report-explain-parity = Lågaste del som fekk tilskot, delt på høgaste, blant grupper med minst fem søkjarar. Under 0,8 blir det varsla.
report-explain-hhi = Summen av kvadrata av delen til kvar mottakar. 1 er at éin har alt.
report-explain-predictability = 1 minus summen av alle endringar delt på summen av tilskota i begge åra, for dei som søkte begge år. 1 er at ingenting vart endra.

# Kva ei køyring heiter.
report-call = Utlysing
report-state = Status
report-standing = { $stage ->
    [approved] Vedteke { $date } av { $approver }, gjort framlegg om av { $proposer }
    [proposed] Gjort framlegg om { $date } av { $proposer }, ikkje vedteke
   *[other] Rekna ut { $date }, ikkje gjort framlegg om
}
report-rule = Regel
report-budget = Ramme
report-floors-cut = Golv kutta til denne delen av det dei er
report-concern-cap = Tak for kvart konsern
report-engine = Motor
report-run = Køyring
rule-proportional = Same del av søknadsbeløpet til alle
rule-equal-awards = Like mykje til alle, men ikkje over søknadsbeløpet
rule-equal-losses = Like stort kutt til alle
rule-talmud = Talmud: like mykje opp til halve søknadsbeløpet, deretter likt kutt
rule-weighted-proportional = I høve til vekta
rule-weighted-equal-awards = I høve til vekta, men ikkje over søknadsbeløpet
rule-base-proportional = Grunnbeløp, og resten i høve til søknadsbeløpet
rule-ranked-stop = Etter poeng; stoppar ved den fyrste det ikkje er plass til
rule-ranked-partial = Etter poeng; den siste får det som er att
rule-ranked-offer-reduced = Etter poeng; det som er att, vert tilbode nedover lista
rule-ranked-skip = Etter poeng; den det ikkje er plass til, vert hoppa over
rule-knapsack = Det utvalet av heile søknader som samla får flest poeng
rule-sainte-lague = Heile plassar, Sainte-Laguë
rule-modified-sainte-lague = Heile plassar, modifisert Sainte-Laguë
rule-largest-remainder = Heile plassar, største rest
rule-dhondt = Heile plassar, D’Hondt
rule-huntington-hill = Heile plassar, Huntington–Hill
rule-adams = Heile plassar, Adams
rule-dean = Heile plassar, Dean
