# Grenser: hva som gjør at et beløp ikke kan være lavere eller høyere.
clause-nothing = ingenting
clause-committed = tilsagn fra tidligere år
clause-notified = varslet beløp
clause-minimum = eget minstebeløp
clause-last-year-floor = vern mot stor nedgang fra i fjor
clause-useful-minimum = minste nyttige beløp
clause-base = grunnbeløp
clause-claim = søknadsbeløpet
clause-maximum = eget høyeste beløp
clause-headroom = det andre regler fortsatt tillater
clause-last-year-ceiling = tak på økning fra i fjor
clause-yearly-ceiling = taket for dette støtteåret
clause-cut-floor = eget gulv, når gulvene til sammen ikke får plass i rammen

# Motsigelser i grunnlaget.
conflict-negative-budget = Rammen er negativ: { $budget }.
conflict-step-too-small = Avrundingssteget må være minst 1, men er { $step }.
conflict-negative-value = { $id }: { $field } er negativ: { $value }.
conflict-empty-id = En søker mangler id.
conflict-repeated-id = Flere søkere har id { $id }.
conflict-total-too-large = Summen av { $field } er for stor til å regnes nøyaktig.
conflict-bounds-contradict = { $id }: nedre grense { $lo } ({ $loClause }) er høyere enn øvre grense { $hi } ({ $hiClause }).
conflict-no-step-between = { $id }: intet helt steg på { $step } ligger mellom { $lo } og { $hi }.
conflict-floors-exceed-budget = Nedre grenser er til sammen { $floors }, mer enn de { $budget } som kan fordeles.
conflict-floors-exceed-group = Gruppe { $group }: nedre grenser er til sammen { $floors }, mer enn gruppens høyeste beløp { $max }.
conflict-group-minimum-out-of-reach = Gruppe { $group }: minstebeløpet { $min } er mer enn de { $reach } gruppen kan få.
conflict-repeated-group = Gruppe { $group } har flere kvoter.
conflict-concern-crosses-groups = Konsernet { $concern } har medlemmer i flere grupper ({ $groups }), så ett tak kan ikke holde det.
conflict-authority-exceeded = Tilsagn er til sammen { $committed }, mer enn tilsagnsfullmakten på { $authority }.
conflict-commitment-broken = Nøkkelen til loddtrekningen er ikke den som ble låst: lovet { $promised }, men nøkkelen gir { $actual }.
conflict-not-with-this-rule = { $field } kan ikke brukes sammen med denne fordelingsregelen.
conflict-missing-value = { $id }: { $field } mangler, men trengs av dempingsordningen.
conflict-damper-floors-exceed-budget = Dempingsordningens gulv er til sammen { $floors }, mer enn de { $budget } som kan fordeles.
conflict-rule-not-built = Regelen { $rule } er ikke med i dette bygget av motoren.

# A bug of the engine.
engine-fault = Intern kontroll slo feil: { $invariant }. Resultatet er ikke brukt.

