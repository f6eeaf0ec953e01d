# Aktivisering og arbeidstrening: nynorsk.

scheme-title = Tilskot til aktivisering og arbeidstrening
scheme-purpose = Ordninga skal medverke til nye tiltak og nye metodar for aktivisering og arbeidstrening av menneske som har lita eller inga tilknyting til arbeidsmarknaden.
scheme-target-group = Menneske langt frå arbeidslivet, ofte sosialt ekskluderte. Menneske med rusproblem og tidlegare rusavhengige er særleg prioriterte.
scheme-goal-criteria = Kor mange deltakarar som byrjar og fullfører, og kva dei går til: ordinært arbeid, tiltak, utdanning, annan aktivitet eller ingenting; særskilt for menneske med rusproblem.
scheme-follow-up = Årleg rapport med rekneskap, melding frå revisor og prosjektrapport innan 31. mars. Midlar som ikkje er brukte, blir betalte tilbake.

sub-frame-projects = Prosjekt
class-continuation = Vidareføring av prosjekt, inntil tre år
class-new = Nye prosjekt

criterion-drug-target-group = Menneske med rusproblem i målgruppa
criterion-new-method = Ny metode
criterion-cooperation = Samarbeid med og bidrag frå kommune og NAV
criterion-work-path = Vegen til arbeid: kvalitet og mål
criterion-economy = Økonomi: kostnad for kvar deltakar

indicator-started = Deltakarar som byrja
indicator-completed = Deltakarar som fullførte
indicator-dropped-out = Deltakarar som fall frå
indicator-exit-ordinary-work-full-time = Til ordinært arbeid på heiltid
indicator-exit-ordinary-work-part-time = Til ordinært arbeid på deltid
indicator-exit-measure = Til arbeidsmarknadstiltak
indicator-exit-education = Til utdanning
indicator-exit-activity = Til annan aktivitet
indicator-exit-nothing = Til ingenting
indicator-exit-unknown = Ukjent kva dei gjekk til
indicator-drug-started = Med rusproblem: byrja
indicator-drug-completed = Med rusproblem: fullførte
indicator-drug-dropped-out = Med rusproblem: fall frå
indicator-drug-exit-ordinary-work = Med rusproblem: til ordinært arbeid
indicator-drug-exit-nothing = Med rusproblem: til ingenting
indicator-hours = Timar aktivitet og trening
indicator-nav-referrals = Deltakarar viste frå NAV
indicator-satisfaction-answers = Deltakarar som svara på kor nøgde dei er
indicator-satisfied-answers = Deltakarar som er nøgde
indicator-full-time-equivalents = Årsverk som tilskotet finansierer, i hundredelar
indicator-full-time-equivalents-higher-education = Av dei med høgare utdanning, i hundredelar

# Funn: kven som kan søkje.
finding-training-applicant-kind = Søkjaren må vere ein frivillig organisasjon eller ei privat stifting.
finding-training-foundation-not-private = Stiftinga må vere privat.
finding-training-registration-contradicted = Skjemaet oppgjev registrering i Frivilligheitsregisteret { $registered }, men ifølgje registeret var organisasjonen ikkje registrert { $applied }.
finding-training-report-not-accepted = Rapporten for tilskotet i { $year } er ikkje godkjend.

# Funn: prosjektet.
finding-training-too-many-years = Dette er år nummer { $year } for prosjektet. Det kan gjevast tilskot i høgst { $most } år.
finding-training-new-in-later-year = Prosjektet er oppgjeve som nytt, men dette er år nummer { $year }.
finding-training-continuation-in-first-year = Prosjektet er oppgjeve som vidareføring, men dette er år nummer { $year }.
finding-training-continuation-unconfirmed = Søkjaren fekk ikkje tilskot her i { $year }. Kontroller at prosjektet er ei vidareføring.
finding-training-already-started = Prosjektet byrja { $start }. Det blir ikkje gjeve tilskot til noko som er påbyrja.
finding-training-starts-before-decision = Prosjektet byrjar { $start }, før det kan gjerast vedtak: søknadsfristen er { $deadline }.
finding-training-ordinary-operation = Det blir ikkje gjeve tilskot til ordinær drift.
finding-training-commercial = Det blir ikkje gjeve tilskot til kommersiell verksemd.
finding-training-no-direct-offer = Prosjektet må vere eit direkte tilbod til målgruppa.
finding-training-method-not-described = Eit nytt prosjekt må skildre kva som er nytt i metoden.
finding-training-cooperation-missing = Det er ingen signert avtale eller intensjonsavtale med kommune eller NAV. Han må vere på plass i år nummer { $from_year }; dette er år nummer { $year }.
finding-training-cooperation-ahead = Det er ingen signert avtale eller intensjonsavtale med kommune eller NAV enno. Han må vere på plass i år nummer { $from_year }; dette er år nummer { $year }.
finding-training-municipality-unknown = Kommune { $municipality } finst ikkje { $date }.
finding-training-agreement-not-attached = Samarbeidsavtalen er ikkje lagd ved.
finding-training-intent-not-attached = Intensjonsavtalen er ikkje lagd ved.
finding-training-same-activity = Det er søkt om tilskot til sosialt entreprenørskap for same aktivitet: «{ $activity }». Det kan ikkje gjevast tilskot frå begge ordningane.
finding-training-sought-from-entrepreneurship = Det er også søkt om tilskot til sosialt entreprenørskap for «{ $activity }».
finding-training-sought-from-poverty-projects = Det er også søkt om tilskot til prosjekt mot fattigdom for «{ $activity }».
finding-training-sought-elsewhere = Det er også søkt om eit anna offentleg tilskot for «{ $activity }».

