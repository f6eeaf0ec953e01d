# Brev om vedtak.
letter-value = { $value }
letter-percent = { $percent } %
letter-total = Sum
letter-chapter-post = Kapittel { $chapter } post { $post }

letter-subject-grant = Tilskot innvilga: { $scheme } { $year }
letter-subject-partial-grant = Tilskot delvis innvilga: { $scheme } { $year }
letter-subject-refusal = Avslag på søknad om tilskot: { $scheme } { $year }
letter-subject-dismissal = Søknad om tilskot avvist: { $scheme } { $year }
letter-subject-lapse = Tilsegn om tilskot falle bort: { $scheme } { $year }
letter-subject-claim = Krav om tilbakebetaling av tilskot: { $scheme } { $year }
letter-subject-recovery = Krav om tilbakebetaling av tilskot: { $scheme } { $year }
letter-subject-appeal-reversal = Tilskot endra etter klage: { $scheme } { $year }
letter-subject-appeal-upheld = Medhald i klage på vedtak om tilskot: { $scheme } { $year }
letter-subject-reconsidered = Nytt vedtak etter oppheving: { $scheme } { $year }
letter-subject-appeal-dismissal = Klage på vedtak om tilskot avvist: { $scheme } { $year }
letter-subject-appeal-rejected = Klage på vedtak om tilskot ikkje teken til følgje: { $scheme } { $year }
letter-subject-appeal-annulled = Vedtak om tilskot oppheva etter klage: { $scheme } { $year }
letter-subject-claim-reversal = Krav om tilbakebetaling endra etter klage: { $scheme } { $year }
letter-subject-claim-upheld = Medhald i klage på krav om tilbakebetaling: { $scheme } { $year }
letter-subject-correction = Retting av vedtak om tilskot: { $scheme } { $year }
letter-subject-change = Endring av tilskot godkjend: { $scheme } { $year }
letter-subject-change-refusal = Endring av tilskot ikkje godkjend: { $scheme } { $year }
letter-subject-reversal = Vedtak om tilskot gjort om: { $scheme } { $year }

letter-heading-decision = Vedtak
letter-heading-reason = Grunngiving
letter-heading-change = Endringa de bad om
letter-heading-assessment = Vurdering av søknaden
letter-heading-amount = Slik er beløpet fastsett
letter-heading-purpose = Formål og bruk
letter-heading-conditions = Vilkår
letter-heading-payment = Utbetaling
letter-heading-repayment = Slik betaler de tilbake
letter-heading-write-off = Nedskriving av plikta til å betale tilbake
letter-heading-reports = Rapportering
letter-heading-control = Kontroll og brot på vilkåra
letter-heading-acceptance = Aksept
letter-heading-appeal = Klage og innsyn
letter-heading-rules = Reglar

letter-decision-grant = { $authority } innvilgar søknaden frå { $recipient } om { $requested } og gir eit tilskot på { $granted }.
letter-decision-partial-grant = { $authority } innvilgar søknaden frå { $recipient } delvis. Det er søkt om { $requested }, og tilskotet er på { $granted }.
letter-decision-refusal = { $authority } avslår søknaden frå { $recipient } om { $requested }.
letter-decision-dismissal = { $authority } avviser søknaden frå { $recipient } om { $requested }. Det betyr at han ikkje er med i fordelinga.
letter-decision-lapse = Tilsegna frå { $authority } til { $recipient } om { $granted }, gitt { $decided }, er falle bort. Fristen for å akseptere var { $date }. Det var søkt om { $requested }.
letter-decision-claim = { $authority } krev { $claimed } tilbake av tilskotet til { $recipient }. Det var søkt om { $requested }.
letter-decision-recovery = { $authority } gjer om vedtaket om tilskot til { $recipient } for { $claimed }, og krev beløpet tilbake. Det var søkt om { $requested }.
letter-decision-appeal-reversal = { $authority } har vurdert klaga frå { $recipient } og endrar vedtaket. Tilskotet er no på { $granted }. Det var søkt om { $requested }.
letter-decision-appeal-upheld = { $recipient } har fått medhald i klaga. Tilskotet frå { $authority } er no på { $granted }. Det var søkt om { $requested }.
letter-decision-reconsidered = { $authority } har behandla søknaden frå { $recipient } på nytt og er komen til same resultat som før. Det var søkt om { $requested }.
letter-decision-appeal-dismissal = { $authority } avviser klaga frå { $recipient }. Det vil seie at ho ikkje blir behandla. Det var søkt om { $requested }.
letter-decision-appeal-rejected = Klaga frå { $recipient } er ikkje teken til følgje. Vedtaket frå { $authority } står fast. Det var søkt om { $requested }.
letter-decision-appeal-annulled = Vedtaket frå { $authority } om søknaden frå { $recipient } er oppheva. { $authority } behandlar saka på nytt. Det er søkt om { $requested }.
letter-decision-claim-reversal = { $authority } har vurdert klaga frå { $recipient } og endrar kravet om tilbakebetaling. Det var søkt om { $requested }.
letter-decision-claim-upheld = { $recipient } har fått medhald i klaga på kravet om tilbakebetaling frå { $authority }. Det var søkt om { $requested }.
letter-decision-correction = { $authority } rettar ein feil i eit vedtak til { $recipient }. Beløpet er det same som før. Det var søkt om { $requested }.
letter-decision-change = { $authority } godkjenner endringa av tilskotet som { $recipient } bad om. Det var søkt om { $requested }.
letter-decision-change-refusal = { $authority } godkjenner ikkje endringa av tilskotet som { $recipient } bad om. Tilskotet er som før. Det var søkt om { $requested }.
letter-decision-reversal = { $authority } gjer om sitt eige vedtak til { $recipient }. Tilskotet er no { $granted }. Det var søkt om { $requested }.

