# Rapporten om fordelingen: tekstene på siden.

# Selve siden.
report-skip = Hopp til innholdet
report-kind-of-page = rapport om fordelingen
report-title = { $applicants ->
    [one] Fordeling av { $budget } til { $applicants } søker
   *[other] Fordeling av { $budget } mellom { $applicants } søkere
}
report-file = Fil
report-lead = { $stage ->
    [approved] Hvor rettferdig og forutsigbar fordelingen er. Tallene beskriver vedtaket; ingen av dem inngår i beregningen.
    [proposed] Hvor rettferdig og forutsigbar fordelingen er. Tallene beskriver forslaget; ingen av dem inngår i beregningen.
   *[other] Hvor rettferdig og forutsigbar fordelingen er. Tallene beskriver den; ingen av dem inngår i beregningen.
}
report-contents = Innhold
report-withheld = skjermet
report-withheld-note = Tall om færre enn fem er skjermet. Der bare én gruppe er så liten, er også den nest minste skjermet, så tallet ikke kan regnes ut.

# Enheter.
report-places = { $places ->
    [one] { $places } plass
   *[other] { $places } plasser
}
report-unit-kroner = kr
report-unit-places = plasser
report-unit-parts = enheter
report-million = { $number } mill.
report-billion = { $number } mrd.
report-percent = { $number } %
report-days = { $days ->
    [one] { $days } dag
   *[other] { $days } dager
}

# Ord i flere tabeller.
report-applicant = Søker
report-applicants = Søkere
report-claims = Søknadene
report-awards = Tilskuddene
report-claimed = Søkt om
report-awarded = Tildelt
report-funded = Fikk tilskudd
report-share-funded = Andel som fikk
report-need-met = Dekket av behovet
report-group = Gruppe
report-figure = Mål
report-value = Verdi
report-key = Hovedtall
report-gini-per-claim = Ulikhet i dekning (Gini)
report-predictability = Forutsigbarhet

# Ulikhet.
report-inequality = Hvor likt er det fordelt?
report-lorenz-title = Lorenzkurve for tilskuddene og søknadene
report-lorenz-description = Vannrett: andel av søkerne, de minste først. Loddrett: deres andel av beløpet. Den rette linjen er helt lik fordeling; jo lenger kurven henger under, desto ulikere. Tallene står i tabellen under.
report-lorenz-caption = Henger kurven for tilskuddene nærmere den rette linjen enn kurven for søknadene, er tilskuddene jevnere fordelt enn det som ble søkt om.
report-lorenz-x = Andel av søkerne
report-lorenz-y = Andel av beløpet
report-lorenz-even = Helt likt
report-inequality-table = Mål på ulikhet
report-of = Ulikhet i
report-units = Antall enheter
report-gini = Gini
report-gini-corrected = Gini, n/(n−1)
report-hoover = Hoover
report-jain = Jain
report-row-award = tilskudd
report-row-per-claim = tilskudd per søkt krone eller plass
report-row-per-inhabitant = tilskudd per innbygger i kommunene
report-theil-table = Ulikhet mellom og innenfor fylker
report-theil = Theil T
report-theil-between = Mellom fylker
report-theil-within = Innenfor fylker

# Tilskudd mot søknad.
report-tens = Aksene går i tiere: hvert merke er ti ganger det forrige.
report-claim-title = Tilskudd mot søknad
report-claim-description = Et punkt for hver søker, eller for mange som ligger nær hverandre. Vannrett: hva det ble søkt om. Loddrett: hva som ble tildelt. På den stiplede linjen fikk søkeren alt. Tallene står i tabellen under.
report-claim-caption = Punkter på den vannrette aksen er avslag. Større punkter står for flere søkere.
report-claim-x = Søkt om ({ $unit })
report-claim-y = Tildelt ({ $unit })
report-claim-diagonal = fikk alt
report-claim-table = Tilskudd etter søknadens størrelse
report-claim-range = Søkt, fra – til
report-fifths = Femdel av søkerne
report-fifth = { $fifth ->
    [1] de minste søknadene
    [5] de største søknadene
   *[other] { $fifth }. femdel
}
report-awarded-of-claimed = Tildelt av søkt

