# Goals of the escalation plan for the drug field (2016–2020).
goal-g1 = Real user influence
goal-g2 = People at risk are found and helped early
goal-g3 = Accessible, varied and comprehensive services
goal-g4 = An active and meaningful life
goal-g5 = Alternative penal reactions
