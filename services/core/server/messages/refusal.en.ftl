# One sentence for each reason an error can have (tildeling.v1.ErrorReason), for the person in front of the client.
refusal-not-signed-in = You are not signed in, or your sign-in has run out. Sign in again.
refusal-invalid-fields = { $count ->
    [one] One field is not filled in correctly.
   *[other] { $count } fields are not filled in correctly.
}
refusal-role-not-allowed = Your role does not give access to this.
refusal-interest-declared = You have declared an interest in this case. Another person must handle it.
refusal-four-eyes = You took a step in this case that another person must check. Somebody else has to do this.
refusal-not-found = What you ask for does not exist, or is not yours to see.
refusal-id-taken = This exists already, with other content.
refusal-stale-etag = This was changed by somebody else after you read it. Read it again before you go on.
refusal-wrong-state = This cannot be done now. The state is: { $state ->
    [draft] a draft
    [open] open
    [closed] closed
    [submitted] submitted
    [returned] returned to be completed
    [withdrawn] withdrawn
    [dismissed] dismissed
    [assessed] assessed
    [recommended] part of a proposed allocation
    [granted] granted
    [partly_granted] partly granted
    [refused] refused
    [proposed] proposed
    [approved] approved
    [offered] offered
    [accepted] accepted
    [declined] declined
    [lapsed] lapsed
    [active] active
    [paused] paused
    [reported] reported
    [held] held
    [not_held] not held
    [recovery] in recovery
   *[other] { $state }
}.
refusal-rules-not-met = { $count ->
    [one] One rule is not met.
   *[other] { $count } rules are not met.
}
refusal-deadline-passed = The call does not take applications. The deadline was { $date }.
refusal-frame-exceeded = The frame { $sub_frame } has { $left } left, and this would promise { $wanted }. Nothing has been promised.
refusal-appropriation-exceeded = Chapter and post { $chapter_post } has { $left } of the appropriation for { $year } left, and this needs { $wanted }. Nothing has been changed; record a further appropriation first.
refusal-authority-exceeded = Chapter and post { $chapter_post } has authority to commit { $left } more for { $year }, and this needs { $wanted }. Nothing has been promised; record further authority first.
refusal-allocation-conflict = The budget cannot be divided as the conditions stand.
refusal-incomplete-round = { $count ->
    [one] One application is not ready.
   *[other] { $count } applications are not ready.
}
refusal-duplicate-application = The organisation has an application in this call already.
refusal-too-large = What was sent is too large. The limit is { $limit } bytes.
refusal-unavailable = The service cannot answer right now. Try again in a little while.
refusal-internal = Something went wrong on our side. Nothing was lost. Give the error's id when you contact us.
refusal-other-run = What would be created is another run than the one that was compared: something has changed since. Simulate again, and look at what is new.
refusal-other-decision = What would be approved is another decision than the one you saw: an award has been changed since. Look at the awards before you go on.
refusal-other-terms = The terms of the offer are others than those you saw: a later letter has been sent. Read that letter, and then decide.
refusal-erased = The content of the case was erased on { $date }, when it was no longer to be kept.
