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
conflict-rule-not-built = The rule { $rule } is not part of this build of the engine.

# A bug of the engine.
engine-fault = An internal check failed: { $invariant }. The result was not used.

# The explanation of one award, a sentence at a time.
explain-claim = Applied for: { $claim }.
explain-between = Can receive from { $lo } ({ $loClause }) to { $hi } ({ $hiClause }).
explain-at-least = Is to receive at least { $lo } ({ $loClause }).
explain-at-most = Can receive at most { $hi } ({ $hiClause }).
explain-pot = The pot for priority class { $class } was { $budget }.
explain-pot-group = The frame for { $group } in priority class { $class } was { $budget }.
explain-pot-concern = The cap for everybody in the concern { $concern } was { $budget } in priority class { $class }.
explain-pot-all = There was { $budget } to divide in all.
explain-place = Place { $rank } in the ranking.
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

# Why an award is not everything that was applied for. $limit is the calculation's own sentence, from the scheme's catalogue.
reason-claim-below-request = The rules allow at the most { $claimed } of the { $requested } applied for. What sets the limit: { $limit }
reason-nothing-claimable = The rules leave no room for a grant. What sets the limit: { $limit }
reason-ranked-below-line = The application scored { $score } points. The last one funded scored { $line }; then the frame was used up.
reason-ranked-drawn = The application scored { $score } points, the same as the last one funded. The draw settled the order.
reason-class-exhausted = The frame was used up by applications with higher priority, before priority class { $class }.
reason-class-not-reached = The frame ended with applications of higher priority that could not be funded in full, so priority class { $class } was not reached.
reason-frame-too-small = What was left of the frame, { $left }, was not enough for { $claimed }.
reason-did-not-fit = The amount of { $claimed } did not fit in what was left of the frame when it was the application's turn, and the call's rules then let the next one that fits go ahead.
reason-below-useful-minimum = What was left of the frame was less than { $minimum }, the least amount that is of use to the measure.
reason-partly-funded-last = When the application came up on the list, with { $score } points, there was not enough left of the frame for all of it. It got what was left for it: { $amount } of { $claimed }.
reason-proportional-cut = The frame was not enough for everybody. All got the same share of what could be granted: { $share } per cent, here { $amount } of { $claimed }.
reason-not-funded = The frame's rules left no room for the application.
reason-shared-by-rule = The frame was not enough for everybody. It was shared by the rule of the call, which gave { $amount } of { $claimed }.
reason-award-cap = No award in this frame is above { $amount }.
reason-award-floor = The frame was not enough for everybody. Nobody gets less than the frame's least amount, here { $amount } of { $claimed }.
reason-last-year-ceiling = An award can rise by at most { $percent } per cent from the { $last_year } of last year, here to { $amount }.
reason-last-year-floor = The frame was not enough for more. An award can fall by at most { $percent } per cent from the { $last_year } of last year, here to { $amount }.
reason-yearly-ceiling = In year { $year } of support an award is at most { $amount }.
reason-whole-steps = Awards are whole multiples of { $step }: { $amount } of { $claimed }.
reason-group-full = What the group of the application can get of the frame was used up before it could be given { $claimed }.
reason-open-part-ended = What is open to all of the frame was used up before the application could be given { $claimed }. The rest is kept for certain groups.
reason-released = The grant of { $amount } was declined or lapsed, and the money was divided again.
reason-raised = The grant was { $notified }. Money that others left raised it to { $amount } of { $claimed }; then the frame was used up.

# How the division came to the amount.
explain-frame = Applications for { $claimed } in all competed for { $budget } in the frame. Number of applications: { $count }.
explain-class = The application competed in priority class { $class }, which had { $budget } to divide.
explain-rank = With { $score } points the application came as number { $rank } in its class.
explain-share = All in the class got the same share of what could be granted: { $share } per cent.
explain-in-full = Everything that could be granted, { $amount }, fitted.
explain-needed-score = With { $score } points, all else being equal, the whole amount of { $claimed } would have fitted.
explain-needed-budget = With a frame of { $budget }, all else being equal, the whole amount of { $claimed } would have fitted.
explain-out-of-reach = No score would have given the whole amount of { $claimed } in this frame.
explain-adjusted = The division came to { $calculated }. A case handler changed it to { $amount } with this reason: { $text }
explain-adjusted-before = A case handler set { $amount } in an earlier allocation, and that stands. The reason was: { $text }
explain-calculated-only = What is said about things that would have changed the amount is about what the division came to, { $calculated }, and not about what was set, { $amount }.
explain-notified = Before this allocation the application had been granted { $notified }, which stands whatever the division gives. The allocation divides what others left. It comes to { $amount } in all.
