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
explain-notified = Før denne fordelingen var søknaden innvilget { $notified }, som står fast uansett hva fordelingen gir. Fordelingen gjelder det andre lot ligge. Til sammen blir det { $amount }.

# Hva en runde mangler før den kan gå videre.
missing-assessment = Søknaden er ikke ferdig vurdert.
missing-reason = Avkortningen eller avslaget mangler begrunnelse.
missing-from-allocation = Søknaden kom til eller ble vurdert etter at fordelingen ble kjørt. Kjør en ny fordeling.
missing-changed = Søknaden er endret etter at fordelingen ble kjørt. Kjør en ny fordeling.
missing-withdrawn = Søknaden er trukket, avvist eller tatt ut etter at fordelingen ble kjørt. Kjør en ny fordeling.
