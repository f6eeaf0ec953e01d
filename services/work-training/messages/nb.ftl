# Aktivisering og arbeidstrening: bokmål.

scheme-title = Tilskudd til aktivisering og arbeidstrening
scheme-purpose = Ordningen skal bidra til nye tiltak og nye metoder for aktivisering og arbeidstrening av mennesker som har liten eller ingen tilknytning til arbeidsmarkedet.
scheme-target-group = Mennesker langt fra arbeidslivet, ofte sosialt ekskluderte. Mennesker med rusproblemer og tidligere rusavhengige er særlig prioritert.
scheme-goal-criteria = Hvor mange deltakere som begynner og fullfører, og hva de går til: ordinært arbeid, tiltak, utdanning, annen aktivitet eller ingenting; særskilt for mennesker med rusproblemer.
scheme-follow-up = Årlig rapport med regnskap, revisors beretning og prosjektrapport innen 31. mars. Midler som ikke er brukt, betales tilbake.

sub-frame-projects = Prosjekter
class-continuation = Videreføring av prosjekter, inntil tre år
class-new = Nye prosjekter

criterion-drug-target-group = Mennesker med rusproblemer i målgruppen
criterion-new-method = Ny metode
criterion-cooperation = Samarbeid med og bidrag fra kommune og NAV
criterion-work-path = Veien til arbeid: kvalitet og mål
criterion-economy = Økonomi: kostnad for hver deltaker

indicator-started = Deltakere som begynte
indicator-completed = Deltakere som fullførte
indicator-dropped-out = Deltakere som falt fra
indicator-exit-ordinary-work-full-time = Til ordinært arbeid på heltid
indicator-exit-ordinary-work-part-time = Til ordinært arbeid på deltid
indicator-exit-measure = Til arbeidsmarkedstiltak
indicator-exit-education = Til utdanning
indicator-exit-activity = Til annen aktivitet
indicator-exit-nothing = Til ingenting
indicator-exit-unknown = Ukjent hva de gikk til
indicator-drug-started = Med rusproblemer: begynte
indicator-drug-completed = Med rusproblemer: fullførte
indicator-drug-dropped-out = Med rusproblemer: falt fra
indicator-drug-exit-ordinary-work = Med rusproblemer: til ordinært arbeid
indicator-drug-exit-nothing = Med rusproblemer: til ingenting
indicator-hours = Timer aktivitet og trening
indicator-nav-referrals = Deltakere henvist fra NAV
indicator-satisfaction-answers = Deltakere som svarte på hvor fornøyde de er
indicator-satisfied-answers = Deltakere som er fornøyde
indicator-full-time-equivalents = Årsverk som tilskuddet finansierer, i hundredeler
indicator-full-time-equivalents-higher-education = Av dem med høyere utdanning, i hundredeler

# Funn: hvem som kan søke.
finding-training-applicant-kind = Søkeren må være en frivillig organisasjon eller en privat stiftelse.
finding-training-foundation-not-private = Stiftelsen må være privat.
finding-training-registration-contradicted = Skjemaet oppgir registrering i Frivillighetsregisteret { $registered }, men ifølge registeret var organisasjonen ikke registrert { $applied }.
finding-training-report-not-accepted = Rapporten for tilskuddet i { $year } er ikke godkjent.

# Funn: prosjektet.
finding-training-too-many-years = Dette er prosjektets år nummer { $year }. Det kan gis tilskudd i høyst { $most } år.
finding-training-new-in-later-year = Prosjektet er oppgitt som nytt, men dette er år nummer { $year }.
finding-training-continuation-in-first-year = Prosjektet er oppgitt som videreføring, men dette er år nummer { $year }.
finding-training-continuation-unconfirmed = Søkeren fikk ikke tilskudd her i { $year }. Kontroller at prosjektet er en videreføring.
finding-training-already-started = Prosjektet begynte { $start }. Det gis ikke tilskudd til noe som er påbegynt.
finding-training-starts-before-decision = Prosjektet begynner { $start }, før det kan gjøres vedtak: søknadsfristen er { $deadline }.
finding-training-ordinary-operation = Det gis ikke tilskudd til ordinær drift.
finding-training-commercial = Det gis ikke tilskudd til kommersiell virksomhet.
finding-training-no-direct-offer = Prosjektet må være et direkte tilbud til målgruppen.
finding-training-method-not-described = Et nytt prosjekt må beskrive hva som er nytt i metoden.
finding-training-cooperation-missing = Det er ingen signert avtale eller intensjonsavtale med kommune eller NAV. Den må være på plass i år nummer { $from_year }; dette er år nummer { $year }.
finding-training-cooperation-ahead = Det er ingen signert avtale eller intensjonsavtale med kommune eller NAV ennå. Den må være på plass i år nummer { $from_year }; dette er år nummer { $year }.
finding-training-municipality-unknown = Kommune { $municipality } finnes ikke { $date }.
finding-training-agreement-not-attached = Samarbeidsavtalen er ikke vedlagt.
finding-training-intent-not-attached = Intensjonsavtalen er ikke vedlagt.
finding-training-same-activity = Det er søkt om tilskudd til sosialt entreprenørskap for samme aktivitet: «{ $activity }». Det kan ikke gis tilskudd fra begge ordninger.
finding-training-sought-from-entrepreneurship = Det er også søkt om tilskudd til sosialt entreprenørskap for «{ $activity }».
finding-training-sought-from-poverty-projects = Det er også søkt om tilskudd til prosjekter mot fattigdom for «{ $activity }».
finding-training-sought-elsewhere = Det er også søkt om et annet offentlig tilskudd for «{ $activity }».

