# Letters about decisions.
letter-value = { $value }
letter-percent = { $percent }%
letter-total = Sum
letter-chapter-post = Chapter { $chapter }, item { $post }

letter-subject-grant = Grant awarded: { $scheme } { $year }
letter-subject-partial-grant = Grant awarded in part: { $scheme } { $year }
letter-subject-refusal = Application for a grant refused: { $scheme } { $year }
letter-subject-dismissal = Application for a grant dismissed: { $scheme } { $year }
letter-subject-lapse = Promise of a grant lapsed: { $scheme } { $year }
letter-subject-claim = Grant to be repaid: { $scheme } { $year }
letter-subject-recovery = Grant to be repaid: { $scheme } { $year }
letter-subject-appeal-reversal = Grant changed after an appeal: { $scheme } { $year }
letter-subject-appeal-upheld = Appeal against a decision on a grant upheld: { $scheme } { $year }
letter-subject-reconsidered = New decision after an annulment: { $scheme } { $year }
letter-subject-appeal-dismissal = Appeal against a decision on a grant dismissed: { $scheme } { $year }
letter-subject-appeal-rejected = Appeal against a decision on a grant not upheld: { $scheme } { $year }
letter-subject-appeal-annulled = Decision on a grant annulled after an appeal: { $scheme } { $year }
letter-subject-claim-reversal = Claim of repayment changed after an appeal: { $scheme } { $year }
letter-subject-claim-upheld = Appeal against a claim of repayment upheld: { $scheme } { $year }
letter-subject-correction = Correction of a decision on a grant: { $scheme } { $year }
letter-subject-change = Change of grant approved: { $scheme } { $year }
letter-subject-change-refusal = Change of grant not approved: { $scheme } { $year }
letter-subject-reversal = Decision on a grant reversed: { $scheme } { $year }

letter-heading-decision = Decision
letter-heading-reason = Reason
letter-heading-change = The change you asked for
letter-heading-assessment = Assessment of the application
letter-heading-amount = How the amount was arrived at
letter-heading-purpose = Purpose and use
letter-heading-conditions = Conditions
letter-heading-payment = Payment
letter-heading-repayment = How to repay
letter-heading-write-off = Write-off of the duty to repay
letter-heading-reports = Reports
letter-heading-control = Control, and breach of the conditions
letter-heading-acceptance = Acceptance
letter-heading-appeal = Appeal and access to documents
letter-heading-rules = Rules

letter-decision-grant = { $authority } approves the application of { $recipient } for { $requested } and awards a grant of { $granted }.
letter-decision-partial-grant = { $authority } approves the application of { $recipient } in part. It was for { $requested }, and the grant is { $granted }.
letter-decision-refusal = { $authority } refuses the application of { $recipient } for { $requested }.
letter-decision-dismissal = { $authority } dismisses the application of { $recipient } for { $requested }. It does not take part in the allocation.
letter-decision-lapse = The promise of { $granted } from { $authority } to { $recipient }, made on { $decided }, has lapsed. It was to be accepted by { $date }. The application was for { $requested }.
letter-decision-claim = { $authority } claims { $claimed } of the grant to { $recipient } back. The application was for { $requested }.
letter-decision-recovery = { $authority } reverses the decision on the grant to { $recipient } for { $claimed }, and claims that amount back. The application was for { $requested }.
letter-decision-appeal-reversal = { $authority } has considered the appeal of { $recipient } and changes its decision. The grant is { $granted } now. { $requested } was applied for.
letter-decision-appeal-upheld = The appeal of { $recipient } is upheld. The grant of { $authority } is { $granted } now. { $requested } was applied for.
letter-decision-reconsidered = { $authority } has treated the application of { $recipient } again and came to the same result as before. { $requested } was applied for.
letter-decision-appeal-dismissal = { $authority } dismisses the appeal of { $recipient }. It will not be considered. { $requested } was applied for.
letter-decision-appeal-rejected = The appeal of { $recipient } is not upheld. The decision of { $authority } stands. { $requested } was applied for.
letter-decision-appeal-annulled = The decision of { $authority } on the application of { $recipient } is annulled. { $authority } will treat the case again. { $requested } is applied for.
letter-decision-claim-reversal = { $authority } has considered the appeal of { $recipient } and changes the claim of repayment. The amount applied for was { $requested }.
letter-decision-claim-upheld = The appeal of { $recipient } against the claim of repayment by { $authority } is upheld. The amount applied for was { $requested }.
letter-decision-correction = { $authority } corrects an error in a decision to { $recipient }. The amount is the same as before. { $requested } was applied for.
letter-decision-change = { $authority } approves the change of the grant that { $recipient } asked for. The amount applied for was { $requested }.
letter-decision-change-refusal = { $authority } does not approve the change of the grant that { $recipient } asked for. The grant is as before. The amount applied for was { $requested }.
letter-decision-reversal = { $authority } reverses its own decision to { $recipient }. The grant is { $granted } now. { $requested } was applied for.

