# Activation and work training: English.

scheme-title = Grants to activation and work training
scheme-purpose = The scheme helps to find new measures and new methods of activation and work training for people with little or no connection to the labour market.
scheme-target-group = People far from working life, often socially excluded. People with drug problems and former users are specially prioritised.
scheme-goal-criteria = How many participants start and complete, and what they go to: ordinary work, a labour-market measure, education, another activity or nothing; separately for people with drug problems.
scheme-follow-up = A report every year, with accounts, auditor's report and project report, by 31 March. Money that is not used is paid back.

sub-frame-projects = Projects
class-continuation = Continuations of projects, for up to three years
class-new = New projects

criterion-drug-target-group = People with drug problems in the target group
criterion-new-method = New method
criterion-cooperation = Co-operation with, and contributions from, municipality and NAV
criterion-work-path = The path to work: quality and goal
criterion-economy = Economy: cost for each participant

indicator-started = Participants who started
indicator-completed = Participants who completed
indicator-dropped-out = Participants who dropped out
indicator-exit-ordinary-work-full-time = To ordinary work, full time
indicator-exit-ordinary-work-part-time = To ordinary work, part time
indicator-exit-measure = To a labour-market measure
indicator-exit-education = To education
indicator-exit-activity = To another activity
indicator-exit-nothing = To nothing
indicator-exit-unknown = Not known what they went to
indicator-drug-started = With drug problems: started
indicator-drug-completed = With drug problems: completed
indicator-drug-dropped-out = With drug problems: dropped out
indicator-drug-exit-ordinary-work = With drug problems: to ordinary work
indicator-drug-exit-nothing = With drug problems: to nothing
indicator-hours = Hours of activity and training
indicator-nav-referrals = Participants referred by NAV
indicator-satisfaction-answers = Participants who said how satisfied they are
indicator-satisfied-answers = Participants who are satisfied
indicator-full-time-equivalents = Full-time equivalents that the grant finances, in hundredths
indicator-full-time-equivalents-higher-education = Those of them with higher education, in hundredths

# Findings: who may apply.
finding-training-applicant-kind = The applicant must be a voluntary organisation or a private foundation.
finding-training-foundation-not-private = The foundation must be private.
finding-training-registration-contradicted = The form says that the organisation was registered in the Register of Non-Profit Organisations on { $registered }, but according to the register it was not on { $applied }.
finding-training-report-not-accepted = The report on the grant of { $year } is not accepted.

# Findings: the project.
finding-training-too-many-years = This is year { $year } of the project. A grant is given for at most { $most } years.
finding-training-new-in-later-year = The project is said to be new, but this is its year { $year }.
finding-training-continuation-in-first-year = The project is said to be a continuation, but this is its year { $year }.
finding-training-continuation-unconfirmed = The applicant had no grant here in { $year }. Check that the project is a continuation.
finding-training-already-started = The project began on { $start }. No grant is given to what has started.
finding-training-starts-before-decision = The project begins on { $start }, before it can be decided: the deadline is { $deadline }.
finding-training-ordinary-operation = No grant is given to ordinary operation.
finding-training-commercial = No grant is given to commercial activity.
finding-training-no-direct-offer = The project must be a direct offer to the target group.
finding-training-method-not-described = A new project must describe what is new in the method.
finding-training-cooperation-missing = There is no signed agreement or letter of intent with a municipality or NAV. It must be in place in year { $from_year }; this is year { $year }.
finding-training-cooperation-ahead = There is no signed agreement or letter of intent with a municipality or NAV yet. It must be in place in year { $from_year }; this is year { $year }.
finding-training-municipality-unknown = There is no municipality { $municipality } on { $date }.
finding-training-agreement-not-attached = The co-operation agreement is not attached.
finding-training-intent-not-attached = The letter of intent is not attached.
finding-training-same-activity = A grant to social entrepreneurship is sought for the same activity: “{ $activity }”. It cannot be granted money from both schemes.
finding-training-sought-from-entrepreneurship = A grant to social entrepreneurship is sought as well for “{ $activity }”.
finding-training-sought-from-poverty-projects = A grant to projects against poverty is sought as well for “{ $activity }”.
finding-training-sought-elsewhere = Another public grant is sought as well for “{ $activity }”.

# Findings: money.
finding-training-lines-left-out = Budget lines of ordinary operation, { $amount }, are left out.
finding-training-double-funding = The project costs { $cost }, but gets { $public } of public money with this grant.
finding-training-state-aid-paused = The activity is economic, and small state aid is paused.
finding-training-state-aid-reduces = At most { $room } can be given as small state aid: { $used } of { $limit } euro are used.
finding-training-state-aid-used-up = No more small state aid can be given: { $used } of { $limit } euro are used.
finding-training-nothing-to-grant = Others pay the whole cost, or all of it is ordinary operation. There is nothing to grant.

# Findings: report.
finding-training-project-report-missing = The project report is not attached.
finding-training-line-missing = The accounts lack the budget line { $line } of { $budget }.
finding-training-line-of-ordinary-operation = The line { $line } of { $amount } in the accounts is ordinary operation, which the grant does not pay.
finding-training-nobody-started = No participants started. { $planned } were planned.
finding-training-prioritised-group-not-reached = Nobody with drug problems started. { $planned } were planned.

# Findings: places bought.
finding-training-no-published-rate = No rate is published for this kind of place in { $year }. Give the price that was agreed.
finding-training-used-above-bought = { $used } place-months are used, but only { $bought } are bought.

# Calculation.
step-eligible-cost = Cost { $cost } without ordinary operation of { $ordinary }.
step-need = What is left when others pay { $others }.
step-state-aid-paused = Small state aid is paused.
step-state-aid-room = Small state aid: { $used } of { $limit } euro are used, and at most { $room } can be given.
step-lower-of-calculation-and-request = The lower of { $calculated }, calculated, and { $requested }, requested.

# Conditions.
condition-purpose = The grant of { $granted } is for the project “{ $project }”, as a direct offer to the target group.
condition-participants = There is room for { $places } at a time, and { $participants } participants are planned.
condition-not-started = The project may not have started before the decision on { $date }.
condition-not-ordinary-operation = The grant may not be used for ordinary operation, nor moved to it.
condition-not-commercial = The grant may not be used for commercial activity.
condition-not-same-activity = No grant to social entrepreneurship may be received for the same activity.
condition-state-aid = The grant of { $granted } is small state aid, converted at { $rate } kroner a euro. The undertaking can get { $limit } euro in all from public givers in three years, and must tell of this grant when it applies for more.
condition-year = This is year { $year } of at most { $most }.
condition-continuation = A continuation needs a new application. It goes before new projects, with reservation for the Storting's budget.
condition-last-year = This is the last year the project can get the grant.
condition-cooperation = An agreement or a letter of intent with a municipality or NAV must be in place in year { $year }.
condition-acceptance = The grant must be accepted, with an account number, by { $date }.
condition-payment = The grant is paid when the signed acceptance has come.
condition-budget-reservation = The grant is given with reservation for the Storting's budget.
condition-report = A report with accounts and project report is due on { $date }.
condition-auditor = The auditor's report must be attached.
condition-unused = Money that is not used is paid back.
condition-control = It may be checked that the grant is used as intended.

# Tags of commitments.
plan-line-activity-and-work = Activity and work
target-group-drug-problems = People with drug problems
target-group-former-prisoners = Former prisoners
target-group-youth = Youth
target-group-homeless = Homeless people
target-group-refugees = Refugees and immigrants
target-group-other = Others
measure-new = New project
measure-continuation = Continuation
