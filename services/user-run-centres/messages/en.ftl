# User-run centres and measures: English.

scheme-title = Grants to user-run centres and to user and next-of-kin work
scheme-purpose = The scheme gives users and next of kin in the fields of substance abuse and mental health real influence, and helps more municipalities to set up user-run centres and measures together with the user organisations.
scheme-target-group = People with drug problems or mental health problems, and their next of kin.
scheme-goal-criteria = How many users are reached, how many of them belong to the target group, how satisfied they are, how many user representatives and peer supporters are trained, and how many municipalities are worked with.
scheme-follow-up = A report every year, with accounts for each activity; an auditor confirms the accounts of larger grants. Grants can be withheld and reclaimed when conditions are broken.

sub-frame-national = National user and next-of-kin organisations
sub-frame-local-regional = Local and regional user-run measures and projects

criterion-user-governance = User governance: how much users and next of kin decide
criterion-reach = Reach: how many are reached, and how much activity they get
criterion-geographical-spread = Geographical spread: offers where there are few
criterion-goal-quality = Goals: whether they are clear and can be measured
criterion-municipal-cooperation = Co-operation with the municipality
criterion-predictability = Predictability: measures that go on and have reported well

indicator-users-reached = Users reached
indicator-users-in-target-group = Users in the target group
indicator-users-women = Women among the users
indicator-users-men = Men among the users
indicator-users-under-26 = Users under 26
indicator-users-67-plus = Users of 67 and older
indicator-satisfaction-answers = Users who said how satisfied they are
indicator-satisfied-answers = Users who are satisfied
indicator-opening-hours = Opening hours
indicator-volunteers = Volunteers
indicator-peer-supporters = Peer supporters
indicator-courses = Courses
indicator-user-representatives-trained = User representatives trained
indicator-municipal-cooperations = Municipalities worked with
indicator-activities-carried-out = Activities carried out
indicator-full-time-equivalents = Full-time equivalents that the grant finances, in hundredths
indicator-full-time-equivalents-higher-education = Those of them with higher education, in hundredths

# Findings: who may apply.
finding-centre-applicant-kind = The applicant must be a voluntary organisation, a foundation or a company that can be registered in the Register of Non-Profit Organisations.
finding-centre-not-registered = The organisation is not registered in the Register of Non-Profit Organisations. It must be when it applies.
finding-centre-registration-of-another = The registration is for organisation number { $registered }, but the applicant has { $applicant }.
finding-centre-registered-too-late = The organisation was registered in the Register of Non-Profit Organisations on { $registered }, after the day of the application, { $applied }.
finding-centre-registration-contradicted = According to the Register of Non-Profit Organisations, the organisation was not registered on { $applied }.
finding-centre-registration-unconfirmed = The registration in the Register of Non-Profit Organisations on { $applied } is not confirmed. Check it in the register.
finding-centre-purpose-not-ideal = The articles must show that the purpose is ideal.
finding-centre-core-business = The articles must show that the core business is user or next-of-kin involvement.
finding-centre-core-business-transition = The articles do not show that the core business is user or next-of-kin involvement, but the organisation is covered by the transition rule.
finding-centre-few-members = The organisation has { $has } members; at least { $least } are required.
finding-centre-few-branches = The organisation has { $has } local branches; at least { $least } are required.
finding-centre-few-counties = The organisation is active in { $has } counties; at least { $least } are required.
finding-centre-frame-unusual = The organisation is not an interest organisation, but applies in the frame for national organisations. Consider whether the frame is right.
finding-centre-municipality-unknown = There is no municipality { $municipality } on { $date }.
finding-centre-cooperation-missing = There is no signed co-operation agreement with a municipality.
finding-centre-articles-not-attached = The articles of association are not attached.
finding-centre-budget-not-attached = The budget is not attached.
finding-centre-municipal-letter-not-attached = The municipality's letter about its contribution is not attached.

