# Tilskudd til utleieboliger, bokmål.
scheme-title = Tilskudd til utleieboliger
scheme-purpose = Flere egnede utleieboliger til unge og vanskeligstilte på boligmarkedet.
scheme-target-group = Unge og vanskeligstilte, blant dem personer med rusavhengighet eller psykisk lidelse, personer med utviklingshemming, flyktninger og personer med svak økonomi.
scheme-goal-criteria = Antall boliger i bruk av målgruppen, fordelt på grupper, og netto tilvekst av slike boliger i kommunen.
scheme-follow-up = Kommunen rapporterer hvert år om bruken av boligene. Boliger andre eier, kontrolleres ved stikkprøver. Tilskuddet kan kreves tilbake etter en nedskrivningsplan.

sub-frame-general = Ramme for alle søkere
sub-frame-programme = Ramme for programkommuner
class-prioritised = Prosjekter etter veilederens prioriteringer
class-investment-grant-possible = Prosjekter som kan få investeringstilskudd til heldøgns omsorgsplasser

criterion-target-group = Målgruppe
criterion-housing-challenge = Kommunens boligsosiale utfordringer
criterion-net-addition = Netto tilvekst av boliger for pengene
criterion-living-environment = Bomiljø: spredning, normalisering, egnet for barn
criterion-follow-up-services = Plan for oppfølging av beboerne
criterion-project-need = Prosjektets behov og økonomi

indicator-dwellings-in-use = Boliger i bruk av målgruppen
indicator-in-use-substance-dependency = Boliger i bruk: rusavhengighet
indicator-in-use-mental-illness = Boliger i bruk: psykisk lidelse
indicator-in-use-intellectual-disability = Boliger i bruk: utviklingshemming
indicator-in-use-refugee = Boliger i bruk: flyktninger
indicator-in-use-weak-economy = Boliger i bruk: svak økonomi
indicator-in-use-young = Boliger i bruk: unge
indicator-in-use-other-disadvantaged = Boliger i bruk: andre vanskeligstilte
indicator-dwellings-vacant = Boliger som står tomme
indicator-dwellings-other-use = Boliger brukt av andre
indicator-dwellings-sold = Boliger som er solgt

budget-line-building = Bygging
budget-line-land = Tomt
budget-line-existing-mass = Eksisterende bygningsmasse
budget-line-price = Kjøpesum
budget-line-fees = Omkostninger
budget-line-shared-debt = Fellesgjeld
budget-line-improvement = Utbedring
budget-line-upgrade = Oppgradering

obligation-dwelling = Bolig { $number } på { $area } m²

