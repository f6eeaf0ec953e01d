# Tilskudd til identifikasjon og oppfølging av utsatte barn, bokmål.
scheme-title = Tilskudd til identifikasjon og oppfølging av utsatte barn
scheme-purpose = Kommuner utvikler og tar i bruk modeller for å oppdage og følge opp barn av foreldre med psykisk sykdom eller rusproblemer.
scheme-target-group = Barn av foreldre med psykisk sykdom eller rusproblemer.
scheme-goal-criteria = Antall kommuner med modell på plass, barn som er oppdaget og fulgt opp, og ansatte som har fått opplæring.
scheme-follow-up = Kommunen rapporterer ett år etter vedtaket med regnskap linje for linje, bekreftet av kommunerevisjonen.

sub-frame-general = Ramme for alle kommuner
sub-frame-ongoing-bti = Ramme for kommuner med løpende tilskudd til bedre tverrfaglig innsats

criterion-anchoring = Forankring i kommunen
criterion-professional-plan = Tydelig faglig plan
criterion-expected-changes = Forventede endringer og hvordan de måles
criterion-cross-service = Bredde på tvers av tjenester

indicator-employees-trained = Ansatte som har fått opplæring
indicator-models-in-place = Kommuner med modell på plass
indicator-children-identified = Barn som er oppdaget
indicator-children-followed-up = Barn som er fulgt opp
indicator-families-followed-up = Familier som er fulgt opp
indicator-services-using-model = Tjenester som bruker modellen
indicator-full-time-equivalents = Årsverk som tilskuddet finansierer, i hundredeler
indicator-full-time-equivalents-higher-education = Av dem med høyere utdanning, i hundredeler

budget-line-personnel-release = Frikjøp av personell
budget-line-material = Materiell
budget-line-training = Opplæring
budget-line-implementation = Implementering
budget-line-cross-agency-competence = Tverretatlig kompetanse
budget-line-equipment = Utstyr
budget-line-operation = Ordinær drift

# Hva reglene finner i en søknad.
finding-child-municipality-only = Bare kommuner kan få tilskuddet.
finding-child-model-municipality = Kommunen var modellkommune i 2007–2014 og kan ikke få tilskuddet.
finding-child-earlier-recipient = Kommunen fikk tilskuddet i årene { $first }–{ $last } og kan ikke få det igjen.
finding-child-merged-only-implement = En kommune som har fått tilskuddet før, er en del av kommunen. Kommunen kan bare søke om å ta i bruk modellen som finnes.
finding-child-merged-excluded = En kommune som har fått tilskuddet før, er en del av kommunen. Kommunen kan derfor ikke få tilskuddet.
finding-child-no-model-to-implement = Det finnes ingen modell å ta i bruk: ingen del av kommunen har fått tilskuddet før.
finding-child-not-merged = Kommune { $number } er ikke slått sammen med søkeren.
finding-child-phase-not-open = Utlysningen tar ikke imot søknader om { $phase ->
    [develop] å utvikle en modell
   *[implement] å ta i bruk en modell
}.
finding-child-model-not-approved = Modellen er ikke godkjent av Bufdir.
finding-child-model-approval-date = Datoen da Bufdir godkjente modellen, mangler eller ligger fram i tid.
finding-child-period-too-long = Prosjektet varer { $months } måneder. Det kan vare høyst { $most }.
finding-child-other-application = Kommunen har en annen søknad i utlysningen. Den kan ha ett prosjekt om gangen.
finding-child-earlier-grant-running = Prosjektet som fikk tilskudd for { $year }, pågår. Kommunen kan ha ett prosjekt om gangen.
finding-child-bti-not-registered = Kommunen er ikke registrert med et løpende tilskudd til bedre tverrfaglig innsats.
finding-child-not-anchored = Prosjektet er ikke forankret i et vedtak.
finding-child-few-services = Det deltar { $services ->
    [one] { $services } tjeneste
   *[other] { $services } tjenester
}. En modell bør gå på tvers av minst { $least }.
finding-child-above-ceiling = Det er søkt om { $requested }. Det kan søkes om høyst { $most }.
finding-child-no-eligible-cost = Budsjettet har ingen kostnader som tilskuddet dekker.
finding-child-cost-not-paid = { $amount } til { $kind ->
    [personnel_release] frikjøp av personell
    [material] materiell
    [training] opplæring
    [implementation] implementering
    [cross_agency_competence] tverretatlig kompetanse
    [equipment] utstyr
   *[operation] ordinær drift
} dekkes ikke.
finding-child-request-above-cost = Det er søkt om { $requested }. Kostnadene som dekkes, er { $cost }.
finding-child-double-funding = Offentlige midler til prosjektet er til sammen { $public }, mer enn kostnaden på { $cost }.
finding-child-attachment-missing = Vedlegg mangler: { $kind ->
    [anchoring_decision] vedtaket som forankrer prosjektet
   *[model] modellen som skal tas i bruk
}.

