# Tilskot til utleigebustader, nynorsk.
scheme-title = Tilskot til utleigebustader
scheme-purpose = Fleire eigna utleigebustader til unge og vanskelegstilte på bustadmarknaden.
scheme-target-group = Unge og vanskelegstilte, mellom dei personar med rusavhengigheit eller psykisk liding, personar med utviklingshemming, flyktningar og personar med svak økonomi.
scheme-goal-criteria = Talet på bustader i bruk av målgruppa, fordelt på grupper, og netto tilvekst av slike bustader i kommunen.
scheme-follow-up = Kommunen rapporterer kvart år om bruken av bustadene. Bustader andre eig, blir kontrollerte ved stikkprøver. Tilskotet kan krevjast tilbake etter ein nedskrivingsplan.

sub-frame-general = Ramme for alle søkjarar
sub-frame-programme = Ramme for programkommunar
class-prioritised = Prosjekt etter prioriteringane i rettleiaren
class-investment-grant-possible = Prosjekt som kan få investeringstilskot til heildøgns omsorgsplassar

criterion-target-group = Målgruppe
criterion-housing-challenge = Dei bustadsosiale utfordringane til kommunen
criterion-net-addition = Netto tilvekst av bustader for pengane
criterion-living-environment = Bumiljø: spreiing, normalisering, eigna for barn
criterion-follow-up-services = Plan for oppfølging av bebuarane
criterion-project-need = Behov og økonomi i prosjektet

indicator-dwellings-in-use = Bustader i bruk av målgruppa
indicator-in-use-substance-dependency = Bustader i bruk: rusavhengigheit
indicator-in-use-mental-illness = Bustader i bruk: psykisk liding
indicator-in-use-intellectual-disability = Bustader i bruk: utviklingshemming
indicator-in-use-refugee = Bustader i bruk: flyktningar
indicator-in-use-weak-economy = Bustader i bruk: svak økonomi
indicator-in-use-young = Bustader i bruk: unge
indicator-in-use-other-disadvantaged = Bustader i bruk: andre vanskelegstilte
indicator-dwellings-vacant = Bustader som står tomme
indicator-dwellings-other-use = Bustader brukte av andre
indicator-dwellings-sold = Bustader som er selde

budget-line-building = Bygging
budget-line-land = Tomt
budget-line-existing-mass = Eksisterande bygningsmasse
budget-line-price = Kjøpesum
budget-line-fees = Omkostningar
budget-line-shared-debt = Fellesgjeld
budget-line-improvement = Utbetring
budget-line-upgrade = Oppgradering

obligation-dwelling = Bustad { $number } på { $area } m²

