# The words of a letter's layout.
label-date = Date
label-case = Case
label-decision = Decision
label-officer = Case handler
label-organisation = organisation number
label-page = Page
label-of = of
label-closing = Yours sincerely
label-approved = This letter was approved electronically and bears no handwritten signatures.
label-date-value = { $date }
