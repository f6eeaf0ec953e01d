# Tilskot til identifikasjon og oppfølging av utsette barn, nynorsk.
scheme-title = Tilskot til identifikasjon og oppfølging av utsette barn
scheme-purpose = Kommunar utviklar og tek i bruk modellar for å oppdage og følgje opp barn av foreldre med psykisk sjukdom eller rusproblem.
scheme-target-group = Barn av foreldre med psykisk sjukdom eller rusproblem.
scheme-goal-criteria = Talet på kommunar med modell på plass, barn som er oppdaga og følgde opp, og tilsette som har fått opplæring.
scheme-follow-up = Kommunen rapporterer eitt år etter vedtaket med rekneskap linje for linje, stadfesta av kommunerevisjonen.

sub-frame-general = Ramme for alle kommunar
sub-frame-ongoing-bti = Ramme for kommunar med løpande tilskot til betre tverrfagleg innsats

criterion-anchoring = Forankring i kommunen
criterion-professional-plan = Tydeleg fagleg plan
criterion-expected-changes = Venta endringar og korleis dei blir målte
criterion-cross-service = Breidd på tvers av tenester

indicator-employees-trained = Tilsette som har fått opplæring
indicator-models-in-place = Kommunar med modell på plass
indicator-children-identified = Barn som er oppdaga
indicator-children-followed-up = Barn som er følgde opp
indicator-families-followed-up = Familiar som er følgde opp
indicator-services-using-model = Tenester som bruker modellen
indicator-full-time-equivalents = Årsverk som tilskotet finansierer, i hundredelar
indicator-full-time-equivalents-higher-education = Av dei med høgare utdanning, i hundredelar

budget-line-personnel-release = Frikjøp av personell
budget-line-material = Materiell
budget-line-training = Opplæring
budget-line-implementation = Implementering
budget-line-cross-agency-competence = Tverretatleg kompetanse
budget-line-equipment = Utstyr
budget-line-operation = Ordinær drift

# Kva reglane finn i ein søknad.
finding-child-municipality-only = Berre kommunar kan få tilskotet.
finding-child-model-municipality = Kommunen var modellkommune i 2007–2014 og kan ikkje få tilskotet.
finding-child-earlier-recipient = Kommunen fekk tilskotet i åra { $first }–{ $last } og kan ikkje få det igjen.
finding-child-merged-only-implement = Ein kommune som har fått tilskotet før, er ein del av kommunen. Kommunen kan berre søkje om å ta i bruk modellen som finst.
finding-child-merged-excluded = Ein kommune som har fått tilskotet før, er ein del av kommunen. Kommunen kan difor ikkje få tilskotet.
finding-child-no-model-to-implement = Det finst ingen modell å ta i bruk: ingen del av kommunen har fått tilskotet før.
finding-child-not-merged = Kommune { $number } er ikkje slått saman med søkjaren.
finding-child-phase-not-open = Utlysinga tek ikkje imot søknader om { $phase ->
    [develop] å utvikle ein modell
   *[implement] å ta i bruk ein modell
}.
finding-child-model-not-approved = Modellen er ikkje godkjend av Bufdir.
finding-child-model-approval-date = Datoen då Bufdir godkjende modellen, manglar eller ligg fram i tid.
finding-child-period-too-long = Prosjektet varer { $months } månader. Det kan vare høgst { $most }.
finding-child-other-application = Kommunen har ein annan søknad i utlysinga. Han kan ha eitt prosjekt om gongen.
finding-child-earlier-grant-running = Prosjektet som fekk tilskot for { $year }, går framleis. Kommunen kan ha eitt prosjekt om gongen.
finding-child-bti-not-registered = Kommunen er ikkje registrert med eit løpande tilskot til betre tverrfagleg innsats.
finding-child-not-anchored = Prosjektet er ikkje forankra i eit vedtak.
finding-child-few-services = Det deltek { $services ->
    [one] { $services } teneste
   *[other] { $services } tenester
}. Ein modell bør gå på tvers av minst { $least }.
finding-child-above-ceiling = Det er søkt om { $requested }. Det kan søkjast om høgst { $most }.
finding-child-no-eligible-cost = Budsjettet har ingen kostnader som tilskotet dekkjer.
finding-child-cost-not-paid = { $amount } til { $kind ->
    [personnel_release] frikjøp av personell
    [material] materiell
    [training] opplæring
    [implementation] implementering
    [cross_agency_competence] tverretatleg kompetanse
    [equipment] utstyr
   *[operation] ordinær drift
} blir ikkje dekt.
finding-child-request-above-cost = Det er søkt om { $requested }. Kostnadene som blir dekte, er { $cost }.
finding-child-double-funding = Offentlege midlar til prosjektet er til saman { $public }, meir enn kostnaden på { $cost }.
finding-child-attachment-missing = Vedlegg manglar: { $kind ->
    [anchoring_decision] vedtaket som forankrar prosjektet
   *[model] modellen som skal takast i bruk
}.

