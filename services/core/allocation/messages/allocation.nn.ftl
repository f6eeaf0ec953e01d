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
conflict-authority-exceeded = Tilsegner er til saman { $committed }, meir enn tilsegnsfullmakta på { $authority }.
conflict-commitment-broken = Nøkkelen til loddtrekkinga er ikkje den som vart låst: lova { $promised }, men nøkkelen gir { $actual }.
conflict-not-with-this-rule = { $field } kan ikkje brukast saman med denne fordelingsregelen.
conflict-missing-value = { $id }: { $field } manglar, men trengst av dempingsordninga.
conflict-damper-floors-exceed-budget = Golva i dempingsordninga er til saman { $floors }, meir enn dei { $budget } som kan fordelast.
conflict-invariant-broken = Intern kontroll slo feil: { $invariant }. Resultatet er ikkje brukt.