# Hvem som ble nådd.
report-county-title = Tilskudd etter fylke
report-county-description = En stolpe for hvert fylke: summen av tilskuddene. Fylker med for få søkere er skjermet. Tallene står i tabellen under.
report-county-caption = Summen av tilskuddene i hvert fylke ({ $unit }).
report-county-table = Hvem som ble nådd, etter fylke
report-groups = Hvem ble nådd?
report-size-table = Hvem som ble nådd, etter kommunens innbyggertall
report-kind-table = Hvem som ble nådd, etter type søker
report-parity-equal = Lik sjanse: alle grupper med minst fem søkere fikk tilskudd like ofte.
report-parity = Lik sjanse: { $lowest } fikk tilskudd { $ratio } ganger så ofte som { $highest }. Det er ikke under 0,8-grensen.
report-parity-flagged = Varsel om ulik sjanse: { $lowest } fikk tilskudd bare { $ratio } ganger så ofte som { $highest }. Under 0,8 bør årsaken finnes.
report-size-below = under { $limit }
report-size-between = { $from }–{ $to }
report-size-above = { $from } og over
report-parity-withheld = Lik sjanse: { $lowest } fikk tilskudd sjeldnere enn { $highest }, men ikke under 0,8-grensen. Forholdet er skjermet.
report-parity-flagged-withheld = Varsel om ulik sjanse: { $lowest } fikk tilskudd mindre enn 0,8 ganger så ofte som { $highest }. Forholdet er skjermet; årsaken bør finnes.
report-per-inhabitant = Tilskudd per innbygger
report-per-inhabitant-table = Per innbygger ({ $unit }), etter kommunens innbyggertall
report-inhabitants = Innbyggere
report-municipalities = Kommuner
report-applying = Med søkere
report-overall = Hele klassen
report-median = Median
report-p10 = 10-prosentil
report-p90 = 90-prosentil
report-max-to-min = Høyeste delt på laveste
report-small-to-large = De minste kommunene fikk { $ratio } ganger så mye per innbygger som de største.
report-never-applying = Kommuner uten søkere: { $number }.

# I fjor.
report-last-year-title = I år mot i fjor
report-last-year-description = Et punkt for hver som søkte begge år, eller for mange som ligger nær hverandre. Vannrett: tilskuddet i fjor. Loddrett: tilskuddet i år. På den stiplede linjen er de like. Tallene står i tabellene under.
report-last-year-caption = Under den stiplede linjen gikk tilskuddet ned, over den gikk det opp.
report-last-year-x = I fjor ({ $unit })
report-last-year-y = I år ({ $unit })
report-last-year-diagonal = uendret
report-bands-table = Endring fra i fjor
report-band = Endring
report-band-lost-all = mistet alt
report-band-lost-20 = mistet mer enn 20 %
report-band-lost-10 = mistet 10–20 %
report-band-lost-5 = mistet 5–10 %
report-band-same = innenfor 5 % opp eller ned
report-band-won-5 = økte 5–20 %
report-band-won-20 = økte mer enn 20 %
report-band-new = fikk ikke i fjor
report-last-year-unknown = Ikke med her, fordi det ikke står om de fikk noe i fjor: { $number }.
report-change-table = Forutsigbarhet
report-in-both-years = Søkte begge år
report-losing-5 = Mistet mer enn 5 %, av dem som fikk i fjor
report-losing-10 = Mistet mer enn 10 %
report-losing-20 = Mistet mer enn 20 %
report-changing-30 = Endret mer enn 30 %, opp eller ned
report-mean-change = Gjennomsnittlig endring
report-inside-band = Innenfor intervallet som ble oppgitt før fristen

# Scenarier.
report-scenarios = Hvem vinner og taper på andre løsninger?
report-scenarios-plot = Vunnet og tapt i hvert scenario
report-scenarios-description = To stolper for hvert scenario, sammenliknet med { $stage ->
    [approved] vedtaket
    [proposed] forslaget
   *[other] fordelingen
}: til venstre det noen taper, til høyre det noen vinner. Tallene står i tabellen under.
report-scenarios-caption = Summen av alle tap og alle gevinster mot { $stage ->
    [approved] vedtaket
    [proposed] forslaget
   *[other] fordelingen
} ({ $unit }).
report-scenarios-table = Scenariene mot { $stage ->
    [approved] vedtaket
    [proposed] forslaget
   *[other] fordelingen
}
report-scenario = Scenario
report-proposed = { $stage ->
    [approved] Vedtaket
    [proposed] Forslaget
   *[other] Fordelingen
}
report-proposed-amount = { $stage ->
    [approved] Vedtaket
    [proposed] Forslaget
   *[other] Fordelingen
}
report-in-scenario = I scenariet
report-difference = Forskjell
report-lost = Taper
report-gained = Vinner
report-moved = Flyttet
report-winners = Vinnere
report-losers = Tapere
report-largest-gain = Største gevinst
report-largest-loss = Største tap
report-who-table = Størst gevinst og tap: { $scenario }