# Forklaringen av ett beløp, en setning om gangen.
explain-claim = Søkt: { $claim }.
explain-between = Kan få fra { $lo } ({ $loClause }) til { $hi } ({ $hiClause }).
explain-at-least = Skal ha minst { $lo } ({ $loClause }).
explain-at-most = Kan få høyst { $hi } ({ $hiClause }).
explain-pot = Potten for prioritetsklasse { $class } var { $budget }.
explain-pot-group = Rammen for { $group } i prioritetsklasse { $class } var { $budget }.
explain-pot-concern = Taket for alle i konsernet { $concern } var { $budget } i prioritetsklasse { $class }.
explain-pot-all = Det var { $budget } å fordele i alt.
explain-place = Plass { $rank } på rangeringslisten.
explain-level = Alle i potten får { $level } for hver vektenhet; vekten er { $weight }.
explain-level-base = Grunnbeløp { $base }, og deretter får alle i potten { $level } for hver vektenhet; vekten er { $weight }.
explain-losses = Alle i potten gir fra seg { $level } av det de søkte om, men ikke mer enn det.
explain-talmud-awards = Alle i potten får { $level }, men ikke mer enn halvparten av det de søkte om.
explain-talmud-losses = Alle i potten får halvparten av det de søkte om, og resten etter et likt tap på { $level }.
explain-cut-floors = Gulvene er til sammen større enn rammen, så hvert gulv er kuttet til { $level } av det det er; det som er lovet fra før, er ikke kuttet. Gulvet er { $weight }.
explain-outcome-nothing = Det gir ingenting til denne søkeren.
explain-outcome-floor = Beløpet er løftet til { $lo } ({ $loClause }).
explain-outcome-full = Det dekker hele søknadsbeløpet.
explain-outcome-ceiling = Beløpet er holdt på { $hi } ({ $hiClause }).
explain-outcome-funded = Fikk plass i rammen med { $amount }.
explain-outcome-reduced = Fikk ikke plass med hele beløpet, og fikk det som var igjen: { $amount }.
explain-damping = Før demping mot fjoråret var beløpet { $before }.
explain-rounding = Nøyaktig andel er { $exact }, avrundet til { $amount } (hele steg på { $step }).
explain-phase-in = År { $year } av { $years }: { $left }/{ $years } av fjorårets { $old } og { $year }/{ $years } av nye { $new }.
explain-less-than-last-year = Det er { $change } mindre enn i fjor ({ $last }).
explain-same-as-last-year = Det er det samme som i fjor ({ $last }).
explain-more-than-last-year = Det er { $change } mer enn i fjor ({ $last }).
refused-below-threshold = Ikke tildelt: poengsummen er under terskelen.
refused-nothing-allowed = Ikke tildelt: øvre grense er { $hi } ({ $hiClause }).
refused-not-admitted = Ikke tildelt: rammen rakk ikke til et nyttig beløp så langt ned på listen.
refused-budget-ended = Ikke tildelt: rammen tok slutt før denne plassen på listen.
refused-open-part-ended = Ikke tildelt: det som er åpent for alle, tok slutt før denne plassen på listen; resten er holdt av til grupper.
refused-did-not-fit = Ikke tildelt: søknadsbeløpet fikk ikke plass i det som var igjen.
refused-below-own-minimum = Ikke tildelt: det som var igjen, var mindre enn søkerens minstebeløp.
refused-group-full = Ikke tildelt: gruppens ramme var brukt opp.
refused-not-in-best-set = Ikke tildelt: et utvalg av andre søknader er til sammen verdt mer.
refused-class-not-reached = Ikke tildelt: ikke alle med høyere prioritet fikk sitt, så turen kom ikke til klassen.

# Hva som ville ha endret et beløp.
change-score = Med { $score } poeng eller mer hadde beløpet blitt { $amount }.
change-claim = En søknad på { $claim } eller mindre hadde fått alt.
change-budget = Med en ramme på { $budget } eller mer hadde beløpet blitt høyere.
change-without = Uten { $clause } hadde beløpet blitt { $amount }.
change-less-budget = Med { $percent } % mindre ramme hadde beløpet blitt { $amount }.
change-more-budget = Med { $percent } % større ramme hadde beløpet blitt { $amount }.

# Hva et vilkår koster de andre.
price = { $policy }: { $gainers ->
    [one] én søker får
   *[other] { $gainers } søkere får til sammen
} { $gained } mer, { $payers ->
    [one] én søker får
   *[other] { $payers } søkere får til sammen
} { $cost } mindre.
own-price-gave = { $policy } ga { $difference } mer. Uten ville beløpet vært { $without }.
own-price-cost = { $policy } kostet { $difference }. Uten ville beløpet vært { $without }.
own-price-none = { $policy } endret ikke beløpet.
policy-minima = Søkernes minstebeløp
policy-maxima = Søkernes høyeste beløp
policy-headroom = Taket etter andre regler
policy-damping = Dempingen mot fjoråret
policy-useful-minimum = Minste nyttige beløp
policy-yearly-ceilings = Taket for hvert støtteår
policy-threshold = Poengterskelen
policy-priority-classes = Rekkefølgen mellom prioritetsklassene
policy-quota = Kvoten for { $group }
policy-concern-cap = Taket for hvert konsern
policy-reserved = Rammen som er satt av til { $group }