# Hva reglene finner i en søknad.
finding-housing-applicant-kind = Denne typen søker kan ikke få tilskuddet.
finding-housing-municipality-unknown = Kommunenummer { $number } var ikke i bruk { $date }. Oppgi kommunen boligene ligger i.
finding-housing-property-missing = Gårds- og bruksnummer mangler. Tilskuddet kan ikke utbetales før det er oppgitt.
finding-housing-developer-measure = En utbygger får ikke tilskudd til dette tiltaket.
finding-housing-developer-needs-allocation = En utbygger får bare tilskudd når kommunen har tildelingsavtale.
finding-housing-maintenance = Oppgraderingen hever ikke kvaliteten. Vanlig vedlikehold får ikke tilskudd.
finding-housing-need-not-announced = Behovet må være kunngjort lokalt før det søkes sammen med en privat partner.
finding-housing-takeover-too-long-ago = Boligene ble overtatt { $takeover }. Siste dag å søke var { $last }.
finding-housing-not-in-programme = Kommunen er ikke registrert i kommuneprogrammet og kan ikke søke fra programrammen.
finding-housing-programme-frame-released = Rammen for programkommuner var reservert til og med { $last } og er nå åpen for alle.
finding-housing-too-many-subcontractors = Det er planlagt { $levels } ledd underleverandører. Grensen er { $most }.
finding-housing-net-addition-above-units = Netto tilvekst er oppgitt til { $more }, men søknaden gjelder { $units ->
    [one] { $units } bolig
   *[other] { $units } boliger
}.
finding-housing-no-net-addition = Prosjektet gir ingen netto tilvekst av boliger for målgruppen.
finding-housing-allocation-right-missing = Kommunen må ha tildelingsrett til boligene. Tilvisningsrett er ikke nok.
finding-housing-allocation-right-too-short = Tildelingsretten varer { $years } år. Kravet er minst { $least } år.
finding-housing-clause-missing = En klausul om bruken av boligene må tinglyses på eiendommen.
finding-housing-owner-is-not-applicant = En kommune er oppgitt som eier, men søkeren er ikke en kommune.
finding-housing-not-recommended = Kommunen anbefaler ikke prosjektet.
finding-housing-recommendation-missing = Kommunens anbefaling mangler.
finding-housing-cost-line-not-approved = { $amount } til { $kind ->
    [building] bygging
    [land] tomt
    [existing_mass] eksisterende bygningsmasse
    [price] kjøpesum
    [fees] omkostninger
    [shared_debt] fellesgjeld
    [improvement] utbedring
   *[upgrade] oppgradering
} regnes ikke med i godkjente kostnader for dette tiltaket.
finding-housing-no-approved-cost = Ingen av kostnadene kan godkjennes for dette tiltaket.
finding-housing-market-value-missing = Antatt markedsverdi er ikke oppgitt.
finding-housing-above-market-value = Kostnaden på { $cost } er høyere enn antatt markedsverdi. Godkjent kostnad settes til { $value }.
finding-housing-above-market-value-with-reason = Kostnaden på { $cost } er høyere enn antatt markedsverdi på { $value }, med en grunn som må vurderes.
finding-housing-financing-imbalance = Finansieringsplanen går ikke opp: kostnaden er { $cost }, finansieringen { $financed }, forskjellen { $difference }.
finding-housing-plan-has-other-grant = Finansieringsplanen regner med { $planned } i tilskudd, men det er søkt om { $requested }.
finding-housing-loan-and-grant-too-high = Lån og tilskudd er til sammen { $both }. Det bør ikke være mer enn { $most }.
finding-housing-investment-grant-for-same = Boligene får også investeringstilskudd til heldøgns omsorgsplasser. Samme bolig kan ikke få begge.
finding-housing-investment-grant-possible = Prosjektet kan få investeringstilskudd til heldøgns omsorgsplasser og blir ikke prioritert her.
finding-housing-area-above-counted = Bolig { $number } er på { $area } m². Bare { $most } m² regnes med.
finding-housing-request-above-calculation = Det er søkt om { $requested }. Beregningen gir høyst { $calculated }.
finding-housing-attachment-missing = Vedlegg mangler: { $kind ->
    [project_description] prosjektbeskrivelse
    [floor_plans] plantegninger
    [valuation] verdivurdering
    [cooperation_agreement] samarbeidsavtale
    [allocation_agreement] tildelingsavtale
    [purchase_contract] kjøpekontrakt
    [tax_certificate] skatteattest for entreprenøren
    [municipality_recommendation] kommunens anbefaling
   *[follow_up_services_plan] plan for oppfølgingstjenester
}.

# Hva reglene finner i en rapport.
finding-housing-report-line-missing = Regnskapet mangler posten i budsjettet på { $amount } til { $kind ->
    [building] bygging
    [land] tomt
    [existing_mass] eksisterende bygningsmasse
    [price] kjøpesum
    [fees] omkostninger
    [shared_debt] fellesgjeld
    [improvement] utbedring
   *[upgrade] oppgradering
}. Den regnes som ikke brukt.
finding-housing-report-units-differ = Rapporten gjør rede for { $told } boliger. Tilskuddet gjelder { $units }.
finding-housing-report-financing-missing = Finansieringen av sluttkostnaden mangler: lån, tilskudd, egne midler og annet.
finding-housing-report-financing-imbalance = Finansieringen på { $financed } og sluttkostnaden på { $cost } er ikke like: forskjellen er { $difference }.
finding-housing-report-grant-too-high = Finansieringen regner med { $planned } av tilskuddet. Med denne sluttkostnaden er det igjen { $most }.
finding-housing-report-sold = { $units ->
    [one] { $units } bolig er solgt
   *[other] { $units } boliger er solgt
}. Det som ikke er nedskrevet, skal betales tilbake.
finding-housing-report-other-use = { $units ->
    [one] { $units } bolig brukes
   *[other] { $units } boliger brukes
} av andre enn målgruppen.
finding-housing-report-vacant = { $units ->
    [one] { $units } bolig står tom
   *[other] { $units } boliger står tomme
}.

# Beregningen, trinn for trinn.
step-approved-cost = Av de planlagte kostnadene på { $planned } regnes de som godkjennes for tiltaket.
step-not-above-market-value = Godkjent kostnad settes ned fra { $cost } til antatt markedsverdi, { $value }.
step-share-of-cost = { $percent } % av godkjent kostnad på { $approved }.
step-present-value = Nåverdien av forventet inntekt over { $years } år med avkastning { $percent } %.
step-need = Behovet: godkjent kostnad { $approved } minus nåverdien { $present }, ikke under null.
step-lower-of-need-and-share = Det laveste av behovet { $need } og andelen { $share }.
step-rate-group = Kommune { $municipality } er i gruppe { $group } med sats { $rate } per m².
step-unit-by-area = Bolig { $number } på { $area } m² P-ROM: { $counted } m² ganger { $rate }.
step-sum-of-units = Summen for { $units ->
    [one] { $units } bolig
   *[other] { $units } boliger
}.
step-not-above-cost = Summen på { $sum } settes ned til godkjent kostnad, { $approved }.
step-loan-and-grant-guard = Lån og tilskudd skal ikke være mer enn { $percent } % av godkjent kostnad, { $both }. Lånet er { $loan }.
step-lower-of-calculation-and-request = Det laveste av beregningen { $calculated } og det omsøkte { $requested }.

