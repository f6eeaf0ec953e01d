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
conflict-authority-exceeded = Commitments add up to { $committed }, more than the authority of { $authority }.
conflict-commitment-broken = The key of the draw is not the one committed to: promised { $promised }, but the key gives { $actual }.
conflict-not-with-this-rule = { $field } cannot be combined with this rule.
conflict-missing-value = { $id }: { $field } is missing, but the damper needs it.
conflict-damper-floors-exceed-budget = The damper's floors add up to { $floors }, more than the { $budget } there is to divide.
conflict-invariant-broken = An internal check failed: { $invariant }. The result was not used.
