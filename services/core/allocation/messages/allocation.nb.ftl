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
conflict-authority-exceeded = Tilsagn er til sammen { $committed }, mer enn tilsagnsfullmakten på { $authority }.
conflict-commitment-broken = Nøkkelen til loddtrekningen er ikke den som ble låst: lovet { $promised }, men nøkkelen gir { $actual }.
conflict-not-with-this-rule = { $field } kan ikke brukes sammen med denne fordelingsregelen.
conflict-missing-value = { $id }: { $field } mangler, men trengs av dempingsordningen.
conflict-damper-floors-exceed-budget = Dempingsordningens gulv er til sammen { $floors }, mer enn de { $budget } som kan fordeles.
conflict-invariant-broken = Intern kontroll slo feil: { $invariant }. Resultatet er ikke brukt.
