# Grant to rental dwellings, English.
scheme-title = Grant to rental dwellings
scheme-purpose = More suitable rental dwellings for young people and others with difficulty in the housing market.
scheme-target-group = Young people and the disadvantaged, among them people with drug dependency or mental illness, people with intellectual disability, refugees and people of small means.
scheme-goal-criteria = The number of dwellings in use by the target group, by group, and the municipality's net addition of such dwellings.
scheme-follow-up = The municipality reports each year on the use of the dwellings. Dwellings that others own are checked by sample. The grant can be reclaimed according to a write-off plan.

sub-frame-general = Frame for all applicants
sub-frame-programme = Frame for programme municipalities
class-prioritised = Projects within the guide's priorities
class-investment-grant-possible = Projects that could get the investment grant for care homes

criterion-target-group = Target group
criterion-housing-challenge = The municipality's social-housing challenges
criterion-net-addition = Net addition of dwellings for the money
criterion-living-environment = Living environment: spread, normalisation, suited to children
criterion-follow-up-services = Plan for following up the residents
criterion-project-need = The project's need and economy

indicator-dwellings-in-use = Dwellings in use by the target group
indicator-in-use-substance-dependency = Dwellings in use: drug dependency
indicator-in-use-mental-illness = Dwellings in use: mental illness
indicator-in-use-intellectual-disability = Dwellings in use: intellectual disability
indicator-in-use-refugee = Dwellings in use: refugees
indicator-in-use-weak-economy = Dwellings in use: weak economy
indicator-in-use-young = Dwellings in use: young people
indicator-in-use-other-disadvantaged = Dwellings in use: others with difficulty
indicator-dwellings-vacant = Dwellings that stand empty
indicator-dwellings-other-use = Dwellings used by others
indicator-dwellings-sold = Dwellings that are sold

budget-line-building = Building
budget-line-land = Land
budget-line-existing-mass = Existing building mass
budget-line-price = Price
budget-line-fees = Fees
budget-line-shared-debt = Shared debt
budget-line-improvement = Improvement
budget-line-upgrade = Upgrading

obligation-dwelling = Dwelling { $number } of { $area } m²

