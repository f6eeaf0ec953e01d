# Kva ein runde manglar før han kan gå vidare.
missing-assessment = Søknaden er ikkje ferdig vurdert.
missing-reason = Avkortinga eller avslaget manglar grunngiving.
missing-from-allocation = Søknaden kom til eller vart vurdert etter at fordelinga vart køyrd. Køyr ei ny fordeling.
missing-changed = Søknaden er endra etter at fordelinga vart køyrd. Køyr ei ny fordeling.
missing-withdrawn = Søknaden er trekt, avvist eller teken ut etter at fordelinga vart køyrd. Køyr ei ny fordeling.
