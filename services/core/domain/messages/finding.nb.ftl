# Funn som alle ordninger har felles.
finding-municipality-unknown = Ingen kommune hadde nummeret { $number } den { $date }.
finding-organisation-number-invented = Organisasjonsnummeret er laget da runden ble lest inn; det kan ikke utbetales tilskudd til det.
finding-call-term-fixed = Utlysningen er åpnet: dette kan ikke endres lenger. Fristen kan bare flyttes til senere.
finding-call-weights = Vektene på kriteriene er til sammen { $sum } prosent; de skal være 100.
finding-attachments-too-many = Søknaden har { $most } vedlegg, og kan ikke ha flere.
finding-grant-acceptance-late = Fristen for å akseptere tilbudet gikk ut { $date }.
finding-grant-terms-not-sent = Brevet med vilkårene er ikke sendt. Tilbudet aksepteres når mottakeren har det.
finding-grant-still-open = Tilbudet kan aksepteres til og med { $date }, og kan ikke falle bort før det.
finding-grant-acceptance-not-late = Tilbudet kan aksepteres til og med { $date }, og trenger ingen ny frist ennå.
finding-grant-late-day-over = Den nye fristen er { $date }, som er over. Velg en dag som ikke er det.
finding-grant-lapse-noticed = Det er varslet at tilbudet faller bort. Mottakeren kan uttale seg til og med { $date }.
finding-grant-lapse-not-noticed = Fristen var { $date }. Tilbudet kan ikke falle bort før det er varslet.
finding-grant-budget-not-approved = Tilskuddet er lavere enn det er søkt om, og aksepteres med et revidert budsjett. { $state ->
    [submitted] Det som er sendt inn, venter på en saksbehandler. Aksepter når det er godkjent.
    [approved] Det godkjente dekker ikke beløpet etter en økning. Send inn et nytt.
    [returned] Det siste ble sendt tilbake. Send inn et nytt, og aksepter når det er godkjent.
   *[missing] Send inn et, og aksepter når det er godkjent.
}
finding-grant-budget-not-needed = Det trengs ikke noe revidert budsjett: tilskuddet er det det er søkt om, reglene krever ikke noe, eller et er godkjent. Aksepter tilbudet.
finding-grant-budget-not-waiting = Ingen reviderte budsjetter venter på svar. Mottakeren sender inn et først.
finding-grant-budget-below-grant = Det reviderte budsjettet er på { $sum }, mindre enn { $granted }, som er tilskuddet nå. Send det tilbake, så mottakeren sender inn et nytt.
finding-grant-budget-waits = Et revidert budsjett venter på svar. Godkjenn det eller send det tilbake; mottakeren får da dager til å gå videre.
finding-payment-invented-number = Mottakeren har ikke et virkelig organisasjonsnummer: nummeret ble laget da runden ble lest inn.
finding-payment-not-accepted = Tilbudet er ikke akseptert.
finding-payment-conditions-open = Vilkårene for utbetaling er ikke bekreftet.
finding-payment-paused = Utbetalingene er stanset.
finding-payment-report-pending = Sluttrapporten er levert, men ikke godkjent.
finding-payment-accounts-not-settled = Sluttkostnaden er ikke rapportert og godkjent. Den avgjør hvor mye som utbetales.
finding-payment-grant-ended = Tilskuddet er avsluttet.
finding-payment-four-eyes = Den som attesterer, har selv fattet vedtaket.
finding-payment-interest-declared = Den som behandler utbetalingen, er inhabil i saken.
finding-payment-approval-four-eyes = Den som godkjenner utbetalingen, har selv attestert den.
finding-payment-nothing-to-approve = Ingen attestert utbetaling venter på godkjenning.
finding-payment-not-for-bank = Banken kan ikke ta imot utbetalingen { $payment }: mottakerens navn eller beløpet passer ikke i betalingsformatet.
finding-payment-account-returned = Banken avviste eller returnerte en utbetaling { $date }. Kontoen må bekreftes eller endres før det betales igjen.
finding-payment-bank-entry-open = En post fra banken om dette tilskuddet er ikke avklart.
finding-account-not-in-question = Ingen utbetaling er avvist eller returnert, så det er ingen konto å bekrefte.
finding-bank-money-received = Det kom inn penger som ikke er en returnert utbetaling, for eksempel en tilbakebetaling. Finn avsenderen, og registrer beløpet som tilbakebetalt på tilskuddet eller avklar posten.
finding-bank-status-unknown = Banken oppgir en status som ikke er kjent her: { $status }.
finding-bank-without-id = Banken oppgir ingen referanse som er vår.
finding-bank-payment-unknown = Ingen utbetaling har denne referansen.
finding-bank-payment-not-sent = Utbetalingen er ikke hos banken: den er ikke godkjent, eller filen er ikke eksportert.
finding-bank-payment-superseded = Utbetalingen ble avvist eller returnert tidligere, og er planlagt igjen med en ny referanse.
finding-bank-wrong-amount = Utbetalingen er på { $expected }, men banken sier { $amount }.
finding-bank-other-account = Utbetalingen ble sendt fra en annen konto enn den som slutter på { $account }.
finding-bank-returned-before-paid = Utbetalingen kom i retur, men banken har ikke meldt at den ble bokført. Posten tas inn når det skjer.
finding-bank-paid-already = Banken har alt bokført utbetalingen, { $booked }.
finding-bank-repaid-already = Utbetalingen kom i retur, men mottakeren har betalt den tilbake. Finn ut hvem pengene tilhører.
finding-bank-entry-no-credit = Posten fra banken forteller ikke om penger som kom inn.
finding-bank-entry-other-grant = Posten fra banken gjelder et annet tilskudd.
finding-bank-entry-other-account = Posten fra banken gjelder kontoen som slutter på { $account }, som ingen utbetaling i denne utlysningen ble sendt fra.
finding-bank-entry-other-amount = Posten fra banken er på { $expected } og tilbakebetalingen på { $amount }. De må være like.
finding-bank-entry-other-day = Banken bokførte posten { $date }. Registrer tilbakebetalingen på den dagen.
finding-repayment-too-much = { $amount } er mer enn det som er utbetalt og gjenstår å betale tilbake, som er { $left }.
finding-repayment-in-future = { $date } er ikke kommet. Registrer tilbakebetalingen når den er bokført.
finding-repayment-before-payment = Den første utbetalingen ble bokført { $date }, så ingenting ble betalt tilbake før den.
finding-due-not-attested = Utbetalingen er forfalt og venter på attestasjon.
finding-due-not-approved = Utbetalingen er attestert og venter på godkjenning.
finding-due-not-sent = Utbetalingen er godkjent, men filen er ikke eksportert til banken.
finding-due-not-answered = Utbetalingen er sendt, og banken har ikke svart.
finding-due-not-booked = Banken har godtatt utbetalingen, men ikke bokført den.
finding-payment-account-pending = En endring av kontoen venter på at en annen kontrollerer den.
finding-payment-account-waiting = Kontoen er endret. Det utbetales til den fra { $date }.
finding-payment-account-changed = Kontoen ble endret etter at utbetalingen ble attestert. Stans utbetalingen og attester den på nytt.
finding-payment-account-four-eyes = Den som behandler utbetalingen, har meldt inn eller godkjent kontoen.
finding-account-change-open = En endring av kontoen er ikke tatt i bruk ennå. Godkjenn eller avvis den først.
finding-account-unchanged = Tilskuddet utbetales allerede til denne kontoen.
finding-account-no-change = Ingen endring av kontoen venter.
finding-report-empty = Det er ikke skrevet noe i rapporten.
finding-report-indicators-missing = Rapporten mangler tallene for resultatene. Fyll dem inn.
finding-report-before-its-turn = Rapporten { $before } kommer først: lever den og vent til fristen { $due } er nådd, eller til den er godkjent.
finding-report-earlier-not-accepted = Rapporten { $before } er ikke godkjent ennå. Ta stilling til den først.
finding-report-line-not-approved = Linja «{ $line }» på { $amount } står ikke i det godkjente budsjettet. Før kostnaden på en linje som er godkjent, eller ta den ut.
finding-report-parked-without-later = Linja «{ $line }» kan ikke utsettes: ingen senere rapport har regnskap. Godkjenn den, avslå den eller send rapporten tilbake.
finding-report-narrative-missing = Rapporten sier ikke hva som er gjort.
finding-report-accounts-missing = Rapporten mangler regnskap.
finding-report-auditor-missing = Bekreftelse fra revisor mangler. Tilskuddet er { $granted }.
finding-report-moved-to-equity = { $amount } av tilskuddet er ført til egenkapital og må betales tilbake.
finding-report-lower-cost = Kostnaden ble { $actual }, lavere enn budsjettet på { $budget }: tilskuddet settes ned i samme forhold.
finding-report-higher-cost = Kostnaden på { $actual } er høyere enn det godkjente budsjettet på { $budget }. Tilskuddet øker ikke av det.
finding-receipt-unknown = Ingen utbetaling har denne referansen.
finding-receipt-not-attested = Utbetalingen er ikke attestert.
finding-receipt-not-approved = Utbetalingen er ikke godkjent.
finding-receipt-cancelled = Utbetalingen er annullert.
finding-receipt-wrong-amount = Utbetalingen er på { $expected }, men kvitteringen sier { $amount }.
finding-receipt-contradicts = Utbetalingen er alt kvittert som bokført { $booked }.
finding-previous-call-not-decided = Utlysningen { $call } er ikke avgjort og kan ikke være forrige runde. Velg en utlysning der fordelingen er vedtatt.
finding-estimate-no-previous-call = Utlysningen viser ikke til en forrige runde, så det er ingenting å regne anslaget på.
finding-estimate-other-frames = Forrige runde hadde ikke den delrammen søknaden konkurrerer i, så det er ingenting å regne anslaget på.
finding-estimate-pool-too-small = Færre enn fem andre søkte i forrige runde. Et anslag ville røpet hva de søkte om.
finding-estimate-not-possible = Forrige runde kan ikke kjøres på nytt med denne søknaden i: grensene motsier hverandre.
finding-allocation-departs-from-plan = Scenarioet gjør noe annet enn ordningens fordelingsplan. Skriv hvorfor.
finding-waiting-list-nothing-freed = Ingenting er frigitt og ingenting er igjen: det er ingen penger å fordele på nytt.
finding-waiting-list-nobody = Det som er frigitt, øker ikke tilskuddet til noen: alle som venter, har det de kan få, eller ordningens rekkefølge når dem ikke.
finding-euro-rate-missing = Tildelinger til økonomisk aktivitet: { $awards }. De er offentlig støtte. Oppgi dagens eurokurs ved godkjenningen, som kroner for én euro.
finding-payment-report-overdue = Utbetalingen venter: rapporten som skulle vært levert senest { $date }, mangler.
finding-report-extension-not-later = Den nye fristen må være senere enn { $date }.
finding-report-extension-no-day = Rapporten har ingen frist før utbetalingen som den følger.
finding-report-extension-past = Fristen { $date } er passert.
finding-application-report-overdue = Rapporten for tilskuddet i { $year } er ikke levert, og fristen er ute. Den må være levert før søknaden kan innvilges.
finding-documents-too-many = Det er { $most } dokumenter her, og det kan ikke være flere.
finding-document-infected = Filen er smittet av { $signature } og er ikke lagret. Rens maskinen den kom fra, og last opp en ren fil.
finding-document-too-large-to-scan = Filen er for stor for virusskanneren og er ikke lagret. Last opp en mindre fil.
settlement-reduced = Tilskuddet på { $granted } settes ned til { $kept }: { $counted } av det godkjente budsjettet på { $budget } er kostnad som teller.
settlement-whole = Hele tilskuddet på { $granted } kan beholdes: kostnaden som teller, er { $counted } av et godkjent budsjett på { $budget }.
settlement-unit = Enhet { $number }: bygd { $built } m² av { $area } m² som ble regnet med, og { $counted } av et godkjent budsjett på { $budget } er kostnad som teller. Av { $granted } kan { $kept } beholdes.
finding-certificate-auditor-kind = Bekreftelsen er fra { $kind ->
    [municipal] kommunerevisjonen
    [state_authorised] en statsautorisert revisor
    [registered] en registrert revisor
   *[independent_person] en uavhengig person
}. Ordningen krever en annen slags revisor for denne mottakeren og dette beløpet.
finding-certificate-auditor-is-recipient = Revisoren har mottakerens eget organisasjonsnummer. Revisor må være uavhengig av mottakeren.
finding-certificate-amount-differs = Revisor bekrefter { $certified }; regnskapet viser { $actual }.
finding-certificate-before-period-end = Bekreftelsen er datert { $date }, før perioden den gjelder var over { $day }.
finding-certificate-before-grant = Bekreftelsen er datert { $date }, før tilskuddet ble vedtatt { $day }.
finding-certificate-in-future = Bekreftelsen er datert { $date }, som er fram i tid. I dag er det { $day }.
finding-certificate-file-missing = Filen med bekreftelsen er ikke blant dokumentene i rapporten. Last den opp først.
finding-payment-document-missing = Utbetalingen venter på et dokument som ikke er lastet opp: { $kind ->
    [audited_accounts] revidert byggeregnskap
    [completion_certificate] ferdigattest
    [improvement_accounts] regnskap for utbedringen
    [accounts_and_invoices] regnskap og fakturaer
    [registered_security] bekreftet tinglysing eller panteattest
    [registered_declaration] tinglyst erklæring
    [insurance_certificate] forsikringsbevis
    [signatory_certificate] firmaattest
    [identity_control] identitetskontroll
    [self_declaration] egenmelding
   *[other] { $kind }
}.
finding-payment-property-missing = Gårds- og bruksnummer er ikke oppgitt.
finding-payment-registration-missing = Tinglysingen av klausulen er ikke oppgitt: dag og referanse i grunnboken.
finding-payment-areas-missing = Arealene slik de ble bygd, er ikke oppgitt. Oppgi dem før sluttkostnaden leveres.
finding-fact-not-needed = Tilskuddet trenger ikke denne opplysningen.
finding-fact-after-payment = Tilskuddet er utbetalt. Bare en saksbehandler kan rette opplysningen.
finding-property-of-other-municipality = Eiendommen ligger i kommune { $given }. Tilskuddet gjelder kommune { $municipality }.
finding-registration-in-future = Tinglysingsdagen { $date } har ikke vært ennå.
finding-areas-after-settlement = Tilskuddet er gjort opp etter arealene. De kan ikke endres nå.
finding-areas-of-other-units = Tilskuddet er regnet av { $units } enheter, og { $given } arealer er oppgitt. Oppgi ett for hver.
finding-breach-in-future = Dagen for bruddet, { $date }, har ikke vært ennå.
finding-breach-before-payment = Dagen for bruddet, { $date }, er før utbetalingen { $paid }.
finding-breach-document-unknown = Tilskuddet har ikke dokumentet { $document }. Last det opp på tilskuddet først.
finding-succession-before-application = Sak { $case } ble søkt { $applied }, etter overtakelsen { $date }. Rett datoen, eller avvis søknaden.
finding-succession-before-earlier = Organisasjonen overtok en annen { $earlier }, etter { $date }. Rett datoen.
finding-succession-chain = Organisasjon { $organisation } ble selv overtatt av { $by } { $date }. Oppgi { $by } som rettsetterfølger.
finding-succession-changed = Sakene er ikke lenger de som ble vist. Se på dem igjen; et forslag avvises og lages på nytt.
finding-succession-circle = Organisasjon { $organisation } ble overtatt { $date } av { $by }, og er dermed kommet til den som den skulle overta. En organisasjon kan ikke overta seg selv.
finding-succession-in-future = Dagen for overtakelsen, { $date }, er ikke kommet ennå.
finding-succession-municipality-invalid = Kommune { $municipality } finnes ikke { $date } eller senere.
finding-succession-not-a-municipality = En kommune overtas av en kommune.
finding-succession-not-in-table = Kommunetabellen har ikke at { $old } ble en del av { $new } { $date }.
finding-succession-payment-under-way = En utbetaling i sak { $case } er godkjent, og banken har ikke svart. Vent på svaret.
finding-succession-proposed-already = Overtakelse av { $organisation } er alt foreslått. Bekreft eller avvis forslaget først.
finding-succession-same-organisation = En organisasjon kan ikke overta seg selv.
finding-succession-taken-over-already = Organisasjon { $organisation } ble overtatt av { $by } { $date }.
finding-succession-unknown-organisation = Organisasjon { $organisation } har ingen søknad og står ikke i noe register her.
finding-organisation-taken-over = Organisasjon { $organisation } ble overtatt av { $by } { $date }. { $by } søker og handler i dens sted.
finding-payment-account-of-predecessor = Kontoen tilhører organisasjonen som ble overtatt. Be om rettsetterfølgerens konto og få den godkjent.
finding-deadlines-changed = Sakene er ikke lenger de som prøvekjøringen viste. Kjør den igjen og se på svaret.
finding-deadlines-none = Ingen frist av denne typen ligger mellom disse dagene.
finding-deadlines-too-many = { $count } frister ligger mellom disse dagene; { $most } kan flyttes om gangen. Velg færre dager, én utlysning eller saker.
finding-obligation-unknown = Tilskuddet har ingen plikt med nummer { $number }.
finding-obligation-not-paid = Plikt { $number } begynner først ved utbetalingen.
finding-obligation-ended = Plikt { $number } var slutt { $date }.
finding-obligation-claimed = Plikt { $number } er krevd tilbake for et brudd { $date }.
finding-obligation-runs = Plikt { $number } er ikke slutt.
finding-obligation-not-repaid = Plikt { $number } er krevd tilbake og ikke betalt.
finding-obligation-released = Heftelsen for plikt { $number } er slettet.
finding-delivery-not-sent = Dette er ikke sendt til parten ennå.
finding-delivery-before-dispatch = Dagen er før det ble sendt, { $date }.
finding-delivery-in-future = Dagen, { $date }, har ikke kommet ennå.
finding-journal-ground-missing = Den offentlige tittelen sier mindre enn den skjermede. Skriv hjemmelen.
finding-journal-title-names-person = Den offentlige tittelen inneholder elleve sifre og kan peke på en person. Skriv den uten.
finding-reasons-too-late = Fristen for å klage var { $date }. Etter den kan det ikke bes om begrunnelse.
finding-reasons-not-asked = Det er ikke bedt om noen begrunnelse.
finding-reasons-given = En begrunnelse er gitt og sendt, og endres ikke.
finding-date-too-far = Dagen er for langt unna til å regne fra.
finding-appeal-not-open = Etter vår vurdering kan dette vedtaket ikke påklages av parten.
finding-appeal-superseded = Vedtak { $number } har trådt i stedet for dette. Klag på det.
finding-appeal-runs = Klage { $number } i saken er ikke avgjort. Vent til den er det, eller trekk den.
finding-appeal-decided = Vedtaket er prøvd i klage { $number }, og prøves ikke igjen.
finding-appeal-too-late = En klage som kom etter { $date }, kan ikke behandles, uansett grunn.
finding-appeal-above-requested = { $amount } er mer enn det er søkt om, { $requested }.
finding-appeal-not-more = { $amount } er ikke mer enn det som er innvilget, { $granted }.
finding-appeal-gives-no-amount = Søknaden er ikke avgjort med et beløp, så klagen kan ikke gi et. Et vedtak som avviser, kan oppheves.
finding-appeal-grant-ended = Tilbudet er avslått eller falt bort. Det kan ikke økes.
finding-appeal-grant-cannot-rise = Tilskuddet kan ikke økes nå: det er stanset, rapportert, avsluttet eller utbetalt med en plikt som løper, eller fristen for å akseptere er ute.
finding-appeal-money-missing = Det mangler { $missing }. Rammen { $sub_frame } har { $left } igjen, og reserven { $reserve }, så langt utlysningen åpner for å bruke dem. Ingen andres tilskudd er endret.
later-decision-grant = Søknaden ble siden innvilget med { $amount }.
later-decision-partial-grant = Søknaden ble siden delvis innvilget, med { $amount }.
later-decision-refusal = Søknaden ble siden avslått.
later-decision-dismissal = Søknaden ble siden avvist.
later-decision-lapse = Tilbudet på { $amount } falt siden bort.
later-decision-raise = Tilskuddet ble siden økt til { $amount }, av penger som andre ikke tok imot.
later-decision-claim = Det ble siden krevd { $amount } tilbake.
later-decision-appeal-reversal = Etter klage ble tilskuddet endret til { $amount }.
later-decision-appeal-upheld = Klageinstansen ga medhold: tilskuddet er { $amount }.
later-decision-reconsidered = Saken ble behandlet på nytt etter opphevelse, med samme resultat.
later-decision-appeal-dismissal = En klage ble avvist.
later-decision-appeal-rejected = En klage førte ikke fram: vedtaket står fast.
later-decision-appeal-annulled = Klageinstansen opphevet vedtaket.
finding-correction-changes-nothing = Teksten som er feil, og den som er rett, er like.
finding-change-waits = Endring { $number } venter på svar. En om gangen: vent til den er avgjort, eller trekk den.
finding-change-settled = Tilskuddet er gjort opp etter godkjent regnskap. Budsjett, tid og beløp kan ikke endres lenger.
finding-change-no-budget = Tilskuddet har ikke noe budsjett med poster som kan endres.
finding-change-ends-before = { $date } er ikke etter i dag. Velg en senere dag.
finding-change-same-amount = Tilskuddet er alt på { $amount }.
finding-change-above-requested = { $amount } er mer enn det er søkt om, { $requested }.
finding-change-cannot-rise = Tilskuddet kan ikke økes til { $amount } nå: det er rapportert, gjort opp eller utbetalt med en plikt som løper.
finding-change-below-paid = { $amount } er mindre enn det som er utbetalt eller på vei, { $paid }. Stans det som er på vei, eller be om et høyere beløp.
finding-change-duty-runs = En plikt til å betale tilbake løper. Beløpet kan ikke settes ned til { $amount } ved en endring.
finding-change-appeal-runs = En klage i saken er ikke avgjort. Beløpet endres ikke før den er det.
finding-change-budget-outdated = Budsjettet passer ikke lenger: tilskuddet eller budsjettet er endret siden det ble bedt om. Avslå endringen, så mottakeren ber om en ny.
finding-report-change-waits = Endring { $number } av tilskuddet venter på svar. Avgjør den først, så rapporten holdes opp mot det budsjettet som gjelder.
later-decision-correction = En feil i vedtaket ble rettet; beløpet er det samme.
later-decision-change = En endring som mottakeren ba om, ble godkjent: tilskuddet er { $amount }.
later-decision-change-refusal = En endring som mottakeren ba om, ble ikke godkjent: tilskuddet er { $amount }.
finding-webhook-too-many = Organisasjonen har fem webhooker, og flere kan den ikke ha. Slett en først.
finding-contact-missing = Søknaden har ingen kontaktperson. Oppgi navn og e-post, så får dere vite hva som skjer i saken.
finding-recovery-nothing-left = Det er ikke noe igjen å kreve, eller ikke noe igjen av det som ble krevd.
finding-recovery-noticed = Tilbakekreving { $number } er varslet og ikke krevd ennå. Krev eller ettergi den først.
finding-recovery-answer-waits = Mottakeren kan svare til og med { $date }. Krev når den har svart, eller etter den dagen.
finding-recovery-above-rest = { $amount } er mer enn det som er igjen, { $left }.
finding-recovery-rate-missing = Ingen rentesats er kjent for { $date }. Legg den inn i reglene, eller velg en annen grad av skyld.
finding-recovery-not-claimed = Det er ikke krevd noe ennå. Krev først.
finding-arrangement-waits = En ordning venter på en annen person. Godkjenn eller avvis den først.
finding-arrangement-sum = Delene er til sammen { $amount }, og { $left } er igjen. De må være like.
finding-arrangement-in-past = { $date } er over. Velg i dag eller en senere dag.
finding-arrangement-order = Delene må stå etter dag, hver dag én gang: { $date } er ikke etter den forrige.
finding-interest-above-rest = { $amount } er mer enn rentene som skyldes, { $left }.
finding-set-off-grant-unknown = Mottakeren har ikke noe annet tilskudd med det navnet. Velg et annet tilskudd til samme mottaker.
finding-set-off-not-planned = Termin { $number } er ikke i planen. Velg en som er planlagt; stans først en utbetaling som er attestert.
finding-set-off-above-instalment = { $amount } er mer enn terminen, { $left }.
finding-payment-debt = Mottakeren skylder { $amount } av andre tilskudd, først { $case }. Ingenting betales ut før det er betalt, motregnet, delt i avdrag eller ettergitt.
finding-application-debt = Søkeren skylder { $amount } av tilskuddet { $case }.
finding-application-group-debt = { $organisation }, som skjemaet regner til søkerens konsern, skylder { $amount } av tilskuddet { $case }.
