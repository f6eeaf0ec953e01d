# Én setning for hver grunn en feil kan ha (tildeling.v1.ErrorReason), til den som sitter foran skjermen.
refusal-not-signed-in = Du er ikke logget inn, eller innloggingen er utløpt. Logg inn på nytt.
refusal-invalid-fields = { $count ->
    [one] Ett felt er ikke fylt ut riktig.
   *[other] { $count } felt er ikke fylt ut riktig.
}
refusal-role-not-allowed = Rollen din gir ikke tilgang til dette.
refusal-interest-declared = Du har meldt deg inhabil i saken. En annen må behandle den.
refusal-four-eyes = Du har tatt et steg i saken som en annen skal kontrollere. Dette må noen andre gjøre.
refusal-not-found = Det du ber om, finnes ikke, eller er ikke ditt å se.
refusal-id-taken = Dette finnes allerede, med annet innhold.
refusal-stale-etag = Dette ble endret av noen andre etter at du leste det. Les på nytt før du går videre.
refusal-wrong-state = Dette kan ikke gjøres nå. Tilstanden er: { $state ->
    [draft] et utkast
    [open] åpen
    [closed] lukket
    [submitted] sendt inn
    [returned] sendt tilbake for å bli komplett
    [withdrawn] trukket
    [dismissed] avvist
    [assessed] vurdert
    [recommended] innstilt
    [granted] innvilget
    [partly_granted] delvis innvilget
    [refused] avslått
    [proposed] innstilt
    [approved] vedtatt
    [offered] tilbudt
    [accepted] akseptert
    [declined] takket nei til
    [lapsed] bortfalt
    [active] løpende
    [paused] stanset
    [reported] rapportert
    [held] stanset
    [not_held] ikke stanset
    [recovery] under tilbakekreving
   *[other] { $state }
}.
refusal-rules-not-met = { $count ->
    [one] Ett vilkår er ikke oppfylt.
   *[other] { $count } vilkår er ikke oppfylt.
}
refusal-deadline-passed = Utlysningen tar ikke imot søknader. Fristen var { $date }.
refusal-frame-exceeded = Rammen { $sub_frame } har { $left } igjen, og dette ville gitt tilsagn om { $wanted }. Ingenting er lovet.
refusal-appropriation-exceeded = Kapittel og post { $chapter_post } har { $left } igjen av bevilgningen for { $year }, og dette krever { $wanted }. Ingenting er endret; registrer en ny bevilgning først.
refusal-authority-exceeded = Kapittel og post { $chapter_post } har tilsagnsfullmakt for { $left } til i { $year }, og dette krever { $wanted }. Ingenting er lovet; registrer mer fullmakt først.
refusal-allocation-conflict = Rammen kan ikke fordeles slik betingelsene er.
refusal-incomplete-round = { $count ->
    [one] Én søknad er ikke klar.
   *[other] { $count } søknader er ikke klare.
}
refusal-duplicate-application = Organisasjonen har allerede en søknad i denne utlysningen.
refusal-too-large = Det som ble sendt, er for stort. Grensen er { $limit } byte.
refusal-unavailable = Tjenesten kan ikke svare akkurat nå. Prøv igjen om litt.
refusal-internal = Noe gikk galt hos oss. Ingenting er gått tapt. Oppgi feilens id når du tar kontakt.
refusal-other-run = Det som ville blitt opprettet, er en annen kjøring enn den som ble sammenlignet: noe er endret siden. Simuler på nytt, og se på det som er nytt.
refusal-other-decision = Det som ville blitt vedtatt, er noe annet enn det du så: en tildeling er endret siden. Se på tildelingene før du går videre.
refusal-other-terms = Vilkårene for tilbudet er andre enn dem du så: et senere brev er sendt. Les brevet, og ta stilling etterpå.
refusal-erased = Innholdet i saken ble slettet { $date }, da den ikke lenger skulle bevares.
