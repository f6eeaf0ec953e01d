# Findings that all schemes share.
finding-municipality-unknown = No municipality had the number { $number } on { $date }.
finding-organisation-number-invented = The organisation number was made up when the round was read in; no grant can be paid to it.
finding-call-term-fixed = The call has been opened: this can no longer be changed. The deadline can only be moved to later.
finding-call-weights = The weights of the criteria sum to { $sum } per cent; they must be 100.
finding-attachments-too-many = The application has { $most } attachments, and cannot have more.
finding-grant-acceptance-late = The last day to accept the offer was { $date }.
finding-grant-terms-not-sent = The letter with the terms has not been sent. The offer is accepted once the recipient has it.
finding-grant-still-open = The offer can be accepted until and including { $date }, and cannot lapse before.
finding-grant-acceptance-not-late = The offer can be accepted until and including { $date }, and needs no later day yet.
finding-grant-late-day-over = The new last day is { $date }, which is over. Choose a day that is not.
finding-grant-lapse-noticed = Notice is given that the offer will lapse. The recipient can state its view until and including { $date }.
finding-grant-lapse-not-noticed = The last day was { $date }. The offer cannot lapse before notice is given.
finding-grant-budget-not-approved = The grant is less than was applied for, and is accepted on a revised budget. { $state ->
    [submitted] The one that was submitted waits for a case handler. Accept when it is approved.
    [approved] The approved one does not cover the amount after a raise. Submit another.
    [returned] The last one was sent back. Submit another, and accept when it is approved.
   *[missing] Submit one, and accept when it is approved.
}
finding-grant-budget-not-needed = No revised budget is needed: the grant is what was applied for, its rules ask for none, or one is approved. Accept the offer.
finding-grant-budget-not-waiting = No revised budget waits for an answer. The recipient submits one first.
finding-grant-budget-below-grant = The revised budget comes to { $sum }, less than the { $granted } that is granted now. Send it back, so that the recipient submits another.
finding-grant-budget-waits = A revised budget waits for an answer. Approve it or send it back; the recipient then has days to go on.
finding-payment-invented-number = The recipient has no real organisation number: it was made up when the round was read in.
finding-payment-not-accepted = The offer has not been accepted.
finding-payment-conditions-open = The conditions for payment have not been confirmed.
finding-payment-paused = Payments have been stopped.
finding-payment-report-pending = The final report is delivered, but not accepted.
finding-payment-accounts-not-settled = The final cost is not reported and accepted. It decides how much is paid.
finding-payment-grant-ended = The grant has ended.
finding-payment-four-eyes = The person who attests made the decision.
finding-payment-interest-declared = The person who handles the payment has declared an interest in the case.
finding-payment-approval-four-eyes = The person who approves the payment has attested it.
finding-payment-nothing-to-approve = No attested payment waits for approval.
finding-payment-not-for-bank = The bank cannot take the payment { $payment }: the name of the recipient or the amount does not fit the format.
finding-payment-account-returned = The bank rejected or returned a payment on { $date }. The account must be confirmed or changed before it is paid again.
finding-payment-bank-entry-open = An entry of the bank's about this grant is not cleared.
finding-account-not-in-question = No payment has been rejected or returned, so there is no account to confirm.
finding-bank-money-received = Money came in that is no return of a payment, such as a repayment. Find its sender, and record it as repaid on the grant or clear the entry.
finding-bank-status-unknown = The bank gives a status that is not known here: { $status }.
finding-bank-without-id = The bank gives no reference of ours.
finding-bank-payment-unknown = No payment has this reference.
finding-bank-payment-not-sent = The payment is not with the bank: it is not approved, or its file was not exported.
finding-bank-payment-superseded = The payment was rejected or returned before, and has been planned again under a new reference.
finding-bank-wrong-amount = The payment is { $expected }, but the bank says { $amount }.
finding-bank-other-account = The payment was sent from another account than the one ending in { $account }.
finding-bank-returned-before-paid = The payment came back, but the bank has not told that it was booked. The entry is taken when it does.
finding-bank-paid-already = The bank has already booked the payment, on { $booked }.
finding-bank-repaid-already = The payment came back, and the recipient has repaid it. Find out whose money it is.
finding-bank-entry-no-credit = The entry of the bank does not tell of money that came in.
finding-bank-entry-other-grant = The entry of the bank is about another grant.
finding-bank-entry-other-account = The entry of the bank is about the account ending in { $account }, from which no payment of this call was sent.
finding-bank-entry-other-amount = The entry of the bank is { $expected }, and the repayment { $amount }. They must be equal.
finding-bank-entry-other-day = The bank booked the entry on { $date }. Record the repayment on that day.
finding-repayment-too-much = { $amount } is more than what was paid and remains to repay, which is { $left }.
finding-repayment-in-future = { $date } is to come. Record the repayment when it is booked.
finding-repayment-before-payment = The first payment was booked on { $date }, so nothing was repaid before it.
finding-due-not-attested = The payment is due and waits for its attestation.
finding-due-not-approved = The payment is attested and waits for its approval.
finding-due-not-sent = The payment is approved, and its file has not been exported for the bank.
finding-due-not-answered = The payment was sent, and the bank has not answered.
finding-due-not-booked = The bank has accepted the payment and not booked it.
finding-payment-account-pending = A change of the account waits for another person to check it.
finding-payment-account-waiting = The account has been changed. It is paid to from { $date }.
finding-payment-account-changed = The account was changed after the payment was attested. Stop the payment and attest it again.
finding-payment-account-four-eyes = The person who handles the payment registered or approved the account.
finding-account-change-open = A change of the account is not in use yet. Approve or reject it first.
finding-account-unchanged = The grant is paid to this account already.
finding-account-no-change = No change of the account is open.
finding-report-empty = Nothing has been written in the report.
finding-report-indicators-missing = The report lacks the figures of its results. Fill them in.
finding-report-before-its-turn = The report { $before } comes first: deliver it and wait until its last day, { $due }, or until it is accepted.
finding-report-earlier-not-accepted = The report { $before } is not accepted yet. Judge it first.
finding-report-line-not-approved = The line “{ $line }” of { $amount } is not in the approved budget. Put the cost under a line that is approved, or take it out.
finding-report-parked-without-later = The line “{ $line }” cannot be parked: no later report has accounts. Accept it, refuse it, or send the report back.
finding-report-narrative-missing = The report does not say what was done.
finding-report-accounts-missing = The report has no accounts.
finding-report-auditor-missing = The auditor's certificate is missing. The grant is { $granted }.
finding-report-moved-to-equity = { $amount } of the grant was moved to equity and must be paid back.
finding-report-lower-cost = The cost came to { $actual }, lower than the budget of { $budget }: the grant is reduced in proportion.
finding-report-higher-cost = The cost of { $actual } is above the approved budget of { $budget }. The grant does not rise with it.
finding-receipt-unknown = No payment has this reference.
finding-receipt-not-attested = The payment has not been attested.
finding-receipt-not-approved = The payment has not been approved.
finding-receipt-cancelled = The payment has been cancelled.
finding-receipt-wrong-amount = The payment is { $expected }, but the receipt says { $amount }.
finding-receipt-contradicts = The payment already has a receipt, booked on { $booked }.
finding-previous-call-not-decided = The call { $call } is not decided and cannot be the round before. Choose a call whose allocation is approved.
finding-estimate-no-previous-call = The call names no round before it, so there is nothing to compute the estimate on.
finding-estimate-other-frames = The round before had no such sub-frame as the application competes in, so there is nothing to compute the estimate on.
finding-estimate-pool-too-small = Fewer than five others applied in the round before. An estimate would tell what they applied for.
finding-estimate-not-possible = The round before cannot be run again with this application in it: the bounds contradict each other.
finding-allocation-departs-from-plan = The scenario does otherwise than the scheme's plan. Say why.
finding-waiting-list-nothing-freed = Nothing has been freed and nothing is left: there is no money to divide again.
finding-waiting-list-nobody = What has been freed would raise nobody's award: all who wait have what they can get, or the scheme's order does not reach them.
finding-euro-rate-missing = Awards to economic activity: { $awards }. They are state aid. Give the euro rate of the day with the approval, as kroner for one euro.
finding-payment-report-overdue = The payment waits: the report that was due on { $date } is missing.
finding-report-extension-not-later = The new last day must be after { $date }.
finding-report-extension-no-day = The report has no last day before the payment that it follows.
finding-report-extension-past = The day { $date } has passed.
finding-application-report-overdue = The report on the grant of { $year } is overdue. It must be delivered before the application can be granted.
finding-documents-too-many = There are { $most } documents here, and there cannot be more.
finding-document-infected = The file is infected with { $signature } and is not stored. Clean the machine it came from, and upload a clean file.
finding-document-too-large-to-scan = The file is too large for the virus scanner and is not stored. Upload a smaller one.
settlement-reduced = The grant of { $granted } is reduced to { $kept }: { $counted } of the approved budget of { $budget } is cost that counts.
settlement-whole = The whole grant of { $granted } may be kept: the cost that counts is { $counted } of an approved budget of { $budget }.
settlement-unit = Unit { $number }: { $built } m² were built of the { $area } m² that were counted, and { $counted } of an approved budget of { $budget } is cost that counts. Of { $granted }, { $kept } may be kept.
finding-certificate-auditor-kind = The certificate is from { $kind ->
    [municipal] the municipal auditor
    [state_authorised] a state-authorised public accountant
    [registered] a registered auditor
   *[independent_person] an independent person
}. The scheme asks for another kind of auditor for this recipient and amount.
finding-certificate-auditor-is-recipient = The auditor has the recipient's own organisation number. An auditor must be independent of the recipient.
finding-certificate-amount-differs = The auditor certifies { $certified }; the accounts show { $actual }.
finding-certificate-before-period-end = The certificate is dated { $date }, before the period it covers was over on { $day }.
finding-certificate-before-grant = The certificate is dated { $date }, before the grant was decided on { $day }.
finding-certificate-in-future = The certificate is dated { $date }, which is in the future. Today is { $day }.
finding-certificate-file-missing = The file of the certificate is not among the documents of the report. Upload it first.
finding-payment-document-missing = Payment waits for a document that is not uploaded: { $kind ->
    [audited_accounts] audited building accounts
    [completion_certificate] certificate of completion
    [improvement_accounts] accounts of the improvement
    [accounts_and_invoices] accounts and invoices
    [registered_security] proof of registration or of the encumbrance
    [registered_declaration] registered declaration
    [insurance_certificate] proof of insurance
    [signatory_certificate] certificate of registration
    [identity_control] proof of identity
    [self_declaration] own declaration
   *[other] { $kind }
}.
finding-payment-property-missing = The property number (gnr/bnr) is not given.
finding-payment-registration-missing = The registration of the clause is not given: its day and its reference in the land register.
finding-payment-areas-missing = The areas as built are not given. Supply them before the final cost is delivered.
finding-fact-not-needed = The grant does not need this fact.
finding-fact-after-payment = The grant is paid. Only a case handler can correct the fact.
finding-property-of-other-municipality = The property lies in municipality { $given }. The grant is for municipality { $municipality }.
finding-registration-in-future = The day of registration, { $date }, has not come yet.
finding-areas-after-settlement = The grant is settled by its areas. They cannot be changed now.
finding-areas-of-other-units = The grant was reckoned by { $units } units, and { $given } areas are given. Give one for each.
finding-breach-in-future = The day of the breach, { $date }, has not come yet.
finding-breach-before-payment = The day of the breach, { $date }, is before the payment on { $paid }.
finding-breach-document-unknown = The grant does not have the document { $document }. Upload it to the grant first.
finding-succession-before-application = Case { $case } was applied for on { $applied }, after the takeover on { $date }. Correct the date, or dismiss the application.
finding-succession-before-earlier = The organisation took another over on { $earlier }, after { $date }. Correct the date.
finding-succession-chain = Organisation { $organisation } was itself taken over by { $by } on { $date }. Name { $by } as the successor.
finding-succession-changed = The cases are no longer those that were seen. Look at them again; a proposal is rejected and made anew.
finding-succession-circle = Organisation { $organisation } was taken over on { $date } by { $by }, and so came to the one that it would take over. An organisation cannot take itself over.
finding-succession-in-future = The day of the takeover, { $date }, has not come yet.
finding-succession-municipality-invalid = There is no municipality { $municipality } on { $date } or later.
finding-succession-not-a-municipality = A municipality is taken over by a municipality.
finding-succession-not-in-table = The table of municipalities does not have that { $old } became a part of { $new } on { $date }.
finding-succession-payment-under-way = A payment in case { $case } is approved, and the bank has not answered. Wait for its answer.
finding-succession-proposed-already = A takeover of { $organisation } is proposed already. Confirm or reject it first.
finding-succession-same-organisation = An organisation cannot take itself over.
finding-succession-taken-over-already = Organisation { $organisation } was taken over by { $by } on { $date }.
finding-succession-unknown-organisation = Organisation { $organisation } has no application and no register entry here.
finding-organisation-taken-over = Organisation { $organisation } was taken over by { $by } on { $date }. { $by } applies and acts in its place.
finding-payment-account-of-predecessor = The account is that of the organisation that was taken over. Ask for the successor's account and have it approved.
finding-deadlines-changed = The cases are no longer those that the dry run showed. Run it again and look at the answer.
finding-deadlines-none = No last day of this kind lies between these days.
finding-deadlines-too-many = { $count } last days lie between these days; { $most } can be moved at a time. Choose fewer days, one call or cases.
finding-obligation-unknown = The grant has no duty with number { $number }.
finding-obligation-not-paid = Duty { $number } begins with the payment.
finding-obligation-ended = Duty { $number } ended on { $date }.
finding-obligation-claimed = Duty { $number } was claimed for a breach on { $date }.
finding-obligation-runs = Duty { $number } has not ended.
finding-obligation-not-repaid = Duty { $number } is claimed and not repaid.
finding-obligation-released = The encumbrance of duty { $number } is released.
finding-delivery-not-sent = This has not been sent to the party yet.
finding-delivery-before-dispatch = The day is before it was sent, { $date }.
finding-delivery-in-future = The day, { $date }, has not come yet.
finding-journal-ground-missing = The public title says less than the protected one. Write the ground.
finding-journal-title-names-person = The public title holds eleven digits and may name a person. Write it without them.
finding-reasons-too-late = The time to appeal ended on { $date }. Reasons cannot be asked for after it.
finding-reasons-not-asked = No reasons were asked for.
finding-reasons-given = Reasons are given and sent, and do not change.
finding-date-too-far = The day is too far away to calculate from.
finding-appeal-not-open = In our view the party cannot appeal this decision.
finding-appeal-superseded = Decision { $number } took the place of this one. Appeal against that.
finding-appeal-runs = Appeal { $number } of the case is not decided. Wait until it is, or withdraw it.
finding-appeal-decided = The decision was judged in appeal { $number }, and is not judged again.
finding-appeal-too-late = An appeal that came after { $date } cannot be considered, whatever the reason.
finding-appeal-above-requested = { $amount } is more than was applied for, { $requested }.
finding-appeal-not-more = { $amount } is not more than what is granted, { $granted }.
finding-appeal-gives-no-amount = The application is not decided with an amount, so the appeal cannot give one. A decision that dismisses can be annulled.
finding-appeal-grant-ended = The offer was declined or lapsed. It cannot rise.
finding-appeal-grant-cannot-rise = The grant cannot rise now: it is paused, reported, closed or paid with a duty that runs, or the time to accept is over.
finding-appeal-money-missing = { $missing } is missing. The sub-frame { $sub_frame } has { $left } left and the reserve { $reserve }, as far as the call lets them be used. No other grant was changed.
later-decision-grant = The application was granted { $amount } later.
later-decision-partial-grant = The application was granted a part, { $amount }, later.
later-decision-refusal = The application was refused later.
later-decision-dismissal = The application was dismissed later.
later-decision-lapse = The offer of { $amount } lapsed later.
later-decision-raise = The grant was raised to { $amount } later, from money that others did not take.
later-decision-claim = { $amount } was claimed back later.
later-decision-appeal-reversal = After an appeal the grant was changed to { $amount }.
later-decision-appeal-upheld = The body of appeal found for the applicant: the grant is { $amount }.
later-decision-reconsidered = The case was treated again after an annulment, with the same result.
later-decision-appeal-dismissal = An appeal was dismissed.
later-decision-appeal-rejected = An appeal was not upheld: the decision stands.
later-decision-appeal-annulled = The body of appeal annulled the decision.
finding-correction-changes-nothing = The text that is wrong and the text that is right are the same.
finding-change-waits = Change { $number } waits for an answer. One at a time: wait until it is decided, or withdraw it.
finding-change-settled = The grant is settled by accepted accounts. Budget, time and amount cannot change any more.
finding-change-no-budget = The grant has no budget with lines that can change.
finding-change-ends-before = { $date } is not after today. Choose a later day.
finding-change-same-amount = The grant is of { $amount } already.
finding-change-above-requested = { $amount } is more than was applied for, { $requested }.
finding-change-cannot-rise = The grant cannot rise to { $amount } now: it is reported, settled or paid with a duty that runs.
finding-change-below-paid = { $amount } is less than what is paid or on its way, { $paid }. Stop what is on its way, or ask for a higher amount.
finding-change-duty-runs = A duty to repay runs. The amount cannot be lowered to { $amount } by a change.
finding-change-appeal-runs = An appeal of the case is not decided. The amount does not change before it is.
finding-change-budget-outdated = The budget does not fit any more: the grant or its budget changed since it was asked for. Reject the change, and the recipient asks for another.
finding-report-change-waits = Change { $number } of the grant waits for an answer. Decide it first, so that the report is held against the budget that holds.
later-decision-correction = An error in the decision was corrected; the amount is the same.
later-decision-change = A change that the recipient asked for was approved: the grant is { $amount }.
later-decision-change-refusal = A change that the recipient asked for was not approved: the grant is { $amount }.
finding-webhook-too-many = The organisation has five webhooks and can have no more. Delete one first.
finding-contact-missing = The application has no contact person. Give a name and an e-mail address to be told what happens in the case.
finding-recovery-nothing-left = Nothing remains to claim, or nothing is left of what was claimed.
finding-recovery-noticed = Recovery { $number } has a notice that waits for its claim. Claim or remit it first.
finding-recovery-answer-waits = The recipient can answer until { $date }. Claim when it has answered, or after that day.
finding-recovery-above-rest = { $amount } is more than what is left, { $left }.
finding-recovery-rate-missing = No rate of interest is known for { $date }. Add it to the rules, or choose another class of fault.
finding-recovery-not-claimed = Nothing is claimed yet. Claim it first.
finding-arrangement-waits = An arrangement waits for another person. Approve or reject it first.
finding-arrangement-sum = The parts come to { $amount }, and { $left } is left. They must be equal.
finding-arrangement-in-past = { $date } is over. Choose today or a later day.
finding-arrangement-order = The parts must be in the order of their days, each day once: { $date } is not after the one before.
finding-interest-above-rest = { $amount } is more than the interest that is owed, { $left }.
finding-set-off-grant-unknown = The recipient has no other grant of that name. Choose another grant of the same recipient.
finding-set-off-not-planned = Instalment { $number } is not in the plan any more, or never was. Choose one that is planned; stop a payment that is attested first.
finding-set-off-above-instalment = { $amount } is more than the instalment, { $left }.
finding-payment-debt = The recipient owes { $amount } of other grants, { $case } first. Nothing is paid before it is paid, set off, paid in parts or remitted.
finding-application-debt = The applicant owes { $amount } of the grant { $case }.
finding-application-group-debt = { $organisation }, which the form names in the applicant's group, owes { $amount } of the grant { $case }.
