# The report about a division: the texts on the page.

# The page itself.
report-skip = Skip to the content
report-kind-of-page = report on the division
report-title = { $applicants ->
    [one] { $budget } given to { $applicants } applicant
   *[other] { $budget } divided among { $applicants } applicants
}
report-file = File
report-lead = { $stage ->
    [approved] How fair and predictable the division is. The figures describe the decision; none of them takes part in the calculation.
    [proposed] How fair and predictable the division is. The figures describe the proposal; none of them takes part in the calculation.
   *[other] How fair and predictable the division is. The figures describe it; none of them takes part in the calculation.
}
report-contents = Contents
report-withheld = withheld
report-withheld-note = Counts under five are withheld. Where only one group is that small, the next smallest is withheld too, so that the count cannot be worked out.

# Units.
report-places = { $places ->
    [one] { $places } place
   *[other] { $places } places
}
report-unit-kroner = NOK
report-unit-places = places
report-unit-parts = units
report-million = { $number } m
report-billion = { $number } bn
report-percent = { $number }%
report-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}

# Words used in several tables.
report-applicant = Applicant
report-applicants = Applicants
report-claims = Claims
report-awards = Awards
report-claimed = Applied for
report-awarded = Awarded
report-funded = Funded
report-share-funded = Share funded
report-need-met = Need met
report-group = Group
report-figure = Figure
report-value = Value
report-key = Key figures
report-gini-per-claim = Inequality of need met (Gini)
report-predictability = Predictability

# Inequality.
report-inequality = How equally is it divided?
report-lorenz-title = Lorenz curve of awards and claims
report-lorenz-description = Across: share of the applicants, smallest first. Up: their share of the amount. The straight line is complete equality; the further the curve hangs below it, the less equal. The figures are in the table below.
report-lorenz-caption = Where the curve of the awards lies nearer to the straight line than that of the claims, awards are more even than what was applied for.
report-lorenz-x = Share of applicants
report-lorenz-y = Share of the amount
report-lorenz-even = Complete equality
report-inequality-table = Measures of inequality
report-of = Inequality of
report-units = Units
report-gini = Gini
report-gini-corrected = Gini, n/(n−1)
report-hoover = Hoover
report-jain = Jain
report-row-award = awards
report-row-per-claim = award per krone or place claimed
report-row-per-inhabitant = award per inhabitant of the municipalities
report-theil-table = Inequality between and within counties
report-theil = Theil T
report-theil-between = Between counties
report-theil-within = Within counties

# Award against claim.
report-tens = The axes go by tens: each mark is ten times the one before.
report-claim-title = Award against claim
report-claim-description = A dot for each applicant, or for many that lie close together. Across: what was applied for. Up: what was awarded. On the dotted line the applicant got everything. The figures are in the table below.
report-claim-caption = Dots on the horizontal axis are refusals. Larger dots stand for more applicants.
report-claim-x = Applied for ({ $unit })
report-claim-y = Awarded ({ $unit })
report-claim-diagonal = got everything
report-claim-table = Award by size of the claim
report-claim-range = Claims, from – to
report-fifths = Fifth of the applicants
report-fifth = { $fifth ->
    [1] smallest claims
    [2] second fifth
    [3] third fifth
    [4] fourth fifth
   *[other] largest claims
}
report-awarded-of-claimed = Awarded of claimed

# Who was reached.
report-county-title = Award by county
report-county-description = A bar for each county: the sum of its awards. Counties with too few applicants are withheld. The figures are in the table below.
report-county-caption = The sum of awards in each county ({ $unit }).
report-county-table = Who was reached, by county
report-groups = Who was reached?
report-size-table = Who was reached, by inhabitants of the municipality
report-kind-table = Who was reached, by kind of applicant
report-parity-equal = Parity: all groups of at least five applicants were funded equally often.
report-parity = Parity: { $lowest } was funded { $ratio } times as often as { $highest }. That is not below the limit of 0.8.
report-parity-flagged = Parity warning: { $lowest } was funded only { $ratio } times as often as { $highest }. Below 0.8 the reason should be found.
report-size-below = below { $limit }
report-size-between = { $from }–{ $to }
report-size-above = { $from } and over
report-parity-withheld = Parity: { $lowest } was funded less often than { $highest }, but not below the limit of 0.8. The ratio is withheld.
report-parity-flagged-withheld = Parity warning: { $lowest } was funded less than 0.8 times as often as { $highest }. The ratio is withheld; the reason should be found.
report-per-inhabitant = Award per inhabitant
report-per-inhabitant-table = Per inhabitant ({ $unit }), by inhabitants of the municipality
report-inhabitants = Inhabitants
report-municipalities = Municipalities
report-applying = With applicants
report-overall = Whole class
report-median = Median
report-p10 = 10th percentile
report-p90 = 90th percentile
report-max-to-min = Highest over lowest
report-small-to-large = The smallest municipalities got { $ratio } times as much per inhabitant as the largest.
report-never-applying = Municipalities without applicants: { $number }.