# Funn: pengar.
finding-training-lines-left-out = Budsjettlinjer for ordinær drift, { $amount }, blir ikkje rekna med.
finding-training-double-funding = Prosjektet kostar { $cost }, men får { $public } i offentlege midlar når dette tilskotet blir rekna med.
finding-training-state-aid-paused = Verksemda er økonomisk, og bagatellmessig støtte er sett på pause.
finding-training-state-aid-reduces = Det kan gjevast høgst { $room } i bagatellmessig støtte: { $used } av { $limit } euro er brukte.
finding-training-state-aid-used-up = Det kan ikkje gjevast meir bagatellmessig støtte: { $used } av { $limit } euro er brukte.
finding-training-nothing-to-grant = Andre dekkjer heile kostnaden, eller alt er ordinær drift. Det er ikkje noko å gje tilskot til.

# Funn: rapport.
finding-training-project-report-missing = Prosjektrapporten er ikkje lagd ved.
finding-training-line-missing = Rekneskapen manglar budsjettlinja { $line } på { $budget }.
finding-training-line-of-ordinary-operation = Rekneskapslinja { $line } på { $amount } er ordinær drift, som tilskotet ikkje dekkjer.
finding-training-nobody-started = Ingen deltakarar byrja. Det var planlagt { $planned }.
finding-training-prioritised-group-not-reached = Ingen med rusproblem byrja. Det var planlagt { $planned }.

# Funn: kjøp av plassar.
finding-training-no-published-rate = Ingen sats er publisert for denne typen plass i { $year }. Oppgje prisen som er avtalt.
finding-training-used-above-bought = Det er brukt { $used } plassmånader, men berre kjøpt { $bought }.

# Utrekning.
step-eligible-cost = Kostnad { $cost } utan ordinær drift på { $ordinary }.
step-need = Det som står att når andre betaler { $others }.
step-state-aid-paused = Bagatellmessig støtte er sett på pause.
step-state-aid-room = Bagatellmessig støtte: { $used } av { $limit } euro er brukte, og det kan gjevast høgst { $room }.
step-lower-of-calculation-and-request = Det lågaste av utrekna { $calculated } og søkt { $requested }.

# Vilkår.
condition-purpose = Tilskotet på { $granted } går til prosjektet «{ $project }», som eit direkte tilbod til målgruppa.
condition-participants = Det skal vere plass til { $places } om gongen, og det er planlagt { $participants } deltakarar.
condition-not-started = Prosjektet skal ikkje vere påbyrja før vedtaket { $date }.
condition-not-ordinary-operation = Tilskotet kan ikkje brukast til ordinær drift og ikkje overførast til drifta.
condition-not-commercial = Tilskotet kan ikkje brukast til kommersiell verksemd.
condition-not-same-activity = Det kan ikkje takast imot tilskot til sosialt entreprenørskap for same aktivitet.
condition-state-aid = Tilskotet på { $granted } er bagatellmessig støtte, rekna om med { $rate } kroner for ein euro. Føretaket kan til saman få { $limit } euro frå alle offentlege gjevarar i tre år, og må opplyse om tilskotet når det søkjer ny støtte.
condition-year = Dette er år { $year } av høgst { $most }.
condition-continuation = Vidareføring krev ny søknad. Ho blir prioritert framfor nye prosjekt, med atterhald om budsjettvedtaket til Stortinget.
condition-last-year = Dette er det siste året prosjektet kan få tilskot.
condition-cooperation = Avtale eller intensjonsavtale med kommune eller NAV må vere på plass i år nummer { $year }.
condition-acceptance = Tilskotet må aksepterast, med kontonummer, seinast { $date }.
condition-payment = Tilskotet blir betalt ut når signert aksept er motteken.
condition-budget-reservation = Det er teke atterhald om budsjettvedtaket til Stortinget.
condition-report = Rapport med rekneskap og prosjektrapport skal leverast seinast { $date }.
condition-auditor = Meldinga frå revisor skal leggjast ved.
condition-unused = Midlar som ikkje er brukte, blir betalte tilbake.
condition-control = Det kan kontrollerast at tilskotet blir brukt som føresett.

# Tags of commitments.
plan-line-activity-and-work = Aktivitet og arbeid
target-group-drug-problems = Personar med rusproblem
target-group-former-prisoners = Lauslatne
target-group-youth = Ungdom
target-group-homeless = Bustadlause
target-group-refugees = Flyktningar og innvandrarar
target-group-other = Andre
measure-new = Nytt prosjekt
measure-continuation = Vidareføring
