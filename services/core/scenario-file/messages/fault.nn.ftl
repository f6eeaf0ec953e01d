# Feil i ei fil: kva som er gale, og kva som kan gjerast.
fault-line = Linje { $line }: { $problem } { $remedy }
fault-line-field = Linje { $line }, { $field }: { $problem } { $remedy }
fault-syntax = Kan ikkje lesast her: «{ $found }».
remedy-syntax = Forventa: { $expected }
fault-encoding = Teikna kan ikkje lesast.
remedy-encoding = Lagre fila som UTF-8.
fault-too-deep = For mange nivå av lister og objekt.
remedy-too-deep = Følg formatet i dokumentasjonen.
fault-missing = Manglar.
remedy-missing = Legg det til.
fault-misspelt = Ukjent felt.
remedy-misspelt = Er det { $nearest } som er meint?
fault-unknown = Ukjent felt.
remedy-unknown = Fjern det, eller rett namnet.
fault-repeated-field = Står to gonger.
remedy-repeated-field = Behald berre det eine.
fault-repeated-id = Same id som på linje { $first }.
remedy-repeated-id = Kvar søkjar må ha sin eigen id.
fault-not-a-number = «{ $found }» er ikkje eit tal.
remedy-not-a-number = Skriv eit desimaltal (12.5) eller ein brøk (85/6), utan eining.
fault-ambiguous = «{ $found }» kan lesast på to måtar.
remedy-ambiguous = Skriv talet utan tusenskilje.
fault-not-whole = «{ $found }» er ikkje eit heilt tal.
remedy-not-whole = Skriv eit heilt tal.
fault-negative = «{ $found }» er negativt.
remedy-negative = Talet må vere 0 eller meir.
fault-zero-denominator = Brøk med null under streken.
remedy-zero-denominator = Rett nemnaren.
fault-too-large = «{ $found }» er for stort, eller har for mange desimalar.
remedy-too-large = Sjekk beløpet og eininga.
fault-not-allowed = «{ $found }» er ikkje ein gyldig verdi.
remedy-not-allowed = Gyldig er: { $allowed }
fault-wrong-kind = Feil type verdi.
remedy-wrong-kind = { $needed ->
    [list] Her skal det stå ei liste.
    [object] Her skal det stå eit objekt i krøllparentesar.
   *[other] Her skal det stå ein tekst eller eit tal.
}
fault-contradicts = Er høgare enn { $other }.
remedy-contradicts = Rett det eine av dei to.
fault-columns = Rada har { $found } celler, overskrifta { $expected }.
remedy-columns = Sjekk skiljeteikn og hermeteikn i rada.