# Kva reglane finn i ein rapport.
finding-child-auditor-report-missing = Tilskotet er større enn { $limit }. Last opp ein fyldigare rapport frå revisor blant dokumenta i rapporten.
finding-child-report-line-missing = Rekneskapen manglar budsjettlinja for { $kind ->
    [personnel_release] frikjøp av personell
    [material] materiell
    [training] opplæring
    [implementation] implementering
    [cross_agency_competence] tverretatleg kompetanse
    [equipment] utstyr
   *[operation] ordinær drift
}. Ho blir rekna som ikkje brukt.
finding-child-report-equipment = { $amount } er brukt på utstyr.
finding-child-report-model-not-in-place = Modellen er ikkje på plass.
finding-child-report-more-followed-up = { $followed } barn er følgde opp, men berre { $found } er oppdaga.

# Utrekninga, steg for steg.
step-phase-not-open = Utlysinga gir ikkje tilskot til { $phase ->
    [develop] å utvikle ein modell
   *[implement] å ta i bruk ein modell
}.
step-eligible-cost = Av budsjettet på { $budget } blir kostnadene rekna som tilskotet dekkjer.
step-ceiling = Det lågaste av kostnaden { $cost } og høgste tilskot { $ceiling }.
step-lower-of-calculation-and-request = Det lågaste av utrekninga { $calculated } og det søkte { $requested }.

# Vilkåra i tilskotsbrevet.
condition-purpose-develop = Tilskotet på { $granted } går til å utvikle ein modell for å oppdage og følgje opp utsette barn.
condition-purpose-implement = Tilskotet på { $granted } går til å ta i bruk modellen { $model }.
condition-project-period = Prosjektet varer frå { $from } til { $to }.
condition-guidance = Bufdir gir fagleg rettleiing i heile perioden, og kommunen tek imot rettleiinga.
condition-change-notice = Kommunen seier frå om endringar i prosjektet.
condition-no-transfer = Tilskotet kan som regel ikkje overførast til eit seinare år, og prosjektet ikkje forlengjast.
condition-report = Kommunen rapporterer innan { $due }.
condition-auditor = Kommunerevisjonen stadfestar rekneskapen etter avtalte kontrollhandlingar (ISRS 4400).
condition-accounts-by-line = Rekneskapen skal kunne samanliknast med budsjettet linje for linje.
condition-fuller-report = Tilskotet er over { $above }. Kommunen skriv ein utvida rapport.
condition-not-carried-out = Blir prosjektet ikkje gjennomført, skal tilskotet betalast tilbake.
condition-unused = Midlar som ikkje er brukte, skal betalast tilbake.
condition-acceptance = Tilskotet må vere akseptert innan { $date }. Elles kan det falle bort.

# Tags of commitments.
plan-line-children-next-of-kin = Barn som pårørande
target-group-children-next-of-kin = Barn av foreldre med psykisk sjukdom eller rusproblem
measure-develop = Modell blir utvikla
measure-implement = Modell blir teken i bruk