# Vilkårene i tilsagnsbrevet.
condition-purpose = Tilskuddet på { $granted } gjelder { $units ->
    [one] { $units } utleiebolig
   *[other] { $units } utleieboliger
} for unge og vanskeligstilte.
condition-target-group = Boligene skal brukes av { $group ->
    [substance_dependency] personer med rusavhengighet
    [mental_illness] personer med psykisk lidelse
    [intellectual_disability] personer med utviklingshemming
    [refugee] flyktninger
    [weak_economy] personer med svak økonomi
    [young] unge
   *[other_disadvantaged] andre vanskeligstilte
}.
condition-completion = Boligene skal være ferdige og i bruk innen { $date }.
condition-unit-amount = Av tilskuddet gjelder { $amount } bolig { $number } på { $area } m².
condition-payment = Tilskuddet utbetales når vilkårene i brevet er bekreftet, boligene er ferdige og i bruk, sikkerheten er etablert og kostnadene er fakturert og dokumentert.
condition-payment-document = Før utbetaling sender dere inn { $document ->
    [audited_accounts] revidert byggeregnskap, sluttoppgjør eller fakturaer
    [completion_certificate] ferdigattest eller midlertidig brukstillatelse
    [improvement_accounts] regnskap for utbedringen
    [accounts_and_invoices] regnskap og fakturaer
    [registered_security] bekreftet tinglysing eller panteattest, eller inneståelse
    [registered_declaration] tinglyst erklæring som viser til tildelingsavtalen
    [insurance_certificate] forsikringsbevis
    [signatory_certificate] firmaattest
    [identity_control] identitetskontroll
   *[self_declaration] egenmelding
}.
condition-property-number = Før utbetaling oppgir dere gårds- og bruksnummer.
condition-proportional-reduction = Blir kostnaden lavere enn godkjent kostnad på { $approved }, settes tilskuddet ned forholdsmessig.
condition-law-breach = Tilskuddet kan holdes tilbake ved mistanke om brudd på norsk lov, og bortfaller når brudd er fastslått.
condition-allocation-right = Kommunen har rett til å tildele boligene i minst { $years } år.
condition-registered-clause = En klausul om bruken av boligene tinglyses på eiendommen.
condition-write-off = Plikten til å betale tilbake skrives ned med { $percent } % for hvert fullførte år fra utbetalingen, her { $yearly } i året. Etter { $years } år er ingenting igjen.
condition-write-off-at-once = Tilskuddet er under { $limit } og skrives ned med en gang. Det kreves ikke tilbake.
condition-repayment = Den delen som ikke er skrevet ned, betales tilbake dersom boligene selges, ikke brukes av vanskeligstilte, brukes i strid med norsk lov, eller opplysningene i søknaden var uriktige.
condition-duty-to-notify = Dere skal si fra når en bolig ikke brukes som forutsatt.
condition-yearly-report = Dere rapporterer hvert år om bruken av boligene, første gang ett år etter utbetalingen, så lenge plikten til å betale tilbake løper.
condition-report = Dere rapporterer om bruken av boligene ett år etter utbetalingen, og når plikten til å betale tilbake er over.
condition-single-report = Dere rapporterer om bruken av boligene ett år etter utbetalingen.
condition-spot-check = Bruken av boligene kan bli kontrollert ved stikkprøver.
condition-acceptance = Tilsagnet må være akseptert innen { $date }. Ellers kan det falle bort.

# Brevet: boligene står i en tabell.
letter-table-unit-amount = Tilskudd for hver bolig
letter-column-unit-amount-number = Bolig
letter-column-unit-amount-area = Areal i m²
letter-column-unit-amount-amount = Tilskudd
letter-appeal-body = Klagenemnda for Husbanken

# Tags of commitments.
plan-line-housing = Utleieboliger
target-group-substance-dependency = Personer med rusavhengighet
target-group-mental-illness = Personer med psykisk lidelse
target-group-intellectual-disability = Personer med utviklingshemming
target-group-refugee = Flyktninger
target-group-weak-economy = Personer med svak økonomi
target-group-young = Unge
target-group-other-disadvantaged = Andre vanskeligstilte
measure-housing-first = Housing First
measure-other-dwellings = Andre boliger