letter-fact-scheme = Scheme
letter-fact-recipient = Applicant
letter-fact-organisation = Organisation number
letter-fact-requested = Applied for
letter-fact-granted = Grant
letter-fact-lapsed = Lapsed
letter-fact-claimed = Claimed back
letter-fact-change-amount-before = Amount before
letter-fact-change-amount = Amount after
letter-fact-change-time = The work is done by
letter-fact-change-partner = Partner
letter-fact-chapter-post = State budget
letter-fact-year = Grant year

letter-conditions = The grant is awarded on these conditions:
letter-payment = The grant is paid by this plan, when the conditions of payment are met. The dates are the earliest.
letter-caption-payment = Payment plan
letter-column-instalment = Instalment
letter-column-due = Earliest
letter-column-amount = Amount
letter-column-budget-line = Line
letter-column-budget-before = Before
letter-column-budget-after = After
letter-caption-reports = Deadlines of reports
letter-column-report = Report
letter-column-report-due = Deadline
letter-report-final = Final report
letter-report-final-cost = Final cost, before payment
letter-report-after-payment = { $years } years after payment
letter-report-year = Report for year { $year }
letter-acceptance = The grant is to be accepted by { $date }. The acceptance is of the conditions as they stand in this letter, decision { $number }.

letter-caption-assessment = Points and reasons by criterion
letter-column-criterion = Criterion
letter-column-weight = Weight
letter-column-points = Points
letter-column-reasons = Reasons
letter-assessor = { $number }: { $points } points. { $reason }
letter-score = Total score
letter-calculation = The largest amount that can be awarded was calculated so:
letter-division = The division of the frame came to the amount so:
letter-findings = The dismissal rests on this:
letter-lapse = { $granted } is no longer set aside for you, because the grant was not accepted by { $date }.
letter-lapse-notice = We gave notice on { $noticed } that the promise would lapse. The last day to state a view was { $answer }.
letter-appealed = The appeal is against decision { $number } and came in on { $date }.
letter-corrected = Decision { $number } said: “{ $wrong }”. It should say: “{ $right }”.
letter-change-asked = You asked for the change on { $date }, in these words:
letter-change-content = After the change, the work is to be:
letter-reversal = Decision { $number } of { $date } granted { $before }. From now on the grant is { $granted }.
letter-reversal-ground-no-harm = We can change our own decision without an appeal when it harms no one whom the decision is about.
letter-reversal-ground-not-reached = We can change our own decision without an appeal before word of it has reached you.
letter-reversal-ground-invalid = We can change our own decision without an appeal when it must be held to be invalid.
letter-reversal-ground-allowed = We can change our own decision without an appeal when the decision itself or other rules allow it.
letter-reversal-repay = { $amount } more is paid or on its way than is granted now. We give notice before we claim it back.
letter-change-budget = The lines of the budget that change
letter-write-off = The table shows what can be claimed back when the conditions are broken, by completed years from the payment. The amounts are for the whole grant and follow what is paid.
letter-caption-write-off = Plan of the write-off
letter-column-completed-years = Completed years
letter-column-left = Left
letter-column-obligation = For
letter-column-share-left = Share left
letter-caption-claim = The part that is not written off
letter-claim = The conditions were broken on { $date }: { $breach }. The part of the grant that is not written off on that day must then be repaid.
letter-claim-calculation = A part of the amount is written off for each completed year from the payment. The rest is claimed back:
letter-claim-payment = Pay { $amount } to the account { $account } by { $date }. Mark the payment with { $case }.
letter-claim-lowered = The claim is now { $claimed }. It was { $before }.
letter-claim-annulled = The claim of { $before } is annulled. Nothing is to be repaid by it.
letter-claim-paid-back = { $amount } of what you have paid is paid back to the account of the grant.
letter-claim-interest-back = { $amount } of the interest that you have paid is paid back.
letter-recovery-notice = We gave notice of this on { $date }.
letter-recovery-answer = You answered on { $date }:
letter-recovery-no-answer = We have not received an answer.
letter-recovery-payment = What was paid of the grant is { $paid }. Of that, { $repay } must be paid back, and { $claimed } of it is claimed by this decision.
letter-recovery-fault = { $fault ->
    [good_faith] We hold that you did not know, and had no reason to know, that the money had to be paid back.
    [negligence] We hold that you ought to have known that the money had to be paid back.
   *[gross_negligence] We hold that you knew that the money had to be paid back, or were grossly negligent.
}
letter-recovery-interest = Interest runs from { $date } until it is paid, at the rates for late payment.
letter-recovery-no-interest = There is no interest.
breach-sale = sold
breach-wrong-use = not used as assumed
breach-law-breach = used against Norwegian law
breach-wrong-information = the application was not true
letter-rules = The decision rests on:

# Standard texts. A scheme can have its own for each; the sources stand in the code.
letter-block-use = The grant is to be used as described in the application and in this letter. Substantial changes need approval beforehand.
letter-block-control = { $authority } can check that the grant is used as intended, and can ask for accounts, vouchers and other information needed for that.
letter-block-sanctions = If the conditions are broken, or what the application said was untrue, payment can be stopped and the grant reclaimed, in whole or in part. A claim for repayment is a decision of its own.
letter-block-acceptance = A grant that is not accepted in time can lapse. That is then a decision of its own.
letter-block-revised-budget = The amount is less than you applied for. Send us a revised budget first, within the lines of your application's budget. We must approve it before you can accept, so send it well before { $date }.
letter-block-later-years = Amounts paid after { $year } are subject to the budget decisions of the Storting.
letter-block-next-year = { $amount } of the grant comes from the budget for { $year }, subject to the appropriation of the Storting. It is not paid before the frame for { $year } is set.
letter-block-points = { $count ->
    [one] One person assessed the application. Each criterion got from 0 to 100 points, and the weight says how much it counts.
   *[other] { $count } people assessed the application, each on their own. The points are the mean of what they gave, and the reasons are numbered by person. Each criterion got from 0 to 100 points, and the weight says how much it counts.
}
letter-block-appeal = You can appeal against the decision. The deadline is { $weeks ->
    [one] one week
   *[other] { $weeks } weeks
} from the day this letter reached you. Send the appeal to { $authority }.
letter-block-appeal-body = { $authority } considers the case again. If the decision is not changed, the appeal is sent to { $body }, which decides it.
letter-block-appeal-content = Say which decision you appeal against, what you want changed, and why.
letter-block-ask-for-reasons = You can ask for fuller reasons before the deadline of appeal is over. The deadline is then interrupted.
letter-block-access = You can ask to see the documents of the case.
letter-block-no-appeal = In our judgement the recipient cannot appeal against this decision.
letter-block-appeal-final = This decision on the appeal is final and cannot be appealed further.
letter-block-appeal-correction = The correction begins no new time to appeal. Decision { $number } can be appealed as before.
letter-office-unit = { "" }
letter-office-address = { "" }
letter-office-organisation = { "" }
letter-appeal-body = the superior administrative authority