# What the rules find in an application.
finding-housing-applicant-kind = This kind of applicant cannot get the grant.
finding-housing-municipality-unknown = Municipality number { $number } was not in use on { $date }. Give the municipality the dwellings lie in.
finding-housing-property-missing = The property number is missing. The grant cannot be paid before it is given.
finding-housing-developer-measure = A developer gets no grant for this measure.
finding-housing-developer-needs-allocation = A developer gets a grant only where the municipality has an allocation agreement.
finding-housing-maintenance = The upgrade raises no quality. Ordinary maintenance gets no grant.
finding-housing-need-not-announced = The need must have been announced locally before applying together with a private partner.
finding-housing-takeover-too-long-ago = The dwellings were taken over on { $takeover }. The last day to apply was { $last }.
finding-housing-not-in-programme = The municipality is not registered in the municipality programme and cannot apply for its frame.
finding-housing-programme-frame-released = The frame for programme municipalities was reserved until and including { $last } and is now open to all.
finding-housing-too-many-subcontractors = { $levels } levels of subcontractors are planned. The limit is { $most }.
finding-housing-net-addition-above-units = The net addition is given as { $more }, but the application is for { $units ->
    [one] { $units } dwelling
   *[other] { $units } dwellings
}.
finding-housing-no-net-addition = The project adds no dwellings for the target group.
finding-housing-allocation-right-missing = The municipality must have the right to allocate the dwellings. A right to refer is not enough.
finding-housing-allocation-right-too-short = The allocation right lasts { $years } years. At least { $least } years are required.
finding-housing-clause-missing = A clause on the use of the dwellings must be registered on the property.
finding-housing-owner-is-not-applicant = A municipality is named as owner, but the applicant is no municipality.
finding-housing-not-recommended = The municipality does not recommend the project.
finding-housing-recommendation-missing = The municipality's recommendation is missing.
finding-housing-cost-line-not-approved = { $amount } for { $kind ->
    [building] building
    [land] land
    [existing_mass] existing building mass
    [price] the price
    [fees] fees
    [shared_debt] shared debt
    [improvement] improvement
   *[upgrade] upgrading
} does not count towards the approved cost of this measure.
finding-housing-no-approved-cost = None of the costs can be approved for this measure.
finding-housing-market-value-missing = The assumed market value is not given.
finding-housing-above-market-value = The cost of { $cost } is above the assumed market value. The approved cost is set to { $value }.
finding-housing-above-market-value-with-reason = The cost of { $cost } is above the assumed market value of { $value }, for a reason that must be considered.
finding-housing-financing-imbalance = The financing plan does not balance: the cost is { $cost }, the financing { $financed }, the difference { $difference }.
finding-housing-plan-has-other-grant = The financing plan counts on a grant of { $planned }, but { $requested } is applied for.
finding-housing-loan-and-grant-too-high = Loan and grant come to { $both } together. They should not be more than { $most }.
finding-housing-investment-grant-for-same = The dwellings also get the investment grant for care homes. The same dwelling cannot get both.
finding-housing-investment-grant-possible = The project could get the investment grant for care homes and is not prioritised here.
finding-housing-area-above-counted = Dwelling { $number } is { $area } m². Only { $most } m² count.
finding-housing-request-above-calculation = { $requested } is applied for. The calculation gives { $calculated } at the most.
finding-housing-attachment-missing = An attachment is missing: { $kind ->
    [project_description] project description
    [floor_plans] floor plans
    [valuation] valuation
    [cooperation_agreement] co-operation agreement
    [allocation_agreement] allocation agreement
    [purchase_contract] purchase contract
    [tax_certificate] the builder's tax certificate
    [municipality_recommendation] the municipality's recommendation
   *[follow_up_services_plan] plan for follow-up services
}.

# What the rules find in a report.
finding-housing-report-line-missing = The accounts lack the line of { $amount } in the budget for { $kind ->
    [building] building
    [land] land
    [existing_mass] existing building mass
    [price] the price
    [fees] fees
    [shared_debt] shared debt
    [improvement] improvement
   *[upgrade] upgrading
}. It counts as not spent.
finding-housing-report-units-differ = The report accounts for { $told } dwellings. The grant is for { $units }.
finding-housing-report-financing-missing = The financing of the final cost is missing: loans, grant, own money and other.
finding-housing-report-financing-imbalance = The financing of { $financed } and the final cost of { $cost } differ by { $difference }.
finding-housing-report-grant-too-high = The financing counts on { $planned } of the grant. At this final cost { $most } is left of it.
finding-housing-report-sold = { $units ->
    [one] { $units } dwelling is sold
   *[other] { $units } dwellings are sold
}. What is not written off must be paid back.
finding-housing-report-other-use = { $units ->
    [one] { $units } dwelling is used
   *[other] { $units } dwellings are used
} by others than the target group.
finding-housing-report-vacant = { $units ->
    [one] { $units } dwelling stands empty
   *[other] { $units } dwellings stand empty
}.

# The calculation, step by step.
step-approved-cost = Of the planned cost of { $planned }, what can be approved for the measure.
step-not-above-market-value = The approved cost is lowered from { $cost } to the assumed market value, { $value }.
step-share-of-cost = { $percent }% of the approved cost of { $approved }.
step-present-value = The present value of expected income over { $years } years at a return of { $percent }%.
step-need = The need: approved cost { $approved } less the present value { $present }, not below zero.
step-lower-of-need-and-share = The lower of the need { $need } and the share { $share }.
step-rate-group = Municipality { $municipality } is in group { $group }, with a rate of { $rate } per m².
step-unit-by-area = Dwelling { $number } of { $area } m² primary area: { $counted } m² times { $rate }.
step-sum-of-units = The sum for { $units ->
    [one] { $units } dwelling
   *[other] { $units } dwellings
}.
step-not-above-cost = The sum of { $sum } is lowered to the approved cost, { $approved }.
step-loan-and-grant-guard = Loan and grant shall not be more than { $percent }% of the approved cost, { $both }. The loan is { $loan }.
step-lower-of-calculation-and-request = The lower of the calculation { $calculated } and the request { $requested }.