# Last year.
report-last-year-title = This year against last year
report-last-year-description = A dot for each who applied in both years, or for many that lie close together. Across: last year's award. Up: this year's. On the dotted line they are equal. The figures are in the tables below.
report-last-year-caption = Below the dotted line the award fell, above it it rose.
report-last-year-x = Last year ({ $unit })
report-last-year-y = This year ({ $unit })
report-last-year-diagonal = unchanged
report-bands-table = Change since last year
report-band = Change
report-band-lost-all = lost everything
report-band-lost-20 = lost more than 20%
report-band-lost-10 = lost 10–20%
report-band-lost-5 = lost 5–10%
report-band-same = within 5% either way
report-band-won-5 = gained 5–20%
report-band-won-20 = gained more than 20%
report-band-new = got nothing last year
report-last-year-unknown = Not counted here, because what they got last year is not known: { $number }.
report-change-table = Predictability
report-in-both-years = Applied in both years
report-losing-5 = Lost more than 5%, of those funded last year
report-losing-10 = Lost more than 10%
report-losing-20 = Lost more than 20%
report-changing-30 = Changed more than 30% either way
report-mean-change = Mean change
report-inside-band = Inside the band given before the deadline

# Scenarios.
report-scenarios = Who gains and loses under other solutions?
report-scenarios-plot = Gained and lost in each scenario
report-scenarios-description = Two bars for each scenario, compared with { $stage ->
    [approved] the decision
    [proposed] the proposal
   *[other] the division
}: to the left what some lose, to the right what some gain. The figures are in the table below.
report-scenarios-caption = The sum of all losses and all gains against { $stage ->
    [approved] the decision
    [proposed] the proposal
   *[other] the division
} ({ $unit }).
report-scenarios-table = The scenarios against { $stage ->
    [approved] the decision
    [proposed] the proposal
   *[other] the division
}
report-scenario = Scenario
report-proposed = { $stage ->
    [approved] Decision
    [proposed] Proposal
   *[other] Division
}
report-proposed-amount = { $stage ->
    [approved] Decision
    [proposed] Proposal
   *[other] Division
}
report-in-scenario = In the scenario
report-difference = Difference
report-lost = Lose
report-gained = Gain
report-moved = Moved
report-winners = Gainers
report-losers = Losers
report-largest-gain = Largest gain
report-largest-loss = Largest loss
report-who-table = Largest gains and losses: { $scenario }

# Handling.
report-handling = Concentration, notice and reasons
report-handling-table = Other figures
report-top-5 = Share of the five largest awards
report-top-10 = Share of the ten largest awards
report-hhi = Concentration (Herfindahl–Hirschman)
report-institution-based = Share to institution-based measures
report-new-entrants = Share to new recipients
report-median-notice = Days from decision to the grant year, median
report-least-notice = Days from decision to the grant year, shortest
report-notified-in-time = Share told before the grant year
report-committed-beyond = Share of money committed for more than a year
report-indicated-next = Indicated for next year
report-indicated-after = Indicated for the year after
report-reasoned-refusals = Refusals that name a criterion
report-unexplained-overrides = Deviations from the recommendation without a reason
report-equal-treatment = Equal score, equal outcome

# What the figures mean.
report-explanations = What the figures mean
report-explain-gini = The mean difference between two applicants over twice the mean. 0 is complete equality. Times n/(n−1), 1 means that one has everything.
report-explain-hoover = The share of the money that would have to move for all to have the same, or the same per amount claimed or inhabitant.
report-explain-jain = The square of the sum over n times the sum of the squares. 1 is complete equality, 1/n means that one has everything.
report-explain-theil = Measures inequality so that the part between counties and the part within counties add up to the whole. 0 is complete equality.
report-explain-need-met = Awarded over claimed, each award counted up to its claim.
report-explain-parity-name = Parity
report-explain-parity = The lowest share funded over the highest, among groups of at least five applicants. Below 0.8 there is a warning.
report-explain-hhi = The sum of the squares of each recipient's share. 1 means that one has everything.
report-explain-predictability = 1 minus the sum of all changes over the sum of both years' awards, for those who applied in both. 1 means that nothing changed.

# What a run is called.
report-call = Call
report-state = State
report-standing = { $stage ->
    [approved] Approved { $date } by { $approver }, proposed by { $proposer }
    [proposed] Proposed { $date } by { $proposer }, not approved
   *[other] Calculated { $date }, not proposed
}
report-rule = Rule
report-budget = Budget
report-floors-cut = Floors cut to this part of what they are
report-concern-cap = Cap for each concern
report-engine = Engine
report-run = Run
rule-proportional = The same share of the claim for everybody
rule-equal-awards = The same amount for everybody, but not above the claim
rule-equal-losses = The same cut for everybody
rule-talmud = Talmud: the same amount up to half the claim, then the same cut
rule-weighted-proportional = In proportion to weight
rule-weighted-equal-awards = In proportion to weight, but not above the claim
rule-base-proportional = A base amount, and the rest in proportion to the claim
rule-ranked-stop = By score; ends at the first that does not fit
rule-ranked-partial = By score; the last gets what is left
rule-ranked-offer-reduced = By score; what is left is offered down the list
rule-ranked-skip = By score; who does not fit is passed over
rule-knapsack = The set of whole claims with the most points together
rule-sainte-lague = Whole places, Sainte-Laguë
rule-modified-sainte-lague = Whole places, modified Sainte-Laguë
rule-largest-remainder = Whole places, largest remainder
rule-dhondt = Whole places, D’Hondt
rule-huntington-hill = Whole places, Huntington–Hill
rule-adams = Whole places, Adams
rule-dean = Whole places, Dean
