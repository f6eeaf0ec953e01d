# Brev om vedtak.
letter-value = { $value }
letter-percent = { $percent } %
letter-total = Sum
letter-chapter-post = Kapittel { $chapter } post { $post }

letter-subject-grant = Tilskudd innvilget: { $scheme } { $year }
letter-subject-partial-grant = Tilskudd delvis innvilget: { $scheme } { $year }
letter-subject-refusal = Avslag på søknad om tilskudd: { $scheme } { $year }
letter-subject-dismissal = Søknad om tilskudd avvist: { $scheme } { $year }
letter-subject-lapse = Tilsagn om tilskudd falt bort: { $scheme } { $year }
letter-subject-claim = Krav om tilbakebetaling av tilskudd: { $scheme } { $year }
letter-subject-recovery = Krav om tilbakebetaling av tilskudd: { $scheme } { $year }
letter-subject-appeal-reversal = Tilskudd endret etter klage: { $scheme } { $year }
letter-subject-appeal-upheld = Medhold i klage på vedtak om tilskudd: { $scheme } { $year }
letter-subject-reconsidered = Nytt vedtak etter opphevelse: { $scheme } { $year }
letter-subject-appeal-dismissal = Klage på vedtak om tilskudd avvist: { $scheme } { $year }
letter-subject-appeal-rejected = Klage på vedtak om tilskudd ikke tatt til følge: { $scheme } { $year }
letter-subject-appeal-annulled = Vedtak om tilskudd opphevet etter klage: { $scheme } { $year }
letter-subject-claim-reversal = Krav om tilbakebetaling endret etter klage: { $scheme } { $year }
letter-subject-claim-upheld = Medhold i klage på krav om tilbakebetaling: { $scheme } { $year }
letter-subject-correction = Retting av vedtak om tilskudd: { $scheme } { $year }
letter-subject-change = Endring av tilskudd godkjent: { $scheme } { $year }
letter-subject-change-refusal = Endring av tilskudd ikke godkjent: { $scheme } { $year }
letter-subject-reversal = Vedtak om tilskudd omgjort: { $scheme } { $year }

letter-heading-decision = Vedtak
letter-heading-reason = Begrunnelse
letter-heading-change = Endringen dere ba om
letter-heading-assessment = Vurdering av søknaden
letter-heading-amount = Slik er beløpet fastsatt
letter-heading-purpose = Formål og bruk
letter-heading-conditions = Vilkår
letter-heading-payment = Utbetaling
letter-heading-repayment = Slik betaler dere tilbake
letter-heading-write-off = Nedskrivning av plikten til å betale tilbake
letter-heading-reports = Rapportering
letter-heading-control = Kontroll og brudd på vilkårene
letter-heading-acceptance = Aksept
letter-heading-appeal = Klage og innsyn
letter-heading-rules = Regler

letter-decision-grant = { $authority } innvilger søknaden fra { $recipient } om { $requested } og gir et tilskudd på { $granted }.
letter-decision-partial-grant = { $authority } innvilger søknaden fra { $recipient } delvis. Det er søkt om { $requested }, og tilskuddet er på { $granted }.
letter-decision-refusal = { $authority } avslår søknaden fra { $recipient } om { $requested }.
letter-decision-dismissal = { $authority } avviser søknaden fra { $recipient } om { $requested }. Det betyr at den ikke er med i fordelingen.
letter-decision-lapse = Tilsagnet fra { $authority } til { $recipient } om { $granted }, gitt { $decided }, er falt bort. Fristen for å akseptere var { $date }. Det var søkt om { $requested }.
letter-decision-claim = { $authority } krever { $claimed } tilbake av tilskuddet til { $recipient }. Det var søkt om { $requested }.
letter-decision-recovery = { $authority } omgjør vedtaket om tilskudd til { $recipient } for { $claimed }, og krever beløpet tilbake. Det var søkt om { $requested }.
letter-decision-appeal-reversal = { $authority } har vurdert klagen fra { $recipient } og endrer vedtaket. Tilskuddet er nå på { $granted }. Det var søkt om { $requested }.
letter-decision-appeal-upheld = { $recipient } har fått medhold i klagen. Tilskuddet fra { $authority } er nå på { $granted }. Det var søkt om { $requested }.
letter-decision-reconsidered = { $authority } har behandlet søknaden fra { $recipient } på nytt og er kommet til samme resultat som før. Det var søkt om { $requested }.
letter-decision-appeal-dismissal = { $authority } avviser klagen fra { $recipient }. Det betyr at den ikke blir behandlet. Det var søkt om { $requested }.
letter-decision-appeal-rejected = Klagen fra { $recipient } er ikke tatt til følge. Vedtaket fra { $authority } står fast. Det var søkt om { $requested }.
letter-decision-appeal-annulled = Vedtaket fra { $authority } om søknaden fra { $recipient } er opphevet. { $authority } behandler saken på nytt. Det er søkt om { $requested }.
letter-decision-claim-reversal = { $authority } har vurdert klagen fra { $recipient } og endrer kravet om tilbakebetaling. Det var søkt om { $requested }.
letter-decision-claim-upheld = { $recipient } har fått medhold i klagen på kravet om tilbakebetaling fra { $authority }. Det var søkt om { $requested }.
letter-decision-correction = { $authority } retter en feil i et vedtak til { $recipient }. Beløpet er det samme som før. Det var søkt om { $requested }.
letter-decision-change = { $authority } godkjenner endringen av tilskuddet som { $recipient } ba om. Det var søkt om { $requested }.
letter-decision-change-refusal = { $authority } godkjenner ikke endringen av tilskuddet som { $recipient } ba om. Tilskuddet er som før. Det var søkt om { $requested }.
letter-decision-reversal = { $authority } omgjør sitt eget vedtak til { $recipient }. Tilskuddet er nå { $granted }. Det var søkt om { $requested }.

