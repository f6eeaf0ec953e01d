# Mål i opptrappingsplanen for rusfeltet (2016–2020).
goal-g1 = Reell brukerinnflytelse
goal-g2 = Personer i risiko fanges opp og hjelpes tidlig
goal-g3 = Tilgjengelig, variert og helhetlig tjenesteapparat
goal-g4 = Aktiv og meningsfylt tilværelse
goal-g5 = Alternative straffereaksjoner og straffegjennomføringsformer
