# Hva en runde mangler før den kan gå videre.
missing-assessment = Søknaden er ikke ferdig vurdert.
missing-reason = Avkortningen eller avslaget mangler begrunnelse.
missing-from-allocation = Søknaden kom til eller ble vurdert etter at fordelingen ble kjørt. Kjør en ny fordeling.
missing-changed = Søknaden er endret etter at fordelingen ble kjørt. Kjør en ny fordeling.
missing-withdrawn = Søknaden er trukket, avvist eller tatt ut etter at fordelingen ble kjørt. Kjør en ny fordeling.
