# Grenser: kva som gjer at eit beløp ikkje kan vere lågare eller høgare.
clause-nothing = ingenting
clause-committed = tilsegn frå tidlegare år
clause-notified = varsla beløp
clause-minimum = eige minstebeløp
clause-last-year-floor = vern mot stor nedgang frå i fjor
clause-useful-minimum = minste nyttige beløp
clause-base = grunnbeløp
clause-claim = søknadsbeløpet
clause-maximum = eige høgaste beløp
clause-headroom = det andre reglar framleis tillèt
clause-last-year-ceiling = tak på auke frå i fjor
clause-yearly-ceiling = taket for dette støtteåret
clause-cut-floor = eige golv, når golva til saman ikkje får plass i ramma

# Motseiingar i grunnlaget.
conflict-negative-budget = Ramma er negativ: { $budget }.
conflict-step-too-small = Avrundingssteget må vere minst 1, men er { $step }.
conflict-negative-value = { $id }: { $field } er negativ: { $value }.
conflict-empty-id = Ein søkjar manglar id.
conflict-repeated-id = Fleire søkjarar har id { $id }.
conflict-total-too-large = Summen av { $field } er for stor til å reknast nøyaktig.
conflict-bounds-contradict = { $id }: nedre grense { $lo } ({ $loClause }) er høgare enn øvre grense { $hi } ({ $hiClause }).
conflict-no-step-between = { $id }: inkje heilt steg på { $step } ligg mellom { $lo } og { $hi }.
conflict-floors-exceed-budget = Nedre grenser er til saman { $floors }, meir enn dei { $budget } som kan fordelast.
conflict-floors-exceed-group = Gruppe { $group }: nedre grenser er til saman { $floors }, meir enn det høgaste beløpet til gruppa, { $max }.
conflict-group-minimum-out-of-reach = Gruppe { $group }: minstebeløpet { $min } er meir enn dei { $reach } gruppa kan få.
conflict-repeated-group = Gruppe { $group } har fleire kvotar.
conflict-concern-crosses-groups = Konsernet { $concern } har medlemmer i fleire grupper ({ $groups }), så eitt tak kan ikkje halde det.
conflict-authority-exceeded = Tilsegner er til saman { $committed }, meir enn tilsegnsfullmakta på { $authority }.
conflict-commitment-broken = Nøkkelen til loddtrekkinga er ikkje den som vart låst: lova { $promised }, men nøkkelen gir { $actual }.
conflict-not-with-this-rule = { $field } kan ikkje brukast saman med denne fordelingsregelen.
conflict-missing-value = { $id }: { $field } manglar, men trengst av dempingsordninga.
conflict-damper-floors-exceed-budget = Golva i dempingsordninga er til saman { $floors }, meir enn dei { $budget } som kan fordelast.
conflict-rule-not-built = Regelen { $rule } er ikkje med i dette bygget av motoren.

# A bug of the engine.
engine-fault = Intern kontroll slo feil: { $invariant }. Resultatet er ikkje brukt.

