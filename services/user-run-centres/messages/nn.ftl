# Brukarstyrte senter og tiltak: nynorsk.

scheme-title = Tilskot til brukarstyrte senter og brukar- og pårørandearbeid
scheme-purpose = Ordninga skal gje brukarar og pårørande på rus- og psykisk helsefeltet reell innverknad, og medverke til at fleire kommunar etablerer brukarstyrte senter og tiltak i samarbeid med brukarorganisasjonane.
scheme-target-group = Menneske med rusproblem eller psykiske vanskar, og pårørande til dei.
scheme-goal-criteria = Kor mange brukarar som blir nådde, kor stor del av dei som er i målgruppa, kor nøgde dei er, kor mange brukarrepresentantar og likepersonar som får opplæring, og kor mange kommunar det blir samarbeidd med.
scheme-follow-up = Årleg rapport med rekneskap for kvar aktivitet; revisor stadfestar rekneskapen for større tilskot. Tilskot kan haldast tilbake og krevjast tilbake ved brot på vilkåra.

sub-frame-national = Landsdekkjande brukar- og pårørandeorganisasjonar
sub-frame-local-regional = Lokale og regionale brukarstyrte tiltak og prosjekt

criterion-user-governance = Brukarstyring: kor mykje brukarar og pårørande avgjer
criterion-reach = Rekkjevidd: kor mange som blir nådde, og kor mykje aktivitet dei får
criterion-geographical-spread = Geografisk spreiing: tilbod der det er få frå før
criterion-goal-quality = Mål: om dei er klare og kan målast
criterion-municipal-cooperation = Samarbeid med kommunen
criterion-predictability = Føreseielegheit: tiltak som går vidare og har rapportert godt

indicator-users-reached = Brukarar nådde
indicator-users-in-target-group = Brukarar i målgruppa
indicator-users-women = Kvinner mellom brukarane
indicator-users-men = Menn mellom brukarane
indicator-users-under-26 = Brukarar under 26 år
indicator-users-67-plus = Brukarar på 67 år og meir
indicator-satisfaction-answers = Brukarar som svara på kor nøgde dei er
indicator-satisfied-answers = Brukarar som er nøgde
indicator-opening-hours = Opningstimar
indicator-volunteers = Frivillige
indicator-peer-supporters = Likepersonar
indicator-courses = Kurs
indicator-user-representatives-trained = Brukarrepresentantar med opplæring
indicator-municipal-cooperations = Kommunar det er samarbeidd med
indicator-activities-carried-out = Gjennomførte aktivitetar
indicator-full-time-equivalents = Årsverk som tilskotet finansierer, i hundredelar
indicator-full-time-equivalents-higher-education = Av dei med høgare utdanning, i hundredelar

# Funn: kven som kan søkje.
finding-centre-applicant-kind = Søkjaren må vere ein frivillig organisasjon, ei stifting eller eit selskap som kan registrerast i Frivilligheitsregisteret.
finding-centre-not-registered = Organisasjonen er ikkje registrert i Frivilligheitsregisteret. Han må vere det når han søkjer.
finding-centre-registration-of-another = Registreringa gjeld organisasjonsnummer { $registered }, men søkjaren har { $applicant }.
finding-centre-registered-too-late = Organisasjonen vart registrert i Frivilligheitsregisteret { $registered }, etter søknadsdagen { $applied }.
finding-centre-registration-contradicted = Ifølgje Frivilligheitsregisteret var organisasjonen ikkje registrert { $applied }.
finding-centre-registration-unconfirmed = Registreringa i Frivilligheitsregisteret { $applied } er ikkje stadfesta. Kontroller henne i registeret.
finding-centre-purpose-not-ideal = Vedtektene må vise at formålet er ideelt.
finding-centre-core-business = Vedtektene må vise at kjerneverksemda er brukar- eller pårørandemedverknad.
finding-centre-core-business-transition = Vedtektene viser ikkje at kjerneverksemda er brukar- eller pårørandemedverknad, men organisasjonen er omfatta av overgangsordninga.
finding-centre-few-members = Organisasjonen har { $has } medlemmer; minst { $least } er kravet.
finding-centre-few-branches = Organisasjonen har { $has } lokallag; minst { $least } er kravet.
finding-centre-few-counties = Organisasjonen har verksemd i { $has } fylke; minst { $least } er kravet.
finding-centre-frame-unusual = Organisasjonen er ikkje ein interesseorganisasjon, men søkjer i ramma for landsdekkjande organisasjonar. Vurder om ramma er rett.
finding-centre-municipality-unknown = Kommune { $municipality } finst ikkje { $date }.
finding-centre-cooperation-missing = Det er ingen signert samarbeidsavtale med ein kommune.
finding-centre-articles-not-attached = Vedtektene er ikkje lagde ved.
finding-centre-budget-not-attached = Budsjettet er ikkje lagt ved.
finding-centre-municipal-letter-not-attached = Brevet frå kommunen om bidraget sitt er ikkje lagt ved.

