# Brukerstyrte sentre og tiltak: bokmål.

scheme-title = Tilskudd til brukerstyrte sentre og bruker- og pårørendearbeid
scheme-purpose = Ordningen skal gi brukere og pårørende på rus- og psykisk helsefeltet reell innflytelse, og bidra til at flere kommuner etablerer brukerstyrte sentre og tiltak i samarbeid med brukerorganisasjonene.
scheme-target-group = Mennesker med rusproblemer eller psykiske vansker, og deres pårørende.
scheme-goal-criteria = Hvor mange brukere som nås, hvor stor del av dem som er i målgruppen, hvor fornøyde de er, hvor mange brukerrepresentanter og likepersoner som får opplæring, og hvor mange kommuner det samarbeides med.
scheme-follow-up = Årlig rapport med regnskap for hver aktivitet; revisor bekrefter regnskapet for større tilskudd. Tilskudd kan holdes tilbake og kreves tilbake ved brudd på vilkårene.

sub-frame-national = Landsdekkende bruker- og pårørendeorganisasjoner
sub-frame-local-regional = Lokale og regionale brukerstyrte tiltak og prosjekter

criterion-user-governance = Brukerstyring: hvor mye brukere og pårørende bestemmer
criterion-reach = Rekkevidde: hvor mange som nås, og hvor mye aktivitet de får
criterion-geographical-spread = Geografisk spredning: tilbud der det er få fra før
criterion-goal-quality = Mål: om de er klare og kan måles
criterion-municipal-cooperation = Samarbeid med kommunen
criterion-predictability = Forutsigbarhet: tiltak som går videre og har rapportert godt

indicator-users-reached = Brukere nådd
indicator-users-in-target-group = Brukere i målgruppen
indicator-users-women = Kvinner blant brukerne
indicator-users-men = Menn blant brukerne
indicator-users-under-26 = Brukere under 26 år
indicator-users-67-plus = Brukere på 67 år og mer
indicator-satisfaction-answers = Brukere som svarte på hvor fornøyde de er
indicator-satisfied-answers = Brukere som er fornøyde
indicator-opening-hours = Åpningstimer
indicator-volunteers = Frivillige
indicator-peer-supporters = Likepersoner
indicator-courses = Kurs
indicator-user-representatives-trained = Brukerrepresentanter med opplæring
indicator-municipal-cooperations = Kommuner det er samarbeidet med
indicator-activities-carried-out = Gjennomførte aktiviteter
indicator-full-time-equivalents = Årsverk som tilskuddet finansierer, i hundredeler
indicator-full-time-equivalents-higher-education = Av dem med høyere utdanning, i hundredeler

# Funn: hvem som kan søke.
finding-centre-applicant-kind = Søkeren må være en frivillig organisasjon, en stiftelse eller et selskap som kan registreres i Frivillighetsregisteret.
finding-centre-not-registered = Organisasjonen er ikke registrert i Frivillighetsregisteret. Den må være det når den søker.
finding-centre-registration-of-another = Registreringen gjelder organisasjonsnummer { $registered }, men søkeren har { $applicant }.
finding-centre-registered-too-late = Organisasjonen ble registrert i Frivillighetsregisteret { $registered }, etter søknadsdagen { $applied }.
finding-centre-registration-contradicted = Ifølge Frivillighetsregisteret var organisasjonen ikke registrert { $applied }.
finding-centre-registration-unconfirmed = Registreringen i Frivillighetsregisteret { $applied } er ikke bekreftet. Kontroller den i registeret.
finding-centre-purpose-not-ideal = Vedtektene må vise at formålet er ideelt.
finding-centre-core-business = Vedtektene må vise at kjernevirksomheten er bruker- eller pårørendemedvirkning.
finding-centre-core-business-transition = Vedtektene viser ikke at kjernevirksomheten er bruker- eller pårørendemedvirkning, men organisasjonen er omfattet av overgangsordningen.
finding-centre-few-members = Organisasjonen har { $has } medlemmer; minst { $least } kreves.
finding-centre-few-branches = Organisasjonen har { $has } lokallag; minst { $least } kreves.
finding-centre-few-counties = Organisasjonen har virksomhet i { $has } fylker; minst { $least } kreves.
finding-centre-frame-unusual = Organisasjonen er ikke en interesseorganisasjon, men søker i rammen for landsdekkende organisasjoner. Vurder om rammen er riktig.
finding-centre-municipality-unknown = Kommune { $municipality } finnes ikke { $date }.
finding-centre-cooperation-missing = Det er ingen signert samarbeidsavtale med en kommune.
finding-centre-articles-not-attached = Vedtektene er ikke vedlagt.
finding-centre-budget-not-attached = Budsjettet er ikke vedlagt.
finding-centre-municipal-letter-not-attached = Kommunens brev om sitt bidrag er ikke vedlagt.

