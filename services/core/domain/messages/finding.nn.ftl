# Funn som alle ordningar har felles.
finding-municipality-unknown = Ingen kommune hadde nummeret { $number } den { $date }.
finding-organisation-number-invented = Organisasjonsnummeret vart laga då runden vart lesen inn; det kan ikkje betalast ut tilskot til det.
finding-call-term-fixed = Utlysinga er opna: dette kan ikkje endrast lenger. Fristen kan berre flyttast til seinare.
finding-call-weights = Vektene på kriteria er til saman { $sum } prosent; dei skal vere 100.
finding-attachments-too-many = Søknaden har { $most } vedlegg, og kan ikkje ha fleire.
finding-grant-acceptance-late = Fristen for å akseptere tilbodet gjekk ut { $date }.
finding-grant-terms-not-sent = Brevet med vilkåra er ikkje sendt. Tilbodet blir akseptert når mottakaren har det.
finding-grant-still-open = Tilbodet kan aksepterast til og med { $date }, og kan ikkje falle bort før det.
finding-grant-acceptance-not-late = Tilbodet kan aksepterast til og med { $date }, og treng ingen ny frist enno.
finding-grant-late-day-over = Den nye fristen er { $date }, som er over. Vel ein dag som ikkje er det.
finding-grant-lapse-noticed = Det er varsla at tilbodet fell bort. Mottakaren kan uttale seg til og med { $date }.
finding-grant-lapse-not-noticed = Fristen var { $date }. Tilbodet kan ikkje falle bort før det er varsla.
finding-grant-budget-not-approved = Tilskotet er lågare enn det er søkt om, og blir akseptert med eit revidert budsjett. { $state ->
    [submitted] Det som er sendt inn, ventar på ein saksbehandlar. Aksepter når det er godkjent.
    [approved] Det godkjende dekkjer ikkje beløpet etter ein auke. Send inn eit nytt.
    [returned] Det siste vart sendt tilbake. Send inn eit nytt, og aksepter når det er godkjent.
   *[missing] Send inn eit, og aksepter når det er godkjent.
}
finding-grant-budget-not-needed = Det trengst ikkje noko revidert budsjett: tilskotet er det det er søkt om, reglane krev ikkje noko, eller eit er godkjent. Aksepter tilbodet.
finding-grant-budget-not-waiting = Ingen reviderte budsjett ventar på svar. Mottakaren sender inn eit først.
finding-grant-budget-below-grant = Det reviderte budsjettet er på { $sum }, mindre enn { $granted }, som er tilskotet no. Send det tilbake, så mottakaren sender inn eit nytt.
finding-grant-budget-waits = Eit revidert budsjett ventar på svar. Godkjenn det eller send det tilbake; mottakaren får då dagar til å gå vidare.
finding-payment-invented-number = Mottakaren har ikkje eit verkeleg organisasjonsnummer: nummeret vart laga då runden vart lesen inn.
finding-payment-not-accepted = Tilbodet er ikkje akseptert.
finding-payment-conditions-open = Vilkåra for utbetaling er ikkje stadfesta.
finding-payment-paused = Utbetalingane er stansa.
finding-payment-report-pending = Sluttrapporten er levert, men ikkje godkjend.
finding-payment-accounts-not-settled = Sluttkostnaden er ikkje rapportert og godkjend. Han avgjer kor mykje som blir utbetalt.
finding-payment-grant-ended = Tilskotet er avslutta.
finding-payment-four-eyes = Den som attesterer, har sjølv gjort vedtaket.
finding-payment-interest-declared = Den som behandlar utbetalinga, er inhabil i saka.
finding-payment-approval-four-eyes = Den som godkjenner utbetalinga, har sjølv attestert henne.
finding-payment-nothing-to-approve = Inga attestert utbetaling ventar på godkjenning.
finding-payment-not-for-bank = Banken kan ikkje ta imot utbetalinga { $payment }: namnet til mottakaren eller beløpet passar ikkje i betalingsformatet.
finding-payment-account-returned = Banken avviste eller returnerte ei utbetaling { $date }. Kontoen må stadfestast eller endrast før det blir betalt igjen.
finding-payment-bank-entry-open = Ein post frå banken om dette tilskotet er ikkje avklart.
finding-account-not-in-question = Inga utbetaling er avvist eller returnert, så det er ingen konto å stadfeste.
finding-bank-money-received = Det kom inn pengar som ikkje er ei returnert utbetaling, til dømes ei tilbakebetaling. Finn avsendaren, og registrer beløpet som tilbakebetalt på tilskotet eller avklar posten.
finding-bank-status-unknown = Banken gir opp ein status som ikkje er kjend her: { $status }.
finding-bank-without-id = Banken gir ikkje opp nokon referanse som er vår.
finding-bank-payment-unknown = Inga utbetaling har denne referansen.
finding-bank-payment-not-sent = Utbetalinga er ikkje hos banken: ho er ikkje godkjend, eller fila er ikkje eksportert.
finding-bank-payment-superseded = Utbetalinga vart avvist eller returnert tidlegare, og er planlagd igjen med ein ny referanse.
finding-bank-wrong-amount = Utbetalinga er på { $expected }, men banken seier { $amount }.
finding-bank-other-account = Utbetalinga vart send frå ein annan konto enn den som sluttar på { $account }.
finding-bank-returned-before-paid = Utbetalinga kom i retur, men banken har ikkje meldt at ho vart bokført. Posten blir teken inn når det skjer.
finding-bank-paid-already = Banken har alt bokført utbetalinga, { $booked }.
finding-bank-repaid-already = Utbetalinga kom i retur, men mottakaren har betalt ho tilbake. Finn ut kven pengane høyrer til.
finding-bank-entry-no-credit = Posten frå banken fortel ikkje om pengar som kom inn.
finding-bank-entry-other-grant = Posten frå banken gjeld eit anna tilskot.
finding-bank-entry-other-account = Posten frå banken gjeld kontoen som sluttar på { $account }, som inga utbetaling i denne utlysinga vart send frå.
finding-bank-entry-other-amount = Posten frå banken er på { $expected } og tilbakebetalinga på { $amount }. Dei må vere like.
finding-bank-entry-other-day = Banken bokførte posten { $date }. Registrer tilbakebetalinga på den dagen.
finding-repayment-too-much = { $amount } er meir enn det som er utbetalt og står att å betale tilbake, som er { $left }.
finding-repayment-in-future = { $date } er ikkje komen. Registrer tilbakebetalinga når ho er bokført.
finding-repayment-before-payment = Den første utbetalinga vart bokført { $date }, så ingenting vart betalt tilbake før ho.
finding-due-not-attested = Utbetalinga er forfalla og ventar på attestasjon.
finding-due-not-approved = Utbetalinga er attestert og ventar på godkjenning.
finding-due-not-sent = Utbetalinga er godkjend, men fila er ikkje eksportert til banken.
finding-due-not-answered = Utbetalinga er send, og banken har ikkje svara.
finding-due-not-booked = Banken har godteke utbetalinga, men ikkje bokført henne.
finding-payment-account-pending = Ei endring av kontoen ventar på at ein annan kontrollerer ho.
finding-payment-account-waiting = Kontoen er endra. Det blir utbetalt til han frå { $date }.
finding-payment-account-changed = Kontoen vart endra etter at utbetalinga vart attestert. Stans utbetalinga og attester ho på nytt.
finding-payment-account-four-eyes = Den som behandlar utbetalinga, har meldt inn eller godkjent kontoen.
finding-account-change-open = Ei endring av kontoen er ikkje teken i bruk enno. Godkjenn eller avvis ho først.
finding-account-unchanged = Tilskotet blir alt utbetalt til denne kontoen.
finding-account-no-change = Inga endring av kontoen ventar.
finding-report-empty = Det er ikkje skrive noko i rapporten.
finding-report-indicators-missing = Rapporten manglar tala for resultata. Fyll dei inn.
finding-report-before-its-turn = Rapporten { $before } kjem først: lever han og vent til fristen { $due } er nådd, eller til han er godkjend.
finding-report-earlier-not-accepted = Rapporten { $before } er ikkje godkjend enno. Ta stilling til han først.
finding-report-line-not-approved = Linja «{ $line }» på { $amount } står ikkje i det godkjende budsjettet. Før kostnaden på ei linje som er godkjend, eller ta han ut.
finding-report-parked-without-later = Linja «{ $line }» kan ikkje utsetjast: ingen seinare rapport har rekneskap. Godkjenn ho, avslå ho eller send rapporten tilbake.
finding-report-narrative-missing = Rapporten seier ikkje kva som er gjort.
finding-report-accounts-missing = Rapporten manglar rekneskap.
finding-report-auditor-missing = Stadfesting frå revisor manglar. Tilskotet er { $granted }.
finding-report-moved-to-equity = { $amount } av tilskotet er ført til eigenkapital og må betalast tilbake.
finding-report-lower-cost = Kostnaden vart { $actual }, lågare enn budsjettet på { $budget }: tilskotet blir sett ned i same forhold.
finding-report-higher-cost = Kostnaden på { $actual } er høgare enn det godkjende budsjettet på { $budget }. Tilskotet aukar ikkje av det.
finding-receipt-unknown = Inga utbetaling har denne referansen.
finding-receipt-not-attested = Utbetalinga er ikkje attestert.
finding-receipt-not-approved = Utbetalinga er ikkje godkjend.
finding-receipt-cancelled = Utbetalinga er annullert.
finding-receipt-wrong-amount = Utbetalinga er på { $expected }, men kvitteringa seier { $amount }.
finding-receipt-contradicts = Utbetalinga er alt kvittert som bokført { $booked }.
finding-previous-call-not-decided = Utlysinga { $call } er ikkje avgjord og kan ikkje vere førre runde. Vel ei utlysing der fordelinga er vedteken.
finding-estimate-no-previous-call = Utlysinga viser ikkje til ein førre runde, så det er ingenting å rekne overslaget på.
finding-estimate-other-frames = Førre runde hadde ikkje den delramma søknaden konkurrerer i, så det er ingenting å rekne overslaget på.
finding-estimate-pool-too-small = Færre enn fem andre søkte i førre runde. Eit overslag ville ha røpt kva dei søkte om.
finding-estimate-not-possible = Førre runde kan ikkje køyrast på nytt med denne søknaden i: grensene seier imot kvarandre.
finding-allocation-departs-from-plan = Scenarioet gjer noko anna enn fordelingsplanen til ordninga. Skriv kvifor.
finding-waiting-list-nothing-freed = Ingenting er frigjeve og ingenting er igjen: det finst ingen pengar å fordele på nytt.
finding-waiting-list-nobody = Det som er frigjeve, aukar ikkje tilskotet til nokon: alle som ventar, har det dei kan få, eller rekkjefølgja i ordninga når dei ikkje.
finding-euro-rate-missing = Tildelingar til økonomisk aktivitet: { $awards }. Dei er offentleg støtte. Oppgi eurokursen for dagen ved godkjenninga, som kroner for éin euro.
finding-payment-report-overdue = Utbetalinga ventar: rapporten som skulle vore levert seinast { $date }, manglar.
finding-report-extension-not-later = Den nye fristen må vere seinare enn { $date }.
finding-report-extension-no-day = Rapporten har ingen frist før utbetalinga som han følgjer.
finding-report-extension-past = Fristen { $date } er passert.
finding-application-report-overdue = Rapporten for tilskotet i { $year } er ikkje levert, og fristen er ute. Han må vere levert før søknaden kan innvilgast.
finding-documents-too-many = Det er { $most } dokument her, og det kan ikkje vere fleire.
finding-document-infected = Fila er smitta av { $signature } og er ikkje lagra. Reins maskina ho kom frå, og last opp ei rein fil.
finding-document-too-large-to-scan = Fila er for stor for virusskannaren og er ikkje lagra. Last opp ei mindre fil.
settlement-reduced = Tilskotet på { $granted } blir sett ned til { $kept }: { $counted } av det godkjende budsjettet på { $budget } er kostnad som tel.
settlement-whole = Heile tilskotet på { $granted } kan haldast på: kostnaden som tel, er { $counted } av eit godkjent budsjett på { $budget }.
settlement-unit = Eining { $number }: bygd { $built } m² av { $area } m² som vart rekna med, og { $counted } av eit godkjent budsjett på { $budget } er kostnad som tel. Av { $granted } kan { $kept } haldast på.
finding-certificate-auditor-kind = Stadfestinga er frå { $kind ->
    [municipal] kommunerevisjonen
    [state_authorised] ein statsautorisert revisor
    [registered] ein registrert revisor
   *[independent_person] ein uavhengig person
}. Ordninga krev ein annan slags revisor for denne mottakaren og dette beløpet.
finding-certificate-auditor-is-recipient = Revisoren har det same organisasjonsnummeret som mottakaren. Revisor må vere uavhengig av mottakaren.
finding-certificate-amount-differs = Revisor stadfester { $certified }; rekneskapen viser { $actual }.
finding-certificate-before-period-end = Stadfestinga er datert { $date }, før perioden ho gjeld var over { $day }.
finding-certificate-before-grant = Stadfestinga er datert { $date }, før tilskotet vart vedteke { $day }.
finding-certificate-in-future = Stadfestinga er datert { $date }, som er fram i tid. I dag er det { $day }.
finding-certificate-file-missing = Fila med stadfestinga er ikkje blant dokumenta i rapporten. Last ho opp først.
finding-payment-document-missing = Utbetalinga ventar på eit dokument som ikkje er lasta opp: { $kind ->
    [audited_accounts] revidert byggjerekneskap
    [completion_certificate] ferdigattest
    [improvement_accounts] rekneskap for utbetringa
    [accounts_and_invoices] rekneskap og fakturaer
    [registered_security] stadfesta tinglysing eller panteattest
    [registered_declaration] tinglyst erklæring
    [insurance_certificate] forsikringsbevis
    [signatory_certificate] firmaattest
    [identity_control] identitetskontroll
    [self_declaration] eigenmelding
   *[other] { $kind }
}.
finding-payment-property-missing = Gards- og bruksnummer er ikkje oppgjeve.
finding-payment-registration-missing = Tinglysinga av klausulen er ikkje oppgjeven: dag og referanse i grunnboka.
finding-payment-areas-missing = Areala slik dei vart bygde, er ikkje oppgjevne. Oppgje dei før sluttkostnaden blir levert.
finding-fact-not-needed = Tilskotet treng ikkje denne opplysninga.
finding-fact-after-payment = Tilskotet er utbetalt. Berre ein sakshandsamar kan rette opplysninga.
finding-property-of-other-municipality = Eigedomen ligg i kommune { $given }. Tilskotet gjeld kommune { $municipality }.
finding-registration-in-future = Tinglysingsdagen { $date } har ikkje vore enno.
finding-areas-after-settlement = Tilskotet er gjort opp etter areala. Dei kan ikkje endrast no.
finding-areas-of-other-units = Tilskotet er rekna av { $units } einingar, og { $given } areal er oppgjevne. Oppgje eitt for kvar.
finding-breach-in-future = Dagen for brotet, { $date }, har ikkje vore enno.
finding-breach-before-payment = Dagen for brotet, { $date }, er før utbetalinga { $paid }.
finding-breach-document-unknown = Tilskotet har ikkje dokumentet { $document }. Last det opp på tilskotet først.
finding-succession-before-application = Sak { $case } vart søkt { $applied }, etter overtakinga { $date }. Rett datoen, eller avvis søknaden.
finding-succession-before-earlier = Organisasjonen tok over ein annan { $earlier }, etter { $date }. Rett datoen.
finding-succession-chain = Organisasjon { $organisation } vart sjølv teken over av { $by } { $date }. Oppgje { $by } som rettsetterfølgjar.
finding-succession-changed = Sakene er ikkje lenger dei som vart viste. Sjå på dei att; eit framlegg blir avvist og laga på nytt.
finding-succession-circle = Organisasjon { $organisation } vart teken over { $date } av { $by }, og er dermed komen til den som ho skulle ta over. Ein organisasjon kan ikkje ta over seg sjølv.
finding-succession-in-future = Dagen for overtakinga, { $date }, er ikkje komen enno.
finding-succession-municipality-invalid = Kommune { $municipality } finst ikkje { $date } eller seinare.
finding-succession-not-a-municipality = Ein kommune blir teken over av ein kommune.
finding-succession-not-in-table = Kommunetabellen har ikkje at { $old } vart ein del av { $new } { $date }.
finding-succession-payment-under-way = Ei utbetaling i sak { $case } er godkjend, og banken har ikkje svart. Vent på svaret.
finding-succession-proposed-already = Overtaking av { $organisation } er alt foreslått. Stadfest eller avvis framlegget først.
finding-succession-same-organisation = Ein organisasjon kan ikkje ta over seg sjølv.
finding-succession-taken-over-already = Organisasjon { $organisation } vart teken over av { $by } { $date }.
finding-succession-unknown-organisation = Organisasjon { $organisation } har ingen søknad og står ikkje i noko register her.
finding-organisation-taken-over = Organisasjon { $organisation } vart teken over av { $by } { $date }. { $by } søkjer og handlar i staden for henne.
finding-payment-account-of-predecessor = Kontoen høyrer til organisasjonen som vart teken over. Be om kontoen til rettsetterfølgjaren og få han godkjend.
finding-deadlines-changed = Sakene er ikkje lenger dei som prøvekøyringa viste. Køyr ho igjen og sjå på svaret.
finding-deadlines-none = Ingen frist av denne typen ligg mellom desse dagane.
finding-deadlines-too-many = { $count } fristar ligg mellom desse dagane; { $most } kan flyttast om gongen. Vel færre dagar, éi utlysing eller saker.
finding-obligation-unknown = Tilskotet har inga plikt med nummer { $number }.
finding-obligation-not-paid = Plikt { $number } tek til først ved utbetalinga.
finding-obligation-ended = Plikt { $number } var slutt { $date }.
finding-obligation-claimed = Plikt { $number } er kravd tilbake for eit brot { $date }.
finding-obligation-runs = Plikt { $number } er ikkje slutt.
finding-obligation-not-repaid = Plikt { $number } er kravd tilbake og ikkje betalt.
finding-obligation-released = Hefta for plikt { $number } er sletta.
finding-delivery-not-sent = Dette er ikkje sendt til parten enno.
finding-delivery-before-dispatch = Dagen er før det vart sendt, { $date }.
finding-delivery-in-future = Dagen, { $date }, har ikkje kome enno.
finding-journal-ground-missing = Den offentlege tittelen seier mindre enn den skjerma. Skriv heimelen.
finding-journal-title-names-person = Den offentlege tittelen inneheld elleve siffer og kan peike på ein person. Skriv han utan.
finding-reasons-too-late = Fristen for å klage var { $date }. Etter den kan det ikkje bedast om grunngiving.
finding-reasons-not-asked = Det er ikkje bede om noka grunngiving.
finding-reasons-given = Ei grunngiving er gitt og send, og blir ikkje endra.
finding-date-too-far = Dagen er for langt unna til å rekne frå.
finding-appeal-not-open = Etter vår vurdering kan parten ikkje klage på dette vedtaket.
finding-appeal-superseded = Vedtak { $number } har kome i staden for dette. Klag på det.
finding-appeal-runs = Klage { $number } i saka er ikkje avgjord. Vent til ho er det, eller trekk ho.
finding-appeal-decided = Vedtaket er prøvd i klage { $number }, og blir ikkje prøvd igjen.
finding-appeal-too-late = Ei klage som kom etter { $date }, kan ikkje behandlast, uansett grunn.
finding-appeal-above-requested = { $amount } er meir enn det er søkt om, { $requested }.
finding-appeal-not-more = { $amount } er ikkje meir enn det som er innvilga, { $granted }.
finding-appeal-gives-no-amount = Søknaden er ikkje avgjord med eit beløp, så klaga kan ikkje gi eit. Eit vedtak som avviser, kan opphevast.
finding-appeal-grant-ended = Tilbodet er avslått eller falle bort. Det kan ikkje aukast.
finding-appeal-grant-cannot-rise = Tilskotet kan ikkje aukast no: det er stansa, rapportert, avslutta eller utbetalt med ei plikt som går, eller fristen for å akseptere er ute.
finding-appeal-money-missing = Det manglar { $missing }. Ramma { $sub_frame } har { $left } att, og reserven { $reserve }, så langt utlysinga opnar for å bruke dei. Ingen andre sine tilskot er endra.
later-decision-grant = Søknaden vart sidan innvilga med { $amount }.
later-decision-partial-grant = Søknaden vart sidan delvis innvilga, med { $amount }.
later-decision-refusal = Søknaden fekk sidan avslag.
later-decision-dismissal = Søknaden vart sidan avvist.
later-decision-lapse = Tilbodet på { $amount } fall sidan bort.
later-decision-raise = Tilskotet vart sidan auka til { $amount }, av pengar som andre ikkje tok imot.
later-decision-claim = Det vart sidan kravd { $amount } tilbake.
later-decision-appeal-reversal = Etter klage vart tilskotet endra til { $amount }.
later-decision-appeal-upheld = Klageinstansen gav medhald: tilskotet er { $amount }.
later-decision-reconsidered = Saka vart behandla på nytt etter oppheving, med same resultat.
later-decision-appeal-dismissal = Ei klage vart avvist.
later-decision-appeal-rejected = Ei klage førte ikkje fram: vedtaket står fast.
later-decision-appeal-annulled = Klageinstansen oppheva vedtaket.
finding-correction-changes-nothing = Teksten som er feil, og den som er rett, er like.
finding-change-waits = Endring { $number } ventar på svar. Éi om gongen: vent til ho er avgjord, eller trekk ho.
finding-change-settled = Tilskotet er gjort opp etter godkjend rekneskap. Budsjett, tid og beløp kan ikkje endrast lenger.
finding-change-no-budget = Tilskotet har ikkje noko budsjett med postar som kan endrast.
finding-change-ends-before = { $date } er ikkje etter i dag. Vel ein seinare dag.
finding-change-same-amount = Tilskotet er alt på { $amount }.
finding-change-above-requested = { $amount } er meir enn det er søkt om, { $requested }.
finding-change-cannot-rise = Tilskotet kan ikkje aukast til { $amount } no: det er rapportert, gjort opp eller utbetalt med ei plikt som går.
finding-change-below-paid = { $amount } er mindre enn det som er utbetalt eller på veg, { $paid }. Stans det som er på veg, eller be om eit høgare beløp.
finding-change-duty-runs = Ei plikt til å betale tilbake går. Beløpet kan ikkje setjast ned til { $amount } ved ei endring.
finding-change-appeal-runs = Ei klage i saka er ikkje avgjord. Beløpet blir ikkje endra før ho er det.
finding-change-budget-outdated = Budsjettet passar ikkje lenger: tilskotet eller budsjettet er endra sidan det vart bede om. Avslå endringa, så mottakaren ber om ei ny.
finding-report-change-waits = Endring { $number } av tilskotet ventar på svar. Avgjer ho først, så rapporten blir halden opp mot det budsjettet som gjeld.
later-decision-correction = Ein feil i vedtaket vart retta; beløpet er det same.
later-decision-change = Ei endring som mottakaren bad om, vart godkjend: tilskotet er { $amount }.
later-decision-change-refusal = Ei endring som mottakaren bad om, vart ikkje godkjend: tilskotet er { $amount }.
finding-webhook-too-many = Organisasjonen har fem webhookar, og fleire kan han ikkje ha. Slett ein først.
finding-contact-missing = Søknaden har ingen kontaktperson. Gi opp namn og e-post, så får de vite kva som skjer i saka.
finding-recovery-nothing-left = Det er ikkje noko igjen å krevje, eller ikkje noko igjen av det som vart kravt.
finding-recovery-noticed = Tilbakekrevjing { $number } er varsla og ikkje kravd enno. Krev eller ettergje ho først.
finding-recovery-answer-waits = Mottakaren kan svare til og med { $date }. Krev når han har svart, eller etter den dagen.
finding-recovery-above-rest = { $amount } er meir enn det som er igjen, { $left }.
finding-recovery-rate-missing = Ingen rentesats er kjend for { $date }. Legg han inn i reglane, eller vel ein annan grad av skuld.
finding-recovery-not-claimed = Det er ikkje kravt noko enno. Krev først.
finding-arrangement-waits = Ei ordning ventar på ein annan person. Godkjenn eller avvis ho først.
finding-arrangement-sum = Delane er til saman { $amount }, og { $left } er igjen. Dei må vere like.
finding-arrangement-in-past = { $date } er over. Vel i dag eller ein seinare dag.
finding-arrangement-order = Delane må stå etter dag, kvar dag éin gong: { $date } er ikkje etter den førre.
finding-interest-above-rest = { $amount } er meir enn rentene som er skuldige, { $left }.
finding-set-off-grant-unknown = Mottakaren har ikkje noko anna tilskot med det namnet. Vel eit anna tilskot til same mottakar.
finding-set-off-not-planned = Termin { $number } er ikkje i planen. Vel ein som er planlagd; stans først ei utbetaling som er attestert.
finding-set-off-above-instalment = { $amount } er meir enn terminen, { $left }.
finding-payment-debt = Mottakaren skuldar { $amount } av andre tilskot, først { $case }. Ingenting blir betalt ut før det er betalt, motrekna, delt i avdrag eller ettergjeve.
finding-application-debt = Søkjaren skuldar { $amount } av tilskotet { $case }.
finding-application-group-debt = { $organisation }, som skjemaet reknar til konsernet til søkjaren, skuldar { $amount } av tilskotet { $case }.
