# Mål i opptrappingsplanen for rusfeltet (2016–2020).
goal-g1 = Reell brukarinnverknad
goal-g2 = Personar i risiko blir fanga opp og får hjelp tidleg
goal-g3 = Tilgjengeleg, variert og heilskapleg tenesteapparat
goal-g4 = Aktivt og meiningsfylt tilvære
goal-g5 = Alternative straffereaksjonar og former for straffegjennomføring
