# Bounds: what keeps an amount from being lower or higher.
clause-nothing = nothing
clause-committed = committed in an earlier year
clause-notified = amount already notified
clause-minimum = own minimum
clause-last-year-floor = protection against a large fall since last year
clause-useful-minimum = least useful amount
clause-base = base amount
clause-claim = the amount applied for
clause-maximum = own maximum
clause-headroom = what other rules still allow
clause-last-year-ceiling = ceiling on the rise since last year
clause-yearly-ceiling = the ceiling for this year of support
clause-cut-floor = its floor, where all floors together do not fit the budget

# Contradictions in the input.
conflict-negative-budget = The budget is negative: { $budget }.
conflict-step-too-small = The rounding step must be at least 1, but is { $step }.
conflict-negative-value = { $id }: { $field } is negative: { $value }.
conflict-empty-id = An applicant has no id.
conflict-repeated-id = More than one applicant has the id { $id }.
conflict-total-too-large = The sum of { $field } is too large to be calculated exactly.
conflict-bounds-contradict = { $id }: the lower bound { $lo } ({ $loClause }) is above the upper bound { $hi } ({ $hiClause }).
conflict-no-step-between = { $id }: no whole step of { $step } lies between { $lo } and { $hi }.
conflict-floors-exceed-budget = The lower bounds add up to { $floors }, more than the { $budget } there is to divide.
conflict-floors-exceed-group = Group { $group }: the lower bounds add up to { $floors }, more than the group's maximum { $max }.
conflict-group-minimum-out-of-reach = Group { $group }: the minimum { $min } is more than the { $reach } that the group can receive.
conflict-repeated-group = Group { $group } has more than one quota.
conflict-concern-crosses-groups = The concern { $concern } has members in several groups ({ $groups }), so one cap cannot hold it.
conflict-authority-exceeded = Commitments add up to { $committed }, more than the authority of { $authority }.
conflict-commitment-broken = The key of the draw is not the one committed to: promised { $promised }, but the key gives { $actual }.
conflict-not-with-this-rule = { $field } cannot be combined with this rule.
conflict-missing-value = { $id }: { $field } is missing, but the damper needs it.
conflict-damper-floors-exceed-budget = The damper's floors add up to { $floors }, more than the { $budget } there is to divide.
conflict-invariant-broken = An internal check failed: { $invariant }. The result was not used.

# The explanation of one award, a sentence at a time.
explain-claim = Applied for: { $claim }.
explain-between = Can receive from { $lo } ({ $loClause }) to { $hi } ({ $hiClause }).
explain-at-least = Is to receive at least { $lo } ({ $loClause }).
explain-at-most = Can receive at most { $hi } ({ $hiClause }).
explain-pot = The pot for priority class { $class } was { $budget }.
explain-pot-group = The frame for { $group } in priority class { $class } was { $budget }.
explain-pot-concern = The cap for everybody in the concern { $concern } was { $budget } in priority class { $class }.
explain-pot-all = There was { $budget } to divide in all.
explain-rank = Place { $rank } in the ranking.
explain-level = Everyone in the pot receives { $level } for each unit of weight; the weight is { $weight }.
explain-level-base = Base amount { $base }, and beyond it everyone in the pot receives { $level } for each unit of weight; the weight is { $weight }.
explain-losses = Everyone in the pot gives up { $level } of what they applied for, but no more than that.
explain-talmud-awards = Everyone in the pot receives { $level }, but no more than half of what they applied for.
explain-talmud-losses = Everyone in the pot receives half of what they applied for, and the rest less an equal loss of { $level }.
explain-cut-floors = The floors together are above the budget, so every floor is cut to { $level } of what it is; what was promised earlier is not cut. The floor is { $weight }.
explain-outcome-nothing = That leaves nothing for this applicant.
explain-outcome-floor = The amount is lifted to { $lo } ({ $loClause }).
explain-outcome-full = That covers all that was applied for.
explain-outcome-ceiling = The amount is held at { $hi } ({ $hiClause }).
explain-outcome-funded = Fitted into the budget with { $amount }.
explain-outcome-reduced = Did not fit in full, and received what was left: { $amount }.
explain-damping = Before damping against last year the amount was { $before }.
explain-rounding = The exact share is { $exact }, rounded to { $amount } (whole steps of { $step }).
explain-phase-in = Year { $year } of { $years }: { $left }/{ $years } of last year's { $old } and { $year }/{ $years } of the new { $new }.
explain-less-than-last-year = That is { $change } less than last year ({ $last }).
explain-same-as-last-year = That is the same as last year ({ $last }).
explain-more-than-last-year = That is { $change } more than last year ({ $last }).
refused-below-threshold = Not granted: the score is below the threshold.
refused-nothing-allowed = Not granted: the upper bound is { $hi } ({ $hiClause }).
refused-not-admitted = Not granted: the budget did not reach a useful amount this far down the list.
refused-budget-ended = Not granted: the budget ended before this place in the list.
refused-open-part-ended = Not granted: what is open to all ended before this place in the list; the rest is kept for groups.
refused-did-not-fit = Not granted: the amount applied for did not fit in what was left.
refused-below-own-minimum = Not granted: what was left was less than the applicant's own minimum.
refused-group-full = Not granted: the group's frame was used up.
refused-not-in-best-set = Not granted: a set of other applications is worth more together.
refused-class-not-reached = Not granted: not everybody with higher priority was served, so the class was not reached.

# What would have changed an amount.
change-score = With a score of { $score } or more the amount would have been { $amount }.
change-claim = An application for { $claim } or less would have been paid in full.
change-budget = With a budget of { $budget } or more the amount would have been higher.
change-without = Without { $clause } the amount would have been { $amount }.
change-less-budget = With a budget { $percent } % smaller the amount would have been { $amount }.
change-more-budget = With a budget { $percent } % larger the amount would have been { $amount }.

# What a condition costs the others.
price = { $policy }: { $gainers ->
    [one] one applicant receives
   *[other] { $gainers } applicants together receive
} { $gained } more, { $payers ->
    [one] one applicant receives
   *[other] { $payers } applicants together receive
} { $cost } less.
own-price-gave = { $policy } gave { $difference } more. Without it the amount would have been { $without }.
own-price-cost = { $policy } cost { $difference }. Without it the amount would have been { $without }.
own-price-none = { $policy } did not change the amount.
policy-minima = Applicants' own minima
policy-maxima = Applicants' own maxima
policy-headroom = The ceiling under other rules
policy-damping = The damping against last year
policy-useful-minimum = The least useful amount
policy-yearly-ceilings = The ceiling for each year of support
policy-threshold = The score threshold
policy-priority-classes = The order of priority classes
policy-quota = The quota for { $group }
policy-concern-cap = The cap for each concern
policy-reserved = The frame reserved for { $group }
