# What the award would have been in the round before, told before the deadline.
explain-estimate-round = The estimate is computed on the { $count } other applications of { $round }, by the rules of that round, with a budget from { $percent } per cent lower to { $percent } per cent higher than it was. The applicant's own application of that round is replaced by this one.
explain-estimate-claim = As the application stands now, at most { $claimed } can be granted.
explain-estimate-scores = Nobody knows which score the application will get. So there is one estimate for each of three scores of the round before.
explain-estimate-no-promise = This is no promise and no decision. Who applies this year, for how much, how large the budget becomes and how the applications are assessed can give another amount. The amounts are rounded outwards to whole thousands of kroner.
explain-estimate-band = The award would have been between { $low } and { $high }.
explain-estimate-lower = With { $score } points, the lower quartile of the round before, the award would have been between { $low } and { $high }.
explain-estimate-median = With { $score } points, the median of the round before, the award would have been between { $low } and { $high }.
explain-estimate-upper = With { $score } points, the upper quartile of the round before, the award would have been between { $low } and { $high }.

# The report on an allocation.
kind-municipality = Municipality
kind-foundation = Foundation
kind-company = Company
kind-voluntary-organisation = Voluntary organisation
kind-other = Other
alternative-calculated = As it was calculated, before anything was adjusted
about-calculated = Calculated in all
about-decided = Decided in all
about-adjusted = Amounts changed by a case handler
about-decision-hash = Hash of the decision

# What changed since last year, and what the two years ahead would give.
explain-since-same = The amount is the same as last year: { $amount }.
explain-since-floor = Last year the amount was { $last }, this year { $amount }. The rules do not let it fall more than this in a year.
explain-since-ceiling = Last year the amount was { $last }, this year { $amount }. The rules do not let it rise more than this in a year.
explain-since-full = Last year the amount was { $last }, this year { $amount }: all that could be granted.
explain-since-bound = Last year the amount was { $last }, this year { $amount }. Another bound of the rules set this year’s amount.
explain-since-level = Last year the amount was { $last }, this year { $amount }: what this year’s budget reached to by the same rule for all.
explain-since-last = Last year the amount was { $last }, this year { $amount }: what was left of the budget.
explain-since-nothing = Last year the amount was { $last }. This year the application was not funded.
explain-since-adjusted = Last year the amount was { $last }, this year { $amount }, set by a case handler.
explain-ahead = If the same applicants claim the same, and budget and rules are as this year, the amount will be { $next } next year and { $after } the year after. This is no promise.
explain-ahead-adjusted = If the same applicants claim the same, and budget and rules are as this year, the amount will be { $next } next year and { $after } the year after, counted from what was set, { $amount }. Counted from what the division came to, { $calculated }, it would be { $calculated-next } and { $calculated-after }. This is no promise.