# Hvorfor en tildeling ikke er alt det ble søkt om. $limit er beregningens egen setning, fra ordningens katalog.
reason-claim-below-request = Regelverket gir høyst { $claimed } av de { $requested } det er søkt om. Det som setter grensen: { $limit }
reason-nothing-claimable = Regelverket gir ikke rom for noe tilskudd. Det som setter grensen: { $limit }
reason-ranked-below-line = Søknaden fikk { $score } poeng. Den siste som fikk tilskudd, hadde { $line } poeng; da var rammen brukt opp.
reason-ranked-drawn = Søknaden fikk { $score } poeng, like mange som den siste som fikk tilskudd. Loddtrekning avgjorde rekkefølgen.
reason-class-exhausted = Rammen ble brukt opp av søknader med høyere prioritet, før prioritetsklasse { $class }.
reason-class-not-reached = Rammen tok slutt blant søknader med høyere prioritet som ikke kunne få alt, og turen kom ikke til prioritetsklasse { $class }.
reason-frame-too-small = Det som var igjen av rammen, { $left }, rakk ikke til { $claimed }.
reason-did-not-fit = Beløpet på { $claimed } fikk ikke plass i det som var igjen av rammen da turen kom til søknaden, og reglene for utlysningen sier at den neste som får plass, da går foran.
reason-below-useful-minimum = Det som var igjen av rammen, var mindre enn { $minimum }, det minste beløpet tiltaket har nytte av.
reason-partly-funded-last = Da det ble søknadens tur på listen, med { $score } poeng, var det ikke nok igjen av rammen til hele beløpet. Den fikk det som var igjen til den: { $amount } av { $claimed }.
reason-proportional-cut = Rammen rakk ikke til alle. Alle fikk samme andel av det som kunne gis: { $share } prosent, her { $amount } av { $claimed }.
reason-not-funded = Rammens fordelingsregler ga ikke rom for søknaden.
reason-shared-by-rule = Rammen rakk ikke til alle. Den ble delt etter regelen for utlysningen, som ga { $amount } av { $claimed }.
reason-award-cap = Ingen tildeling i denne rammen er over { $amount }.
reason-award-floor = Rammen rakk ikke til alle. Ingen får mindre enn rammens minstebeløp, her { $amount } av { $claimed }.
reason-last-year-ceiling = En tildeling kan øke med høyst { $percent } prosent fra { $last_year } i fjor, her til { $amount }.
reason-last-year-floor = Rammen rakk ikke til mer. En tildeling kan falle med høyst { $percent } prosent fra { $last_year } i fjor, her til { $amount }.
reason-yearly-ceiling = I støtteår { $year } er en tildeling høyst { $amount }.
reason-whole-steps = Tildelinger er hele multipler av { $step }: { $amount } av { $claimed }.
reason-group-full = Det gruppen til søknaden kan få av rammen, var brukt opp før den kunne få { $claimed }.
reason-open-part-ended = Det av rammen som er åpent for alle, var brukt opp før søknaden kunne få { $claimed }. Resten er holdt av til bestemte grupper.
reason-released = Tilskuddet på { $amount } ble takket nei til eller falt bort, og pengene ble fordelt på nytt.
reason-raised = Tilskuddet var { $notified }. Penger som andre lot ligge, økte det til { $amount } av { $claimed }; deretter var rammen brukt opp.

# Hvordan fordelingen kom til beløpet.
explain-frame = Søknader om til sammen { $claimed } konkurrerte om { $budget } i rammen. Antall søknader: { $count }.
explain-class = Søknaden konkurrerte i prioritetsklasse { $class }, som hadde { $budget } å fordele.
explain-rank = Med { $score } poeng ble søknaden nummer { $rank } i sin klasse.
explain-share = Alle i klassen fikk samme andel av det som kunne gis: { $share } prosent.
explain-in-full = Alt som kunne gis, { $amount }, fikk plass.
explain-needed-score = Med { $score } poeng, og alt annet likt, ville hele beløpet på { $claimed } fått plass.
explain-needed-budget = Med en ramme på { $budget }, og alt annet likt, ville hele beløpet på { $claimed } fått plass.
explain-out-of-reach = Ingen poengsum ville gitt hele beløpet på { $claimed } i denne rammen.
explain-adjusted = Fordelingen kom til { $calculated }. En saksbehandler endret det til { $amount } med denne begrunnelsen: { $text }
explain-adjusted-before = En saksbehandler fastsatte { $amount } i en tidligere fordeling, og det står ved lag. Begrunnelsen var: { $text }
explain-calculated-only = Det som sies om hva som ville endret beløpet, gjelder det fordelingen kom til, { $calculated }, og ikke det som er fastsatt, { $amount }.
explain-notified = Før denne fordelingen var søknaden innvilget { $notified }, som står fast uansett hva fordelingen gir. Fordelingen gjelder det andre lot ligge. Til sammen blir det { $amount }.