# Funn: penger.
finding-training-lines-left-out = Budsjettlinjer for ordinær drift, { $amount }, regnes ikke med.
finding-training-double-funding = Prosjektet koster { $cost }, men får { $public } i offentlige midler når dette tilskuddet regnes med.
finding-training-state-aid-paused = Virksomheten er økonomisk, og bagatellmessig støtte er satt på pause.
finding-training-state-aid-reduces = Det kan gis høyst { $room } i bagatellmessig støtte: { $used } av { $limit } euro er brukt.
finding-training-state-aid-used-up = Det kan ikke gis mer bagatellmessig støtte: { $used } av { $limit } euro er brukt.
finding-training-nothing-to-grant = Andre dekker hele kostnaden, eller alt er ordinær drift. Det er ikke noe å gi tilskudd til.

# Funn: rapport.
finding-training-project-report-missing = Prosjektrapporten er ikke vedlagt.
finding-training-line-missing = Regnskapet mangler budsjettlinjen { $line } på { $budget }.
finding-training-line-of-ordinary-operation = Regnskapslinjen { $line } på { $amount } er ordinær drift, som tilskuddet ikke dekker.
finding-training-nobody-started = Ingen deltakere begynte. Det var planlagt { $planned }.
finding-training-prioritised-group-not-reached = Ingen med rusproblemer begynte. Det var planlagt { $planned }.

# Funn: kjøp av plasser.
finding-training-no-published-rate = Ingen sats er publisert for denne typen plass i { $year }. Oppgi prisen som er avtalt.
finding-training-used-above-bought = Det er brukt { $used } plassmåneder, men bare kjøpt { $bought }.

# Utregning.
step-eligible-cost = Kostnad { $cost } uten ordinær drift på { $ordinary }.
step-need = Det som gjenstår når andre betaler { $others }.
step-state-aid-paused = Bagatellmessig støtte er satt på pause.
step-state-aid-room = Bagatellmessig støtte: { $used } av { $limit } euro er brukt, og det kan gis høyst { $room }.
step-lower-of-calculation-and-request = Det laveste av beregnet { $calculated } og søkt { $requested }.

# Vilkår.
condition-purpose = Tilskuddet på { $granted } går til prosjektet «{ $project }», som et direkte tilbud til målgruppen.
condition-participants = Det skal være plass til { $places } om gangen, og det er planlagt { $participants } deltakere.
condition-not-started = Prosjektet skal ikke være påbegynt før vedtaket { $date }.
condition-not-ordinary-operation = Tilskuddet kan ikke brukes til ordinær drift og ikke overføres til driften.
condition-not-commercial = Tilskuddet kan ikke brukes til kommersiell virksomhet.
condition-not-same-activity = Det kan ikke tas imot tilskudd til sosialt entreprenørskap for samme aktivitet.
condition-state-aid = Tilskuddet på { $granted } er bagatellmessig støtte, regnet om med { $rate } kroner for en euro. Foretaket kan til sammen få { $limit } euro fra alle offentlige givere i tre år, og må opplyse om tilskuddet når det søker ny støtte.
condition-year = Dette er år { $year } av høyst { $most }.
condition-continuation = Videreføring krever ny søknad. Den prioriteres foran nye prosjekter, med forbehold om Stortingets budsjettvedtak.
condition-last-year = Dette er det siste året prosjektet kan få tilskudd.
condition-cooperation = Avtale eller intensjonsavtale med kommune eller NAV må være på plass i år nummer { $year }.
condition-acceptance = Tilskuddet må aksepteres, med kontonummer, senest { $date }.
condition-payment = Tilskuddet betales ut når signert aksept er mottatt.
condition-budget-reservation = Det tas forbehold om Stortingets budsjettvedtak.
condition-report = Rapport med regnskap og prosjektrapport skal leveres senest { $date }.
condition-auditor = Revisors beretning skal legges ved.
condition-unused = Midler som ikke er brukt, betales tilbake.
condition-control = Det kan kontrolleres at tilskuddet brukes som forutsatt.

# Tags of commitments.
plan-line-activity-and-work = Aktivitet og arbeid
target-group-drug-problems = Personer med rusproblemer
target-group-former-prisoners = Løslatte
target-group-youth = Ungdom
target-group-homeless = Bostedsløse
target-group-refugees = Flyktninger og innvandrere
target-group-other = Andre
measure-new = Nytt prosjekt
measure-continuation = Videreføring