# The conditions of the letter.
condition-purpose = The grant of { $granted } is for { $units ->
    [one] { $units } rental dwelling
   *[other] { $units } rental dwellings
} for young people and the disadvantaged.
condition-target-group = The dwellings are to be used by { $group ->
    [substance_dependency] people with drug dependency
    [mental_illness] people with mental illness
    [intellectual_disability] people with intellectual disability
    [refugee] refugees
    [weak_economy] people of small means
    [young] young people
   *[other_disadvantaged] others with difficulty in the housing market
}.
condition-completion = The dwellings are to be completed and in use by { $date }.
condition-unit-amount = Of the grant, { $amount } is for dwelling { $number } of { $area } m².
condition-payment = The grant is paid when the conditions of this letter are confirmed, the dwellings are completed and in use, security is established, and the costs are invoiced and documented.
condition-payment-document = Before payment you send us { $document ->
    [audited_accounts] audited building accounts, the final statement or invoices
    [completion_certificate] the certificate of completion or a temporary permit of use
    [improvement_accounts] accounts of the improvement
    [accounts_and_invoices] accounts and invoices
    [registered_security] proof of registration or of the encumbrance, or a guarantee for it
    [registered_declaration] the registered declaration that refers to the allocation agreement
    [insurance_certificate] proof of insurance
    [signatory_certificate] the certificate of registration
    [identity_control] proof of identity
   *[self_declaration] your own declaration
}.
condition-property-number = Before payment you give us the property number.
condition-proportional-reduction = If the cost is lower than the approved cost of { $approved }, the grant is reduced in proportion.
condition-law-breach = The grant can be withheld on suspicion of a breach of Norwegian law, and lapses when a breach is established.
condition-allocation-right = The municipality has the right to allocate the dwellings for at least { $years } years.
condition-registered-clause = A clause on the use of the dwellings is registered on the property.
condition-write-off = The duty to repay is written off by { $percent }% for each completed year from payment, here { $yearly } a year. After { $years } years nothing is left.
condition-write-off-at-once = The grant is below { $limit } and is written off at once. It is not reclaimed.
condition-repayment = What is not written off is paid back if the dwellings are sold, are not used by the disadvantaged, are used in breach of Norwegian law, or the information in the application was wrong.
condition-duty-to-notify = You tell us when a dwelling is not used as assumed.
condition-yearly-report = You report each year on the use of the dwellings, the first time a year after the payment, as long as the duty to repay runs.
condition-report = You report on the use of the dwellings a year after the payment, and when the duty to repay is over.
condition-single-report = You report on the use of the dwellings a year after the payment.
condition-spot-check = The use of the dwellings can be checked by sample.
condition-acceptance = The offer must be accepted by { $date }. Otherwise it may lapse.

# The letter: the dwellings stand in a table.
letter-table-unit-amount = Grant for each dwelling
letter-column-unit-amount-number = Dwelling
letter-column-unit-amount-area = Area in m²
letter-column-unit-amount-amount = Grant
letter-appeal-body = the appeals board of Husbanken (Klagenemnda for Husbanken)

# Tags of commitments.
plan-line-housing = Rental dwellings
target-group-substance-dependency = People with drug dependency
target-group-mental-illness = People with mental illness
target-group-intellectual-disability = People with intellectual disability
target-group-refugee = Refugees
target-group-weak-economy = People with a weak economy
target-group-young = Young people
target-group-other-disadvantaged = Other disadvantaged people
measure-housing-first = Housing First
measure-other-dwellings = Other dwellings