letter-fact-scheme = Ordning
letter-fact-recipient = Søker
letter-fact-organisation = Organisasjonsnummer
letter-fact-requested = Søkt beløp
letter-fact-granted = Tilskudd
letter-fact-lapsed = Falt bort
letter-fact-claimed = Kreves tilbake
letter-fact-change-amount-before = Beløp før
letter-fact-change-amount = Beløp etter
letter-fact-change-time = Arbeidet er ferdig innen
letter-fact-change-partner = Samarbeidspartner
letter-fact-chapter-post = Statsbudsjettet
letter-fact-year = Tilskuddsår

letter-conditions = Tilskuddet er gitt på disse vilkårene:
letter-payment = Tilskuddet utbetales i samsvar med denne planen, når vilkårene for utbetaling er oppfylt. Datoene er de tidligste.
letter-caption-payment = Plan for utbetaling
letter-column-instalment = Termin
letter-column-due = Tidligst
letter-column-amount = Beløp
letter-column-budget-line = Post
letter-column-budget-before = Før
letter-column-budget-after = Etter
letter-caption-reports = Frister for rapportering
letter-column-report = Rapport
letter-column-report-due = Frist
letter-report-final = Sluttrapport
letter-report-final-cost = Sluttkostnad, før utbetaling
letter-report-after-payment = { $years } år etter utbetalingen
letter-report-year = Rapport for år { $year }
letter-acceptance = Tilskuddet må være akseptert senest { $date }. Aksepten gjelder vilkårene slik de står i dette brevet, vedtak { $number }.

letter-caption-assessment = Poeng og begrunnelse for hvert kriterium
letter-column-criterion = Kriterium
letter-column-weight = Vekt
letter-column-points = Poeng
letter-column-reasons = Begrunnelse
letter-assessor = { $number }: { $points } poeng. { $reason }
letter-score = Samlet poengsum
letter-calculation = Det høyeste beløpet som kan gis, er regnet ut slik:
letter-division = Fordelingen av rammen kom fram til beløpet slik:
letter-findings = Avvisningen bygger på dette:
letter-lapse = { $granted } er ikke lenger satt av til dere, fordi tilskuddet ikke var akseptert innen { $date }.
letter-lapse-notice = Vi varslet { $noticed } om at tilsagnet ville falle bort. Fristen for å uttale seg var { $answer }.
letter-appealed = Klagen gjelder vedtak { $number } og kom inn { $date }.
letter-corrected = I vedtak { $number } sto det: «{ $wrong }». Det rette er: «{ $right }».
letter-change-asked = Dere ba om endringen { $date }, med disse ordene:
letter-change-content = Arbeidet skal etter endringen være:
letter-reversal = Vedtak { $number } av { $date } ga { $before }. Fra nå av er tilskuddet { $granted }.
letter-reversal-ground-no-harm = Vi kan omgjøre vårt eget vedtak uten klage når endringen ikke er til skade for noen som vedtaket gjelder.
letter-reversal-ground-not-reached = Vi kan omgjøre vårt eget vedtak uten klage før underretningen om det har kommet fram til dere.
letter-reversal-ground-invalid = Vi kan omgjøre vårt eget vedtak uten klage når det må anses ugyldig.
letter-reversal-ground-allowed = Vi kan omgjøre vårt eget vedtak uten klage når det følger av vedtaket selv eller av andre regler.
letter-reversal-repay = { $amount } mer er utbetalt eller på vei enn det som nå er innvilget. Vi varsler før vi krever det tilbake.
letter-change-budget = Postene i budsjettet som endres
letter-write-off = Tabellen viser hva som kan kreves tilbake ved brudd på vilkårene, etter antall fullførte år fra utbetalingen. Beløpene gjelder hele tilskuddet og følger det som er utbetalt.
letter-caption-write-off = Plan for nedskrivning
letter-column-completed-years = Fullførte år
letter-column-left = Gjenstår
letter-column-obligation = Gjelder
letter-column-share-left = Andel igjen
letter-caption-claim = Det som ikke er skrevet ned
letter-claim = Den { $date } ble vilkårene brutt: { $breach }. Den delen av tilskuddet som ikke er skrevet ned på den dagen, skal da betales tilbake.
letter-claim-calculation = For hvert fullførte år fra utbetalingen er en del av beløpet skrevet ned. Resten kreves tilbake:
letter-claim-payment = { $amount } betales til konto { $account } innen { $date }. Merk betalingen med { $case }.
letter-claim-lowered = Kravet er nå på { $claimed }. Det var på { $before }.
letter-claim-annulled = Kravet på { $before } er falt bort. Dere skal ikke betale noe tilbake etter det.
letter-claim-paid-back = { $amount } av det dere har betalt, betales tilbake til kontoen for tilskuddet.
letter-claim-interest-back = { $amount } av rentene dere har betalt, betales tilbake.
letter-recovery-notice = Vi varslet om dette { $date }.
letter-recovery-answer = Dere svarte { $date }:
letter-recovery-no-answer = Vi har ikke mottatt noe svar.
letter-recovery-payment = Av tilskuddet er { $paid } utbetalt. Av det skal { $repay } betales tilbake, og { $claimed } kreves i dette vedtaket.
letter-recovery-fault = { $fault ->
    [good_faith] Vi legger til grunn at dere ikke visste og ikke burde vite at pengene måtte betales tilbake.
    [negligence] Vi legger til grunn at dere burde ha visst at pengene måtte betales tilbake.
   *[gross_negligence] Vi legger til grunn at dere visste at pengene måtte betales tilbake, eller var grovt uaktsomme.
}
letter-recovery-interest = Det løper renter fra { $date } til beløpet er betalt, etter satsene for forsinket betaling.
letter-recovery-no-interest = Det løper ingen renter.
breach-sale = solgt
breach-wrong-use = ikke brukt som forutsatt
breach-law-breach = brukt i strid med norsk lov
breach-wrong-information = opplysningene i søknaden var uriktige
letter-rules = Vedtaket bygger på:

