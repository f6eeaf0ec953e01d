# Éi setning for kvar grunn ein feil kan ha (tildeling.v1.ErrorReason), til den som sit framfor skjermen.
refusal-not-signed-in = Du er ikkje logga inn, eller innlogginga er gått ut. Logg inn på nytt.
refusal-invalid-fields = { $count ->
    [one] Eitt felt er ikkje fylt ut rett.
   *[other] { $count } felt er ikkje fylte ut rett.
}
refusal-role-not-allowed = Rolla di gir ikkje tilgang til dette.
refusal-interest-declared = Du har meldt deg inhabil i saka. Ein annan må behandle henne.
refusal-four-eyes = Du har teke eit steg i saka som ein annan skal kontrollere. Dette må nokon andre gjere.
refusal-not-found = Det du ber om, finst ikkje, eller er ikkje ditt å sjå.
refusal-id-taken = Dette finst alt, med anna innhald.
refusal-stale-etag = Dette vart endra av nokon andre etter at du las det. Les på nytt før du går vidare.
refusal-wrong-state = Dette kan ikkje gjerast no. Tilstanden er: { $state ->
    [draft] eit utkast
    [open] open
    [closed] lukka
    [submitted] send inn
    [returned] send tilbake for å bli komplett
    [withdrawn] trekt
    [dismissed] avvist
    [assessed] vurdert
    [recommended] innstilt
    [granted] innvilga
    [partly_granted] delvis innvilga
    [refused] avslått
    [proposed] innstilt
    [approved] vedteken
    [offered] tilboden
    [accepted] akseptert
    [declined] takka nei til
    [lapsed] falle bort
    [active] løpande
    [paused] stansa
    [reported] rapportert
    [held] stansa
    [not_held] ikkje stansa
    [recovery] under tilbakekrevjing
   *[other] { $state }
}.
refusal-rules-not-met = { $count ->
    [one] Eitt vilkår er ikkje oppfylt.
   *[other] { $count } vilkår er ikkje oppfylte.
}
refusal-deadline-passed = Utlysinga tek ikkje imot søknader. Fristen var { $date }.
refusal-frame-exceeded = Ramma { $sub_frame } har { $left } att, og dette ville gitt tilsegn om { $wanted }. Ingenting er lova.
refusal-appropriation-exceeded = Kapittel og post { $chapter_post } har { $left } att av løyvinga for { $year }, og dette krev { $wanted }. Ingenting er endra; registrer ei ny løyving først.
refusal-authority-exceeded = Kapittel og post { $chapter_post } har tilsegnsfullmakt for { $left } til i { $year }, og dette krev { $wanted }. Ingenting er lova; registrer meir fullmakt først.
refusal-allocation-conflict = Ramma kan ikkje fordelast slik vilkåra er.
refusal-incomplete-round = { $count ->
    [one] Éin søknad er ikkje klar.
   *[other] { $count } søknader er ikkje klare.
}
refusal-duplicate-application = Organisasjonen har alt ein søknad i denne utlysinga.
refusal-too-large = Det som vart sendt, er for stort. Grensa er { $limit } byte.
refusal-unavailable = Tenesta kan ikkje svare akkurat no. Prøv igjen om litt.
refusal-internal = Noko gjekk gale hos oss. Ingenting er gått tapt. Oppgi id-en til feilen når du tek kontakt.
refusal-other-run = Det som ville blitt oppretta, er ei anna køyring enn den som vart samanlikna: noko er endra sidan. Simuler på nytt, og sjå på det som er nytt.
refusal-other-decision = Det som ville blitt vedteke, er noko anna enn det du såg: ei tildeling er endra sidan. Sjå på tildelingane før du går vidare.
refusal-other-terms = Vilkåra for tilbodet er andre enn dei du såg: eit seinare brev er sendt. Les brevet, og ta stilling etterpå.
refusal-erased = Innhaldet i saka vart sletta { $date }, då ho ikkje lenger skulle takast vare på.