# Behandlingen.
report-handling = Konsentrasjon, varsel og begrunnelse
report-handling-table = Andre mål
report-top-5 = De fem største tilskuddenes andel
report-top-10 = De ti største tilskuddenes andel
report-hhi = Konsentrasjon (Herfindahl–Hirschman)
report-institution-based = Andel til institusjonsbaserte tiltak
report-new-entrants = Andel til nye mottakere
report-median-notice = Dager fra vedtak til tilskuddsåret, median
report-least-notice = Dager fra vedtak til tilskuddsåret, kortest
report-notified-in-time = Andel som fikk vite det før tilskuddsåret
report-committed-beyond = Andel av pengene bundet for mer enn ett år
report-indicated-next = Antydet for neste år
report-indicated-after = Antydet for året etter
report-reasoned-refusals = Avslag med begrunnelse i et kriterium
report-unexplained-overrides = Avvik fra innstillingen uten begrunnelse
report-equal-treatment = Like poeng, likt utfall

# Hva tallene betyr.
report-explanations = Hva tallene betyr
report-explain-gini = Gjennomsnittlig forskjell mellom to søkere, delt på to ganger gjennomsnittet. 0 er helt likt. Ganget med n/(n−1) er 1 at én har alt.
report-explain-hoover = Andelen av pengene som måtte flyttes for at alle skulle ha like mye, eller like mye per søkt beløp eller innbygger.
report-explain-jain = Kvadratet av summen delt på n ganger summen av kvadratene. 1 er helt likt, 1/n at én har alt.
report-explain-theil = Måler ulikhet slik at delen mellom fylker og delen innenfor fylker til sammen er hele. 0 er helt likt.
report-explain-need-met = Tildelt delt på søkt, der hvert tilskudd regnes med opp til det som ble søkt om.
report-explain-parity-name = Lik sjanse
report-explain-parity = Laveste andel som fikk tilskudd, delt på høyeste, blant grupper med minst fem søkere. Under 0,8 varsles det.
report-explain-hhi = Summen av kvadratene av hver mottakers andel. 1 er at én har alt.
report-explain-predictability = 1 minus summen av alle endringer delt på summen av begge års tilskudd, for dem som søkte begge år. 1 er at ingenting ble endret.

# Hva en kjøring heter.
report-call = Utlysning
report-state = Status
report-standing = { $stage ->
    [approved] Vedtatt { $date } av { $approver }, foreslått av { $proposer }
    [proposed] Foreslått { $date } av { $proposer }, ikke vedtatt
   *[other] Beregnet { $date }, ikke foreslått
}
report-rule = Regel
report-budget = Ramme
report-floors-cut = Gulv kuttet til denne delen av det de er
report-concern-cap = Tak for hvert konsern
report-engine = Motor
report-run = Kjøring
rule-proportional = Samme andel av søknadsbeløpet til alle
rule-equal-awards = Like mye til alle, men ikke over søknadsbeløpet
rule-equal-losses = Like stort kutt til alle
rule-talmud = Talmud: like mye opp til halve søknadsbeløpet, deretter likt kutt
rule-weighted-proportional = I forhold til vekten
rule-weighted-equal-awards = I forhold til vekten, men ikke over søknadsbeløpet
rule-base-proportional = Grunnbeløp, og resten i forhold til søknadsbeløpet
rule-ranked-stop = Etter poeng; stopper ved den første det ikke er plass til
rule-ranked-partial = Etter poeng; den siste får det som er igjen
rule-ranked-offer-reduced = Etter poeng; det som er igjen, tilbys nedover listen
rule-ranked-skip = Etter poeng; den det ikke er plass til, hoppes over
rule-knapsack = Det utvalget av hele søknader som samlet får flest poeng
rule-sainte-lague = Hele plasser, Sainte-Laguë
rule-modified-sainte-lague = Hele plasser, modifisert Sainte-Laguë
rule-largest-remainder = Hele plasser, største rest
rule-dhondt = Hele plasser, D’Hondt
rule-huntington-hill = Hele plasser, Huntington–Hill
rule-adams = Hele plasser, Adams
rule-dean = Hele plasser, Dean