# Funn: historikk.
finding-centre-second-application = Organisasjonen har allerede { $others } søknad i denne utlysningen. Den kan ha { $most }: én samlet søknad for alle aktiviteter.
finding-centre-report-not-accepted = Rapporten for tilskuddet i { $year } er ikke godkjent.
finding-centre-excluded = Organisasjonen er utestengt fra ordningen fra { $from } til { $to }.
finding-centre-excluded-for-now = Organisasjonen er utestengt fra ordningen inntil videre, fra { $from }.
finding-centre-last-year-differs = Søkeren oppgir { $said } i tilskudd i fjor, men fikk { $granted }.
finding-centre-large-change = Det søkes om { $requested }; i fjor ble det gitt { $last_year }. Forskjellen er mer enn { $percent } prosent.

# Funn: hva det søkes om.
finding-centre-sum-differs = Det søkes om { $requested }, men aktivitetene er til sammen { $applied }.
finding-centre-activity-abroad = Aktiviteten «{ $activity }» foregår ikke i Norge.
finding-centre-equal-contribution = Aktiviteten «{ $activity }»: en annen finansieringskilde krever at kommunen bidrar med { $demanded }, men kommunen bidrar med { $municipal }.
finding-centre-double-funding = Aktiviteten «{ $activity }» koster { $cost }, men får { $public } i offentlige midler når dette tilskuddet regnes med.
finding-centre-above-cap = Aktiviteten «{ $activity }» søker om { $applied }. Det kan gis høyst { $cap }.
finding-centre-sought-elsewhere = Aktiviteten «{ $activity }» søker også { $amount } fra «{ $scheme }». Begge kan ikke dekke det samme.
finding-centre-nothing-to-grant = Andre dekker hele kostnaden. Det er ikke noe å gi tilskudd til.

# Funn: rapport.
finding-centre-activity-not-in-accounts = Regnskapet har ingen linje for aktiviteten «{ $activity }», som fikk { $amount }. Kall linjen { $key }.
finding-centre-line-not-in-accounts = Regnskapet mangler posten «{ $line }» på { $amount } i budsjettet. Den regnes som ikke brukt.
finding-centre-unknown-activity = Aktiviteten { $key } står ikke i søknaden.
finding-centre-activity-not-carried-out = Aktiviteten «{ $activity }» er ikke gjennomført.
finding-centre-no-users-reached = Ingen brukere er nådd. Det var planlagt { $planned }.

# Utregning.
step-activity = «{ $activity }»: kostnad { $cost }, andre betaler { $others }, søkt { $applied }, tak { $cap }.
step-sum-of-activities = Sum av { $activities ->
    [one] én aktivitet
   *[other] { $activities } aktiviteter
}.
step-formula-basic = Grunnbeløp: { $amounts } G, der G er { $g }.
step-formula-points = { $points } poeng for { $members } medlemmer og { $branches } lokallag, à { $value }.
step-formula-sum = Grunnbeløp { $basic } og poeng { $points }; aldri mer enn aktivitetene trenger.
step-lower-of-calculation-and-request = Det laveste av beregnet { $calculated } og søkt { $requested }.

# Vilkår.
condition-purpose = Tilskuddet på { $granted } går til aktivitetene nedenfor.
condition-activity = «{ $activity }»: { $amount }.
condition-no-repurposing = Tilskuddet kan ikke brukes til noe annet uten skriftlig samtykke.
condition-in-norway = Aktivitetene skal foregå i Norge.
condition-no-double-funding = Samme kostnad kan ikke dekkes av flere offentlige tilskudd.
condition-proportional-reduction = Blir kostnadene lavere enn budsjettert, settes tilskuddet ned forholdsmessig.
condition-acceptance = Tilskuddet må aksepteres, med kontonummer, senest { $date }.
condition-payment = Tilskuddet betales ut når signert aksept er mottatt.
condition-budget-reservation = Det tas forbehold om Stortingets budsjettvedtak.
condition-report = Rapport om måloppnåelse og regnskap for hver aktivitet skal leveres senest { $date }.
condition-auditor = Regnskapet skal bekreftes av revisor, fordi tilskuddet er på { $threshold } eller mer.
condition-control = Det kan kontrolleres at tilskuddet brukes som forutsatt. Utbetaling stanses ved mistanke om brudd på vilkårene.
condition-breach = Ved brudd på vilkårene kan tilskuddet kreves tilbake, og mottakeren kan utestenges fra tilskudd i senere år og bli anmeldt.
condition-new-application = Videreføring krever ny søknad.

# Brevet: aktivitetene står i en tabell.
letter-table-activity = Tilskudd for hver aktivitet
letter-column-activity-activity = Aktivitet
letter-column-activity-amount = Tilskudd

# Tags of commitments.
plan-line-user-influence = Brukermedvirkning og brukerstyrte tiltak
target-group-users-and-next-of-kin = Brukere og pårørende
measure-interest-organisation = Interesseorganisasjon
measure-user-run-centre = Brukerstyrt senter eller tiltak
measure-next-of-kin-centre = Pårørendesenter
measure-self-help-group = Selvhjelpsgruppe
measure-regional-centre = Regionalt brukerstyrt senter