# Kva reglane finn i ein søknad.
finding-housing-applicant-kind = Denne typen søkjar kan ikkje få tilskotet.
finding-housing-municipality-unknown = Kommunenummer { $number } var ikkje i bruk { $date }. Oppgi kommunen bustadene ligg i.
finding-housing-property-missing = Gards- og bruksnummer manglar. Tilskotet kan ikkje betalast ut før det er oppgitt.
finding-housing-developer-measure = Ein utbyggjar får ikkje tilskot til dette tiltaket.
finding-housing-developer-needs-allocation = Ein utbyggjar får berre tilskot når kommunen har tildelingsavtale.
finding-housing-maintenance = Oppgraderinga hevar ikkje kvaliteten. Vanleg vedlikehald får ikkje tilskot.
finding-housing-need-not-announced = Behovet må vere kunngjort lokalt før det blir søkt saman med ein privat partnar.
finding-housing-takeover-too-long-ago = Bustadene vart overtekne { $takeover }. Siste dag å søkje var { $last }.
finding-housing-not-in-programme = Kommunen er ikkje registrert i kommuneprogrammet og kan ikkje søkje frå programramma.
finding-housing-programme-frame-released = Ramma for programkommunar var reservert til og med { $last } og er no open for alle.
finding-housing-too-many-subcontractors = Det er planlagt { $levels } ledd underleverandørar. Grensa er { $most }.
finding-housing-net-addition-above-units = Netto tilvekst er oppgitt til { $more }, men søknaden gjeld { $units ->
    [one] { $units } bustad
   *[other] { $units } bustader
}.
finding-housing-no-net-addition = Prosjektet gir ingen netto tilvekst av bustader for målgruppa.
finding-housing-allocation-right-missing = Kommunen må ha tildelingsrett til bustadene. Tilvisingsrett er ikkje nok.
finding-housing-allocation-right-too-short = Tildelingsretten varer { $years } år. Kravet er minst { $least } år.
finding-housing-clause-missing = Ein klausul om bruken av bustadene må tinglysast på eigedomen.
finding-housing-owner-is-not-applicant = Ein kommune er oppgitt som eigar, men søkjaren er ikkje ein kommune.
finding-housing-not-recommended = Kommunen rår ikkje til prosjektet.
finding-housing-recommendation-missing = Tilrådinga frå kommunen manglar.
finding-housing-cost-line-not-approved = { $amount } til { $kind ->
    [building] bygging
    [land] tomt
    [existing_mass] eksisterande bygningsmasse
    [price] kjøpesum
    [fees] omkostningar
    [shared_debt] fellesgjeld
    [improvement] utbetring
   *[upgrade] oppgradering
} blir ikkje rekna med i godkjende kostnader for dette tiltaket.
finding-housing-no-approved-cost = Ingen av kostnadene kan godkjennast for dette tiltaket.
finding-housing-market-value-missing = Anteken marknadsverdi er ikkje oppgitt.
finding-housing-above-market-value = Kostnaden på { $cost } er høgare enn anteken marknadsverdi. Godkjend kostnad blir sett til { $value }.
finding-housing-above-market-value-with-reason = Kostnaden på { $cost } er høgare enn anteken marknadsverdi på { $value }, med ein grunn som må vurderast.
finding-housing-financing-imbalance = Finansieringsplanen går ikkje opp: kostnaden er { $cost }, finansieringa { $financed }, skilnaden { $difference }.
finding-housing-plan-has-other-grant = Finansieringsplanen reknar med { $planned } i tilskot, men det er søkt om { $requested }.
finding-housing-loan-and-grant-too-high = Lån og tilskot er til saman { $both }. Det bør ikkje vere meir enn { $most }.
finding-housing-investment-grant-for-same = Bustadene får òg investeringstilskot til heildøgns omsorgsplassar. Same bustad kan ikkje få begge.
finding-housing-investment-grant-possible = Prosjektet kan få investeringstilskot til heildøgns omsorgsplassar og blir ikkje prioritert her.
finding-housing-area-above-counted = Bustad { $number } er på { $area } m². Berre { $most } m² blir rekna med.
finding-housing-request-above-calculation = Det er søkt om { $requested }. Utrekninga gir høgst { $calculated }.
finding-housing-attachment-missing = Vedlegg manglar: { $kind ->
    [project_description] prosjektomtale
    [floor_plans] planteikningar
    [valuation] verdivurdering
    [cooperation_agreement] samarbeidsavtale
    [allocation_agreement] tildelingsavtale
    [purchase_contract] kjøpekontrakt
    [tax_certificate] skatteattest for entreprenøren
    [municipality_recommendation] tilråding frå kommunen
   *[follow_up_services_plan] plan for oppfølgingstenester
}.

# Kva reglane finn i ein rapport.
finding-housing-report-line-missing = Rekneskapen manglar posten i budsjettet på { $amount } til { $kind ->
    [building] bygging
    [land] tomt
    [existing_mass] eksisterande bygningsmasse
    [price] kjøpesum
    [fees] omkostningar
    [shared_debt] fellesgjeld
    [improvement] utbetring
   *[upgrade] oppgradering
}. Han blir rekna som ikkje brukt.
finding-housing-report-units-differ = Rapporten gjer greie for { $told } bustader. Tilskotet gjeld { $units }.
finding-housing-report-financing-missing = Finansieringa av sluttkostnaden manglar: lån, tilskot, eigne midlar og anna.
finding-housing-report-financing-imbalance = Finansieringa på { $financed } og sluttkostnaden på { $cost } er ikkje like: skilnaden er { $difference }.
finding-housing-report-grant-too-high = Finansieringa reknar med { $planned } av tilskotet. Med denne sluttkostnaden er det att { $most }.
finding-housing-report-sold = { $units ->
    [one] { $units } bustad er seld
   *[other] { $units } bustader er selde
}. Det som ikkje er nedskrive, skal betalast tilbake.
finding-housing-report-other-use = { $units ->
    [one] { $units } bustad blir brukt
   *[other] { $units } bustader blir brukte
} av andre enn målgruppa.
finding-housing-report-vacant = { $units ->
    [one] { $units } bustad står tom
   *[other] { $units } bustader står tomme
}.

# Utrekninga, steg for steg.
step-approved-cost = Av dei planlagde kostnadene på { $planned } blir dei rekna som kan godkjennast for tiltaket.
step-not-above-market-value = Godkjend kostnad blir sett ned frå { $cost } til anteken marknadsverdi, { $value }.
step-share-of-cost = { $percent } % av godkjend kostnad på { $approved }.
step-present-value = Noverdien av venta inntekt over { $years } år med avkasting { $percent } %.
step-need = Behovet: godkjend kostnad { $approved } minus noverdien { $present }, ikkje under null.
step-lower-of-need-and-share = Det lågaste av behovet { $need } og delen { $share }.
step-rate-group = Kommune { $municipality } er i gruppe { $group } med sats { $rate } per m².
step-unit-by-area = Bustad { $number } på { $area } m² P-ROM: { $counted } m² gonger { $rate }.
step-sum-of-units = Summen for { $units ->
    [one] { $units } bustad
   *[other] { $units } bustader
}.
step-not-above-cost = Summen på { $sum } blir sett ned til godkjend kostnad, { $approved }.
step-loan-and-grant-guard = Lån og tilskot skal ikkje vere meir enn { $percent } % av godkjend kostnad, { $both }. Lånet er { $loan }.
step-lower-of-calculation-and-request = Det lågaste av utrekninga { $calculated } og det søkte { $requested }.

