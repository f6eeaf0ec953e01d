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
explain-notified = Before this allocation the application had been granted { $notified }, which stands whatever the division gives. The allocation divides what others left. It comes to { $amount } in all.

# What a round lacks before it can go on.
missing-assessment = The application has not been assessed.
missing-reason = The cut or the refusal has no reason.
missing-from-allocation = The application came or was assessed after the allocation was run. Run a new allocation.
missing-changed = The application was changed after the allocation was run. Run a new allocation.
missing-withdrawn = The application was withdrawn, dismissed or taken out after the allocation was run. Run a new allocation.