# Funn: historikk.
finding-centre-second-application = Organisasjonen har alt { $others } søknad i denne utlysinga. Han kan ha { $most }: éin samla søknad for alle aktivitetar.
finding-centre-report-not-accepted = Rapporten for tilskotet i { $year } er ikkje godkjend.
finding-centre-excluded = Organisasjonen er utestengd frå ordninga frå { $from } til { $to }.
finding-centre-excluded-for-now = Organisasjonen er utestengd frå ordninga inntil vidare, frå { $from }.
finding-centre-last-year-differs = Søkjaren oppgjev { $said } i tilskot i fjor, men fekk { $granted }.
finding-centre-large-change = Det blir søkt om { $requested }; i fjor vart det gjeve { $last_year }. Skilnaden er meir enn { $percent } prosent.

# Funn: kva det blir søkt om.
finding-centre-sum-differs = Det blir søkt om { $requested }, men aktivitetane er til saman { $applied }.
finding-centre-activity-abroad = Aktiviteten «{ $activity }» går ikkje føre seg i Noreg.
finding-centre-equal-contribution = Aktiviteten «{ $activity }»: ei anna finansieringskjelde krev at kommunen bidreg med { $demanded }, men kommunen bidreg med { $municipal }.
finding-centre-double-funding = Aktiviteten «{ $activity }» kostar { $cost }, men får { $public } i offentlege midlar når dette tilskotet blir rekna med.
finding-centre-above-cap = Aktiviteten «{ $activity }» søkjer om { $applied }. Det kan gjevast høgst { $cap }.
finding-centre-sought-elsewhere = Aktiviteten «{ $activity }» søkjer også { $amount } frå «{ $scheme }». Begge kan ikkje dekkje det same.
finding-centre-nothing-to-grant = Andre dekkjer heile kostnaden. Det er ikkje noko å gje tilskot til.

# Funn: rapport.
finding-centre-activity-not-in-accounts = Rekneskapen har inga linje for aktiviteten «{ $activity }», som fekk { $amount }. Kall linja { $key }.
finding-centre-line-not-in-accounts = Rekneskapen manglar posten «{ $line }» på { $amount } i budsjettet. Han blir rekna som ikkje brukt.
finding-centre-unknown-activity = Aktiviteten { $key } står ikkje i søknaden.
finding-centre-activity-not-carried-out = Aktiviteten «{ $activity }» er ikkje gjennomført.
finding-centre-no-users-reached = Ingen brukarar er nådde. Det var planlagt { $planned }.

# Utrekning.
step-activity = «{ $activity }»: kostnad { $cost }, andre betaler { $others }, søkt { $applied }, tak { $cap }.
step-sum-of-activities = Sum av { $activities ->
    [one] éin aktivitet
   *[other] { $activities } aktivitetar
}.
step-formula-basic = Grunnbeløp: { $amounts } G, der G er { $g }.
step-formula-points = { $points } poeng for { $members } medlemmer og { $branches } lokallag, à { $value }.
step-formula-sum = Grunnbeløp { $basic } og poeng { $points }; aldri meir enn aktivitetane treng.
step-lower-of-calculation-and-request = Det lågaste av utrekna { $calculated } og søkt { $requested }.

# Vilkår.
condition-purpose = Tilskotet på { $granted } går til aktivitetane nedanfor.
condition-activity = «{ $activity }»: { $amount }.
condition-no-repurposing = Tilskotet kan ikkje brukast til noko anna utan skriftleg samtykke.
condition-in-norway = Aktivitetane skal gå føre seg i Noreg.
condition-no-double-funding = Same kostnad kan ikkje dekkjast av fleire offentlege tilskot.
condition-proportional-reduction = Blir kostnadene lågare enn budsjettert, blir tilskotet sett ned forholdsmessig.
condition-acceptance = Tilskotet må aksepterast, med kontonummer, seinast { $date }.
condition-payment = Tilskotet blir betalt ut når signert aksept er motteken.
condition-budget-reservation = Det er teke atterhald om budsjettvedtaket til Stortinget.
condition-report = Rapport om måloppnåing og rekneskap for kvar aktivitet skal leverast seinast { $date }.
condition-auditor = Rekneskapen skal stadfestast av revisor, fordi tilskotet er på { $threshold } eller meir.
condition-control = Det kan kontrollerast at tilskotet blir brukt som føresett. Utbetaling blir stansa ved mistanke om brot på vilkåra.
condition-breach = Ved brot på vilkåra kan tilskotet krevjast tilbake, og mottakaren kan utestengjast frå tilskot i seinare år og bli meld til politiet.
condition-new-application = Vidareføring krev ny søknad.

# Brevet: aktivitetane står i ein tabell.
letter-table-activity = Tilskot for kvar aktivitet
letter-column-activity-activity = Aktivitet
letter-column-activity-amount = Tilskot

# Tags of commitments.
plan-line-user-influence = Brukarmedverknad og brukarstyrte tiltak
target-group-users-and-next-of-kin = Brukarar og pårørande
measure-interest-organisation = Interesseorganisasjon
measure-user-run-centre = Brukarstyrt senter eller tiltak
measure-next-of-kin-centre = Pårørandesenter
measure-self-help-group = Sjølvhjelpsgruppe
measure-regional-centre = Regionalt brukarstyrt senter