letter-fact-scheme = Ordning
letter-fact-recipient = Søkjar
letter-fact-organisation = Organisasjonsnummer
letter-fact-requested = Søkt beløp
letter-fact-granted = Tilskot
letter-fact-lapsed = Falle bort
letter-fact-claimed = Blir kravd tilbake
letter-fact-change-amount-before = Beløp før
letter-fact-change-amount = Beløp etter
letter-fact-change-time = Arbeidet er ferdig innan
letter-fact-change-partner = Samarbeidspartnar
letter-fact-chapter-post = Statsbudsjettet
letter-fact-year = Tilskotsår

letter-conditions = Tilskotet er gitt på desse vilkåra:
letter-payment = Tilskotet blir utbetalt i samsvar med denne planen, når vilkåra for utbetaling er oppfylte. Datoane er dei tidlegaste.
letter-caption-payment = Plan for utbetaling
letter-column-instalment = Termin
letter-column-due = Tidlegast
letter-column-amount = Beløp
letter-column-budget-line = Post
letter-column-budget-before = Før
letter-column-budget-after = Etter
letter-caption-reports = Fristar for rapportering
letter-column-report = Rapport
letter-column-report-due = Frist
letter-report-final = Sluttrapport
letter-report-final-cost = Sluttkostnad, før utbetaling
letter-report-after-payment = { $years } år etter utbetalinga
letter-report-year = Rapport for år { $year }
letter-acceptance = Tilskotet må vere akseptert seinast { $date }. Aksepten gjeld vilkåra slik dei står i dette brevet, vedtak { $number }.

letter-caption-assessment = Poeng og grunngiving for kvart kriterium
letter-column-criterion = Kriterium
letter-column-weight = Vekt
letter-column-points = Poeng
letter-column-reasons = Grunngiving
letter-assessor = { $number }: { $points } poeng. { $reason }
letter-score = Samla poengsum
letter-calculation = Det høgaste beløpet som kan givast, er rekna ut slik:
letter-division = Fordelinga av ramma kom fram til beløpet slik:
letter-findings = Avvisinga byggjer på dette:
letter-lapse = { $granted } er ikkje lenger sett av til dykk, fordi tilskotet ikkje var akseptert innan { $date }.
letter-lapse-notice = Vi varsla { $noticed } om at tilsegna ville falle bort. Fristen for å uttale seg var { $answer }.
letter-appealed = Klaga gjeld vedtak { $number } og kom inn { $date }.
letter-corrected = I vedtak { $number } stod det: «{ $wrong }». Det rette er: «{ $right }».
letter-change-asked = De bad om endringa { $date }, med desse orda:
letter-change-content = Arbeidet skal etter endringa vere:
letter-reversal = Vedtak { $number } av { $date } gav { $before }. Frå no av er tilskotet { $granted }.
letter-reversal-ground-no-harm = Vi kan gjere om vårt eige vedtak utan klage når endringa ikkje er til skade for nokon som vedtaket gjeld.
letter-reversal-ground-not-reached = Vi kan gjere om vårt eige vedtak utan klage før underrettinga om det har kome fram til dykk.
letter-reversal-ground-invalid = Vi kan gjere om vårt eige vedtak utan klage når det må reknast som ugyldig.
letter-reversal-ground-allowed = Vi kan gjere om vårt eige vedtak utan klage når det følgjer av vedtaket sjølv eller av andre reglar.
letter-reversal-repay = { $amount } meir er utbetalt eller på veg enn det som no er innvilga. Vi varslar før vi krev det tilbake.
letter-change-budget = Postane i budsjettet som blir endra
letter-write-off = Tabellen viser kva som kan krevjast tilbake ved brot på vilkåra, etter talet på fullførte år frå utbetalinga. Beløpa gjeld heile tilskotet og følgjer det som er utbetalt.
letter-caption-write-off = Plan for nedskriving
letter-column-completed-years = Fullførte år
letter-column-left = Står att
letter-column-obligation = Gjeld
letter-column-share-left = Del att
letter-caption-claim = Det som ikkje er skrive ned
letter-claim = Den { $date } vart vilkåra brotne: { $breach }. Den delen av tilskotet som ikkje er skriven ned den dagen, skal då betalast tilbake.
letter-claim-calculation = For kvart fullførte år frå utbetalinga er ein del av beløpet skriven ned. Resten blir kravd tilbake:
letter-claim-payment = { $amount } skal betalast til konto { $account } innan { $date }. Merk betalinga med { $case }.
letter-claim-lowered = Kravet er no på { $claimed }. Det var på { $before }.
letter-claim-annulled = Kravet på { $before } er falle bort. De skal ikkje betale noko tilbake etter det.
letter-claim-paid-back = { $amount } av det de har betalt, blir betalt tilbake til kontoen for tilskotet.
letter-claim-interest-back = { $amount } av rentene de har betalt, blir betalte tilbake.
letter-recovery-notice = Vi varsla om dette { $date }.
letter-recovery-answer = De svarte { $date }:
letter-recovery-no-answer = Vi har ikkje motteke noko svar.
letter-recovery-payment = Av tilskotet er { $paid } utbetalt. Av det skal { $repay } betalast tilbake, og { $claimed } blir kravd i dette vedtaket.
letter-recovery-fault = { $fault ->
    [good_faith] Vi legg til grunn at de ikkje visste og ikkje burde vite at pengane måtte betalast tilbake.
    [negligence] Vi legg til grunn at de burde ha visst at pengane måtte betalast tilbake.
   *[gross_negligence] Vi legg til grunn at de visste at pengane måtte betalast tilbake, eller var grovt aktlause.
}
letter-recovery-interest = Det går renter frå { $date } til beløpet er betalt, etter satsane for forseinka betaling.
letter-recovery-no-interest = Det går ingen renter.
breach-sale = selt
breach-wrong-use = ikkje brukt som føresett
breach-law-breach = brukt i strid med norsk lov
breach-wrong-information = opplysningane i søknaden var urette
letter-rules = Vedtaket byggjer på:

