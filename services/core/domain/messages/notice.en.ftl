# Notices to the recipient.
notice-account-change = We have been asked to pay the grant of case { $case } to another account, which ends in { $account }. { $person } asked for it. The account that we use now ends in { $replaced }. We pay nothing before the change is checked, and { $days } days after the check at the earliest. Tell us at once if you did not ask for this. The change can then be stopped.
notice-lapse = The last day to accept the grant of { $granted } of case { $case } was { $date }. We have had no answer. We will decide that the promise lapses. You can state your view until { $answer }. We can let you accept late if you have a reason.
notice-report-due = The report on the grant of case { $case } is due on { $date } at the latest. We have not received it. Tell us if you need more time.
notice-report-extended = The last day to report on the grant of case { $case } is moved from { $from } to { $date }. Reason: { $reason }
notice-report-overdue = The last day to report on the grant of case { $case } was { $date }. We have not received the report. Deliver it, or tell us if you need more time.