# Ledd. En ordning kan ha sin egen tekst for hvert av dem; kildene står i koden.
letter-block-use = Tilskuddet skal brukes slik det går fram av søknaden og av dette brevet. Vesentlige endringer skal godkjennes på forhånd.
letter-block-control = { $authority } kan kontrollere at tilskuddet brukes slik det er forutsatt, og kan be om regnskap, bilag og andre opplysninger som trengs for det.
letter-block-sanctions = Blir vilkårene brutt, eller var opplysningene i søknaden uriktige, kan utbetalingen stanses og tilskuddet kreves tilbake, helt eller delvis. Et krav om tilbakebetaling er et eget vedtak.
letter-block-acceptance = Blir tilskuddet ikke akseptert i tide, kan det falle bort. Det skjer i så fall ved et eget vedtak.
letter-block-revised-budget = Beløpet er lavere enn det dere søkte om. Send oss først et revidert budsjett, innenfor postene i budsjettet i søknaden. Vi må godkjenne det før dere kan akseptere, så send det i god tid før { $date }.
letter-block-later-years = Det som utbetales etter { $year }, er gitt med forbehold om Stortingets budsjettvedtak.
letter-block-next-year = { $amount } av tilskuddet kommer fra budsjettet for { $year }, med forbehold om at Stortinget bevilger pengene. Det betales ikke ut før rammen for { $year } er fastsatt.
letter-block-points = { $count ->
    [one] Søknaden er vurdert av én person. Hvert kriterium har fått fra 0 til 100 poeng, og vekten sier hvor mye det teller.
   *[other] Søknaden er vurdert av { $count } personer, hver for seg. Poengene er gjennomsnittet av det de ga, og begrunnelsene er nummerert etter person. Hvert kriterium har fått fra 0 til 100 poeng, og vekten sier hvor mye det teller.
}
letter-block-appeal = Dere kan klage på vedtaket. Fristen er { $weeks ->
    [one] én uke
   *[other] { $weeks } uker
} fra den dagen brevet kom fram til dere. Klagen sendes til { $authority }.
letter-block-appeal-body = { $authority } vurderer saken på nytt. Blir vedtaket ikke endret, sendes klagen til { $body }, som avgjør den.
letter-block-appeal-content = Skriv hvilket vedtak klagen gjelder, hva dere vil ha endret, og hvorfor.
letter-block-ask-for-reasons = Dere kan be om en nærmere begrunnelse før klagefristen er ute. Fristen blir da avbrutt.
letter-block-access = Dere kan be om å få se dokumentene i saken.
letter-block-no-appeal = Etter vår vurdering kan dette vedtaket ikke påklages av mottakeren.
letter-block-appeal-final = Avgjørelsen av klagen er endelig og kan ikke påklages videre.
letter-block-appeal-correction = Rettingen gir ingen ny klagefrist. Vedtak { $number } kan påklages som før.
letter-office-unit = { "" }
letter-office-address = { "" }
letter-office-organisation = { "" }
letter-appeal-body = det overordnede forvaltningsorganet