# Vilkåra i tilsegnsbrevet.
condition-purpose = Tilskotet på { $granted } gjeld { $units ->
    [one] { $units } utleigebustad
   *[other] { $units } utleigebustader
} for unge og vanskelegstilte.
condition-target-group = Bustadene skal brukast av { $group ->
    [substance_dependency] personar med rusavhengigheit
    [mental_illness] personar med psykisk liding
    [intellectual_disability] personar med utviklingshemming
    [refugee] flyktningar
    [weak_economy] personar med svak økonomi
    [young] unge
   *[other_disadvantaged] andre vanskelegstilte
}.
condition-completion = Bustadene skal vere ferdige og i bruk innan { $date }.
condition-unit-amount = Av tilskotet gjeld { $amount } bustad { $number } på { $area } m².
condition-payment = Tilskotet blir betalt ut når vilkåra i brevet er stadfesta, bustadene er ferdige og i bruk, tryggleiken er etablert og kostnadene er fakturerte og dokumenterte.
condition-payment-document = Før utbetaling sender de inn { $document ->
    [audited_accounts] revidert byggjerekneskap, sluttoppgjer eller fakturaer
    [completion_certificate] ferdigattest eller mellombels bruksløyve
    [improvement_accounts] rekneskap for utbetringa
    [accounts_and_invoices] rekneskap og fakturaer
    [registered_security] stadfesta tinglysing eller panteattest, eller inneståing
    [registered_declaration] tinglyst erklæring som viser til tildelingsavtalen
    [insurance_certificate] forsikringsbevis
    [signatory_certificate] firmaattest
    [identity_control] identitetskontroll
   *[self_declaration] eigenmelding
}.
condition-property-number = Før utbetaling oppgir de gards- og bruksnummer.
condition-proportional-reduction = Blir kostnaden lågare enn godkjend kostnad på { $approved }, blir tilskotet sett ned i same forhold.
condition-law-breach = Tilskotet kan haldast tilbake ved mistanke om brot på norsk lov, og fell bort når brot er slått fast.
condition-allocation-right = Kommunen har rett til å tildele bustadene i minst { $years } år.
condition-registered-clause = Ein klausul om bruken av bustadene blir tinglyst på eigedomen.
condition-write-off = Plikta til å betale tilbake blir skriven ned med { $percent } % for kvart fullførte år frå utbetalinga, her { $yearly } i året. Etter { $years } år er ingenting att.
condition-write-off-at-once = Tilskotet er under { $limit } og blir skrive ned med ein gong. Det blir ikkje kravd tilbake.
condition-repayment = Den delen som ikkje er skriven ned, skal betalast tilbake dersom bustadene blir selde, ikkje blir brukte av vanskelegstilte, blir brukte i strid med norsk lov, eller opplysningane i søknaden var urette.
condition-duty-to-notify = De skal seie frå når ein bustad ikkje blir brukt som føresett.
condition-yearly-report = De rapporterer kvart år om bruken av bustadene, første gongen eitt år etter utbetalinga, så lenge plikta til å betale tilbake gjeld.
condition-report = De rapporterer om bruken av bustadene eitt år etter utbetalinga, og når plikta til å betale tilbake er over.
condition-single-report = De rapporterer om bruken av bustadene eitt år etter utbetalinga.
condition-spot-check = Bruken av bustadene kan bli kontrollert ved stikkprøver.
condition-acceptance = Tilsegna må vere akseptert innan { $date }. Elles kan ho falle bort.

# Brevet: bustadene står i ein tabell.
letter-table-unit-amount = Tilskot for kvar bustad
letter-column-unit-amount-number = Bustad
letter-column-unit-amount-area = Areal i m²
letter-column-unit-amount-amount = Tilskot
letter-appeal-body = Klagenemnda for Husbanken

# Tags of commitments.
plan-line-housing = Utleigebustader
target-group-substance-dependency = Personar med rusavhengigheit
target-group-mental-illness = Personar med psykisk liding
target-group-intellectual-disability = Personar med utviklingshemming
target-group-refugee = Flyktningar
target-group-weak-economy = Personar med svak økonomi
target-group-young = Unge
target-group-other-disadvantaged = Andre vanskelegstilte
measure-housing-first = Housing First
measure-other-dwellings = Andre bustader
