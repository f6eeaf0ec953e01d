# Kvifor ei tildeling ikkje er alt det vart søkt om. $limit er setninga til utrekninga sjølv, frå katalogen til ordninga.
reason-claim-below-request = Regelverket gir høgst { $claimed } av dei { $requested } det er søkt om. Det som set grensa: { $limit }
reason-nothing-claimable = Regelverket gir ikkje rom for noko tilskot. Det som set grensa: { $limit }
reason-ranked-below-line = Søknaden fekk { $score } poeng. Den siste som fekk tilskot, hadde { $line } poeng; då var ramma brukt opp.
reason-ranked-drawn = Søknaden fekk { $score } poeng, like mange som den siste som fekk tilskot. Loddtrekning avgjorde rekkjefølgja.
reason-class-exhausted = Ramma vart brukt opp av søknader med høgare prioritet, før prioritetsklasse { $class }.
reason-class-not-reached = Ramma tok slutt blant søknader med høgare prioritet som ikkje kunne få alt, og turen kom ikkje til prioritetsklasse { $class }.
reason-frame-too-small = Det som var att av ramma, { $left }, rakk ikkje til { $claimed }.
reason-did-not-fit = Beløpet på { $claimed } fekk ikkje plass i det som var att av ramma då turen kom til søknaden, og reglane for utlysinga seier at den neste som får plass, då går føre.
reason-below-useful-minimum = Det som var att av ramma, var mindre enn { $minimum }, det minste beløpet tiltaket har nytte av.
reason-partly-funded-last = Då det vart søknaden sin tur på lista, med { $score } poeng, var det ikkje nok att av ramma til heile beløpet. Han fekk det som var att til han: { $amount } av { $claimed }.
reason-proportional-cut = Ramma rakk ikkje til alle. Alle fekk same del av det som kunne givast: { $share } prosent, her { $amount } av { $claimed }.
reason-not-funded = Fordelingsreglane for ramma gav ikkje rom for søknaden.
reason-shared-by-rule = Ramma rakk ikkje til alle. Ho vart delt etter regelen for utlysinga, som gav { $amount } av { $claimed }.
reason-award-cap = Inga tildeling i denne ramma er over { $amount }.
reason-award-floor = Ramma rakk ikkje til alle. Ingen får mindre enn minstebeløpet i ramma, her { $amount } av { $claimed }.
reason-last-year-ceiling = Ei tildeling kan auke med høgst { $percent } prosent frå { $last_year } i fjor, her til { $amount }.
reason-last-year-floor = Ramma rakk ikkje til meir. Ei tildeling kan falle med høgst { $percent } prosent frå { $last_year } i fjor, her til { $amount }.
reason-yearly-ceiling = I støtteår { $year } er ei tildeling høgst { $amount }.
reason-whole-steps = Tildelingar er heile multiplum av { $step }: { $amount } av { $claimed }.
reason-group-full = Det gruppa til søknaden kan få av ramma, var brukt opp før ho kunne få { $claimed }.
reason-open-part-ended = Det av ramma som er ope for alle, var brukt opp før søknaden kunne få { $claimed }. Resten er halde av til bestemte grupper.
reason-released = Tilskotet på { $amount } vart takka nei til eller fall bort, og pengane vart fordelte på nytt.
reason-raised = Tilskotet var { $notified }. Pengar som andre lét liggje, auka det til { $amount } av { $claimed }; deretter var ramma brukt opp.

# Korleis fordelinga kom til beløpet.
explain-frame = Søknader om til saman { $claimed } konkurrerte om { $budget } i ramma. Talet på søknader: { $count }.
explain-class = Søknaden konkurrerte i prioritetsklasse { $class }, som hadde { $budget } å fordele.
explain-rank = Med { $score } poeng vart søknaden nummer { $rank } i klassen sin.
explain-share = Alle i klassen fekk same del av det som kunne givast: { $share } prosent.
explain-in-full = Alt som kunne givast, { $amount }, fekk plass.
explain-needed-score = Med { $score } poeng, og alt anna likt, ville heile beløpet på { $claimed } ha fått plass.
explain-needed-budget = Med ei ramme på { $budget }, og alt anna likt, ville heile beløpet på { $claimed } ha fått plass.
explain-out-of-reach = Ingen poengsum ville ha gitt heile beløpet på { $claimed } i denne ramma.
explain-adjusted = Fordelinga kom til { $calculated }. Ein saksbehandlar endra det til { $amount } med denne grunngivinga: { $text }
explain-notified = Før denne fordelinga var søknaden innvilga { $notified }, som står fast uansett kva fordelinga gjev. Fordelinga gjeld det andre lét liggje. Til saman blir det { $amount }.

# Kva ein runde manglar før han kan gå vidare.
missing-assessment = Søknaden er ikkje ferdig vurdert.
missing-reason = Avkortinga eller avslaget manglar grunngiving.
missing-from-allocation = Søknaden kom til eller vart vurdert etter at fordelinga vart køyrd. Køyr ei ny fordeling.
missing-changed = Søknaden er endra etter at fordelinga vart køyrd. Køyr ei ny fordeling.
missing-withdrawn = Søknaden er trekt, avvist eller teken ut etter at fordelinga vart køyrd. Køyr ei ny fordeling.