# Forklaringa av eitt beløp, ei setning om gongen.
explain-claim = Søkt: { $claim }.
explain-between = Kan få frå { $lo } ({ $loClause }) til { $hi } ({ $hiClause }).
explain-at-least = Skal ha minst { $lo } ({ $loClause }).
explain-at-most = Kan få høgst { $hi } ({ $hiClause }).
explain-pot = Potten for prioritetsklasse { $class } var { $budget }.
explain-pot-group = Ramma for { $group } i prioritetsklasse { $class } var { $budget }.
explain-pot-concern = Taket for alle i konsernet { $concern } var { $budget } i prioritetsklasse { $class }.
explain-pot-all = Det var { $budget } å fordele i alt.
explain-place = Plass { $rank } på rangeringslista.
explain-level = Alle i potten får { $level } for kvar vekteining; vekta er { $weight }.
explain-level-base = Grunnbeløp { $base }, og deretter får alle i potten { $level } for kvar vekteining; vekta er { $weight }.
explain-losses = Alle i potten gir frå seg { $level } av det dei søkte om, men ikkje meir enn det.
explain-talmud-awards = Alle i potten får { $level }, men ikkje meir enn halvparten av det dei søkte om.
explain-talmud-losses = Alle i potten får halvparten av det dei søkte om, og resten etter eit likt tap på { $level }.
explain-cut-floors = Golva er til saman større enn ramma, så kvart golv er kutta til { $level } av det det er; det som er lova frå før, er ikkje kutta. Golvet er { $weight }.
explain-outcome-nothing = Det gir ingenting til denne søkjaren.
explain-outcome-floor = Beløpet er løfta til { $lo } ({ $loClause }).
explain-outcome-full = Det dekkjer heile søknadsbeløpet.
explain-outcome-ceiling = Beløpet er halde på { $hi } ({ $hiClause }).
explain-outcome-funded = Fekk plass i ramma med { $amount }.
explain-outcome-reduced = Fekk ikkje plass med heile beløpet, og fekk det som var att: { $amount }.
explain-damping = Før demping mot fjoråret var beløpet { $before }.
explain-rounding = Nøyaktig del er { $exact }, avrunda til { $amount } (heile steg på { $step }).
explain-phase-in = År { $year } av { $years }: { $left }/{ $years } av { $old } frå i fjor og { $year }/{ $years } av nye { $new }.
explain-less-than-last-year = Det er { $change } mindre enn i fjor ({ $last }).
explain-same-as-last-year = Det er det same som i fjor ({ $last }).
explain-more-than-last-year = Det er { $change } meir enn i fjor ({ $last }).
refused-below-threshold = Ikkje tildelt: poengsummen er under terskelen.
refused-nothing-allowed = Ikkje tildelt: øvre grense er { $hi } ({ $hiClause }).
refused-not-admitted = Ikkje tildelt: ramma rakk ikkje til eit nyttig beløp så langt ned på lista.
refused-budget-ended = Ikkje tildelt: ramma tok slutt før denne plassen på lista.
refused-open-part-ended = Ikkje tildelt: det som er ope for alle, tok slutt før denne plassen på lista; resten er halde av til grupper.
refused-did-not-fit = Ikkje tildelt: søknadsbeløpet fekk ikkje plass i det som var att.
refused-below-own-minimum = Ikkje tildelt: det som var att, var mindre enn minstebeløpet til søkjaren.
refused-group-full = Ikkje tildelt: ramma til gruppa var brukt opp.
refused-not-in-best-set = Ikkje tildelt: eit utval av andre søknader er til saman verdt meir.
refused-class-not-reached = Ikkje tildelt: ikkje alle med høgare prioritet fekk sitt, så turen kom ikkje til klassen.

# Kva som ville ha endra eit beløp.
change-score = Med { $score } poeng eller meir hadde beløpet vorte { $amount }.
change-claim = Ein søknad på { $claim } eller mindre hadde fått alt.
change-budget = Med ei ramme på { $budget } eller meir hadde beløpet vorte høgare.
change-without = Utan { $clause } hadde beløpet vorte { $amount }.
change-less-budget = Med { $percent } % mindre ramme hadde beløpet vorte { $amount }.
change-more-budget = Med { $percent } % større ramme hadde beløpet vorte { $amount }.

# Kva eit vilkår kostar dei andre.
price = { $policy }: { $gainers ->
    [one] éin søkjar får
   *[other] { $gainers } søkjarar får til saman
} { $gained } meir, { $payers ->
    [one] éin søkjar får
   *[other] { $payers } søkjarar får til saman
} { $cost } mindre.
own-price-gave = { $policy } gav { $difference } meir. Utan ville beløpet ha vore { $without }.
own-price-cost = { $policy } kosta { $difference }. Utan ville beløpet ha vore { $without }.
own-price-none = { $policy } endra ikkje beløpet.
policy-minima = Minstebeløpa til søkjarane
policy-maxima = Dei høgaste beløpa til søkjarane
policy-headroom = Taket etter andre reglar
policy-damping = Dempinga mot fjoråret
policy-useful-minimum = Minste nyttige beløp
policy-yearly-ceilings = Taket for kvart støtteår
policy-threshold = Poengterskelen
policy-priority-classes = Rekkjefølgja mellom prioritetsklassane
policy-quota = Kvoten for { $group }
policy-concern-cap = Taket for kvart konsern
policy-reserved = Ramma som er sett av til { $group }

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
explain-adjusted-before = Ein saksbehandlar fastsette { $amount } i ei tidlegare fordeling, og det står ved lag. Grunngivinga var: { $text }
explain-calculated-only = Det som vert sagt om kva som ville endra beløpet, gjeld det fordelinga kom til, { $calculated }, og ikkje det som er fastsett, { $amount }.
explain-notified = Før denne fordelinga var søknaden innvilga { $notified }, som står fast uansett kva fordelinga gjev. Fordelinga gjeld det andre lét liggje. Til saman blir det { $amount }.