# Hva reglene finner i en rapport.
finding-child-auditor-report-missing = Tilskuddet er større enn { $limit }. Last opp en fyldigere rapport fra revisor blant dokumentene i rapporten.
finding-child-report-line-missing = Regnskapet mangler budsjettlinjen for { $kind ->
    [personnel_release] frikjøp av personell
    [material] materiell
    [training] opplæring
    [implementation] implementering
    [cross_agency_competence] tverretatlig kompetanse
    [equipment] utstyr
   *[operation] ordinær drift
}. Den regnes som ikke brukt.
finding-child-report-equipment = { $amount } er brukt på utstyr.
finding-child-report-model-not-in-place = Modellen er ikke på plass.
finding-child-report-more-followed-up = { $followed } barn er fulgt opp, men bare { $found } er oppdaget.

# Beregningen, trinn for trinn.
step-phase-not-open = Utlysningen gir ikke tilskudd til { $phase ->
    [develop] å utvikle en modell
   *[implement] å ta i bruk en modell
}.
step-eligible-cost = Av budsjettet på { $budget } regnes kostnadene som tilskuddet dekker.
step-ceiling = Det laveste av kostnaden { $cost } og høyeste tilskudd { $ceiling }.
step-lower-of-calculation-and-request = Det laveste av beregningen { $calculated } og det omsøkte { $requested }.

# Vilkårene i tilskuddsbrevet.
condition-purpose-develop = Tilskuddet på { $granted } går til å utvikle en modell for å oppdage og følge opp utsatte barn.
condition-purpose-implement = Tilskuddet på { $granted } går til å ta i bruk modellen { $model }.
condition-project-period = Prosjektet varer fra { $from } til { $to }.
condition-guidance = Bufdir gir faglig veiledning i hele perioden, og kommunen tar imot den.
condition-change-notice = Kommunen sier fra om endringer i prosjektet.
condition-no-transfer = Tilskuddet kan som regel ikke overføres til et senere år, og prosjektet ikke forlenges.
condition-report = Kommunen rapporterer innen { $due }.
condition-auditor = Kommunerevisjonen bekrefter regnskapet etter avtalte kontrollhandlinger (ISRS 4400).
condition-accounts-by-line = Regnskapet skal kunne sammenlignes med budsjettet linje for linje.
condition-fuller-report = Tilskuddet er over { $above }. Kommunen skriver en utvidet rapport.
condition-not-carried-out = Blir prosjektet ikke gjennomført, betales tilskuddet tilbake.
condition-unused = Midler som ikke er brukt, betales tilbake.
condition-acceptance = Tilskuddet må være akseptert innen { $date }. Ellers kan det falle bort.

# Tags of commitments.
plan-line-children-next-of-kin = Barn som pårørende
target-group-children-next-of-kin = Barn av foreldre med psykisk sykdom eller rusproblemer
measure-develop = Modell utvikles
measure-implement = Modell tas i bruk