# Ledd. Ei ordning kan ha sin eigen tekst for kvart av dei; kjeldene står i koden.
letter-block-use = Tilskotet skal brukast slik det går fram av søknaden og av dette brevet. Vesentlege endringar skal godkjennast på førehand.
letter-block-control = { $authority } kan kontrollere at tilskotet blir brukt slik det er føresett, og kan be om rekneskap, bilag og andre opplysningar som trengst for det.
letter-block-sanctions = Blir vilkåra brotne, eller var opplysningane i søknaden urette, kan utbetalinga stansast og tilskotet krevjast tilbake, heilt eller delvis. Eit krav om tilbakebetaling er eit eige vedtak.
letter-block-acceptance = Blir tilskotet ikkje akseptert i tide, kan det falle bort. Det skjer i så fall ved eit eige vedtak.
letter-block-revised-budget = Beløpet er lågare enn det de søkte om. Send oss først eit revidert budsjett, innanfor postane i budsjettet i søknaden. Vi må godkjenne det før de kan akseptere, så send det i god tid før { $date }.
letter-block-later-years = Det som blir utbetalt etter { $year }, er gitt med atterhald om Stortingets budsjettvedtak.
letter-block-next-year = { $amount } av tilskotet kjem frå budsjettet for { $year }, med atterhald om at Stortinget løyver pengane. Det blir ikkje betalt ut før ramma for { $year } er fastsett.
letter-block-points = { $count ->
    [one] Søknaden er vurdert av éin person. Kvart kriterium har fått frå 0 til 100 poeng, og vekta seier kor mykje det tel.
   *[other] Søknaden er vurdert av { $count } personar, kvar for seg. Poenga er gjennomsnittet av det dei gav, og grunngivingane er nummererte etter person. Kvart kriterium har fått frå 0 til 100 poeng, og vekta seier kor mykje det tel.
}
letter-block-appeal = De kan klage på vedtaket. Fristen er { $weeks ->
    [one] éi veke
   *[other] { $weeks } veker
} frå den dagen brevet kom fram til dykk. Klaga skal sendast til { $authority }.
letter-block-appeal-body = { $authority } vurderer saka på nytt. Blir vedtaket ikkje endra, blir klaga send til { $body }, som avgjer henne.
letter-block-appeal-content = Skriv kva vedtak klaga gjeld, kva de vil ha endra, og kvifor.
letter-block-ask-for-reasons = De kan be om ei nærare grunngiving før klagefristen er ute. Fristen blir då avbroten.
letter-block-access = De kan be om å få sjå dokumenta i saka.
letter-block-no-appeal = Etter vår vurdering kan mottakaren ikkje klage på dette vedtaket.
letter-block-appeal-final = Avgjerda av klaga er endeleg og kan ikkje påklagast vidare.
letter-block-appeal-correction = Rettinga gir ingen ny klagefrist. Vedtak { $number } kan påklagast som før.
letter-office-unit = { "" }
letter-office-address = { "" }
letter-office-organisation = { "" }
letter-appeal-body = det overordna forvaltningsorganet
