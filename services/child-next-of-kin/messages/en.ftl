# Grant to find and follow up exposed children, English.
scheme-title = Grant to find and follow up exposed children
scheme-purpose = Municipalities develop and use models for finding and following up children of parents with mental illness or drug problems.
scheme-target-group = Children of parents with mental illness or drug problems.
scheme-goal-criteria = The number of municipalities with a model in place, of children found and followed up, and of employees trained.
scheme-follow-up = The municipality reports one year after the decision, with accounts line by line that the municipal auditor confirms.

sub-frame-general = Frame for all municipalities
sub-frame-ongoing-bti = Frame for municipalities with a running grant to better interdisciplinary work

criterion-anchoring = Anchoring in the municipality
criterion-professional-plan = A clear professional plan
criterion-expected-changes = Expected changes and how they are measured
criterion-cross-service = Breadth across services

indicator-employees-trained = Employees trained
indicator-models-in-place = Municipalities with a model in place
indicator-children-identified = Children found
indicator-children-followed-up = Children followed up
indicator-families-followed-up = Families followed up
indicator-services-using-model = Services using the model
indicator-full-time-equivalents = Full-time equivalents that the grant finances, in hundredths
indicator-full-time-equivalents-higher-education = Those of them with higher education, in hundredths

budget-line-personnel-release = Release of personnel
budget-line-material = Material
budget-line-training = Training
budget-line-implementation = Implementation
budget-line-cross-agency-competence = Cross-agency competence
budget-line-equipment = Equipment
budget-line-operation = Ordinary operation

# What the rules find in an application.
finding-child-municipality-only = Only municipalities can get the grant.
finding-child-model-municipality = The municipality was a model municipality in 2007–2014 and cannot get the grant.
finding-child-earlier-recipient = The municipality got the grant in the years { $first }–{ $last } and cannot get it again.
finding-child-merged-only-implement = The municipality contains one that has had the grant before. It can only apply to put the existing model to use.
finding-child-merged-excluded = The municipality contains one that has had the grant before, and therefore cannot get it.
finding-child-no-model-to-implement = There is no model to put to use: no part of the municipality has had the grant before.
finding-child-not-merged = Municipality { $number } has not been merged into the applicant.
finding-child-phase-not-open = The call takes no applications for { $phase ->
    [develop] developing a model
   *[implement] putting a model to use
}.
finding-child-model-not-approved = Bufdir has not approved the model.
finding-child-model-approval-date = The day Bufdir approved the model is missing, or lies ahead.
finding-child-period-too-long = The project lasts { $months } months. It can last { $most } at the most.
finding-child-other-application = The municipality has another application in the call. It can have one project at a time.
finding-child-earlier-grant-running = The project that got the grant for { $year } is running. The municipality can have one project at a time.
finding-child-bti-not-registered = The municipality is not registered with a running grant to better interdisciplinary work.
finding-child-not-anchored = The project is not anchored in a decision.
finding-child-few-services = { $services ->
    [one] { $services } service takes
   *[other] { $services } services take
} part. A model should work across at least { $least }.
finding-child-above-ceiling = { $requested } is applied for. At most { $most } can be applied for.
finding-child-no-eligible-cost = The budget has no cost that the grant pays.
finding-child-cost-not-paid = { $amount } for { $kind ->
    [personnel_release] release of personnel
    [material] material
    [training] training
    [implementation] implementation
    [cross_agency_competence] cross-agency competence
    [equipment] equipment
   *[operation] ordinary operation
} is not paid.
finding-child-request-above-cost = { $requested } is applied for. The cost that is paid is { $cost }.
finding-child-double-funding = Public money for the project comes to { $public }, more than its cost of { $cost }.
finding-child-attachment-missing = An attachment is missing: { $kind ->
    [anchoring_decision] the decision that anchors the project
   *[model] the model to be put to use
}.

# What the rules find in a report.
finding-child-auditor-report-missing = The grant is larger than { $limit }. Upload a fuller report of the auditor among the documents of the report.
finding-child-report-line-missing = The accounts lack the budget line for { $kind ->
    [personnel_release] release of personnel
    [material] material
    [training] training
    [implementation] implementation
    [cross_agency_competence] cross-agency competence
    [equipment] equipment
   *[operation] ordinary operation
}. It counts as not spent.
finding-child-report-equipment = { $amount } was spent on equipment.
finding-child-report-model-not-in-place = The model is not in place.
finding-child-report-more-followed-up = { $followed } children were followed up, but only { $found } were found.

# The calculation, step by step.
step-phase-not-open = The call gives no grant for { $phase ->
    [develop] developing a model
   *[implement] putting a model to use
}.
step-eligible-cost = Of the budget of { $budget }, the cost that the grant pays.
step-ceiling = The lower of the cost { $cost } and the highest grant { $ceiling }.
step-lower-of-calculation-and-request = The lower of the calculation { $calculated } and the request { $requested }.

# The conditions of the letter.
condition-purpose-develop = The grant of { $granted } is for developing a model for finding and following up exposed children.
condition-purpose-implement = The grant of { $granted } is for putting the model { $model } to use.
condition-project-period = The project lasts from { $from } to { $to }.
condition-guidance = Bufdir gives professional guidance in the whole period, and the municipality takes part in it.
condition-change-notice = The municipality tells us of changes in the project.
condition-no-transfer = As a rule the grant cannot be transferred to a later year, nor the project extended.
condition-report = The municipality reports by { $due }.
condition-auditor = The municipal auditor confirms the accounts by agreed-upon procedures (ISRS 4400).
condition-accounts-by-line = The accounts can be compared with the budget line by line.
condition-fuller-report = The grant is above { $above }. The municipality writes a fuller report.
condition-not-carried-out = If the project is not carried out, the grant is paid back.
condition-unused = Money that is not used is paid back.
condition-acceptance = The grant must be accepted by { $date }. Otherwise it may lapse.

# Tags of commitments.
plan-line-children-next-of-kin = Children as next of kin
target-group-children-next-of-kin = Children of parents with mental illness or drug problems
measure-develop = A model is developed
measure-implement = A model is put to use