# Findings: history.
finding-centre-second-application = The organisation already has { $others } application in this call. It may have { $most }: one combined application for all activities.
finding-centre-report-not-accepted = The report on the grant of { $year } is not accepted.
finding-centre-excluded = The organisation is shut out of the scheme from { $from } to { $to }.
finding-centre-excluded-for-now = The organisation is shut out of the scheme until further notice, from { $from }.
finding-centre-last-year-differs = The applicant says that it was granted { $said } last year, but it was granted { $granted }.
finding-centre-large-change = The application is for { $requested }; last year { $last_year } was granted. The difference is more than { $percent } per cent.

# Findings: what is applied for.
finding-centre-sum-differs = The application is for { $requested }, but the activities add up to { $applied }.
finding-centre-activity-abroad = The activity “{ $activity }” does not take place in Norway.
finding-centre-equal-contribution = The activity “{ $activity }”: another funder demands that the municipality gives { $demanded }, but the municipality gives { $municipal }.
finding-centre-double-funding = The activity “{ $activity }” costs { $cost }, but gets { $public } of public money with this grant.
finding-centre-above-cap = The activity “{ $activity }” applies for { $applied }. At most { $cap } can be granted.
finding-centre-sought-elsewhere = The activity “{ $activity }” also applies for { $amount } from “{ $scheme }”. Both cannot pay for the same.
finding-centre-nothing-to-grant = Others pay the whole cost. There is nothing to grant.

# Findings: report.
finding-centre-activity-not-in-accounts = The accounts have no line for the activity “{ $activity }”, which got { $amount }. Call the line { $key }.
finding-centre-line-not-in-accounts = The accounts lack the line “{ $line }” of { $amount } in the budget. It counts as not spent.
finding-centre-unknown-activity = The activity { $key } is not in the application.
finding-centre-activity-not-carried-out = The activity “{ $activity }” was not carried out.
finding-centre-no-users-reached = No users were reached. { $planned } were planned.

# Calculation.
step-activity = “{ $activity }”: cost { $cost }, others pay { $others }, applied for { $applied }, cap { $cap }.
step-sum-of-activities = Sum of { $activities ->
    [one] one activity
   *[other] { $activities } activities
}.
step-formula-basic = Basic grant: { $amounts } G, where G is { $g }.
step-formula-points = { $points } points for { $members } members and { $branches } local branches, { $value } each.
step-formula-sum = Basic grant { $basic } and points { $points }; never more than the activities need.
step-lower-of-calculation-and-request = The lower of { $calculated }, calculated, and { $requested }, requested.

# Conditions.
condition-purpose = The grant of { $granted } is for the activities below.
condition-activity = “{ $activity }”: { $amount }.
condition-no-repurposing = The grant may not be used for anything else without written consent.
condition-in-norway = The activities take place in Norway.
condition-no-double-funding = The same cost may not be paid by several public grants.
condition-proportional-reduction = If the cost is lower than the budget, the grant is reduced in proportion.
condition-acceptance = The grant must be accepted, with an account number, by { $date }.
condition-payment = The grant is paid when the signed acceptance has come.
condition-budget-reservation = The grant is given with reservation for the Storting's budget.
condition-report = A report on the goals and accounts for each activity are due on { $date }.
condition-auditor = An auditor must confirm the accounts, because the grant is { $threshold } or more.
condition-control = It may be checked that the grant is used as intended. Payment is stopped when a breach of the conditions is suspected.
condition-breach = When conditions are broken, the grant can be reclaimed, and the recipient can be shut out of grants in later years and be reported to the police.
condition-new-application = A continuation needs a new application.

# The letter: the activities stand in a table.
letter-table-activity = Grant for each activity
letter-column-activity-activity = Activity
letter-column-activity-amount = Grant

# Tags of commitments.
plan-line-user-influence = User influence and user-run measures
target-group-users-and-next-of-kin = Users and next of kin
measure-interest-organisation = Interest organisation
measure-user-run-centre = User-run centre or measure
measure-next-of-kin-centre = Next-of-kin centre
measure-self-help-group = Self-help group
measure-regional-centre = Regional user-run centre
