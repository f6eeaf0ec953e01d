# Feil i en fil: hva som er galt, og hva som kan gjøres.
fault-line = Linje { $line }: { $problem } { $remedy }
fault-line-field = Linje { $line }, { $field }: { $problem } { $remedy }
fault-syntax = Kan ikke leses her: «{ $found }».
remedy-syntax = Forventet: { $expected }
fault-encoding = Tegnene kan ikke leses.
remedy-encoding = Lagre filen som UTF-8.
fault-too-deep = For mange nivåer av lister og objekter.
remedy-too-deep = Følg formatet i dokumentasjonen.
fault-missing = Mangler.
remedy-missing = Legg det til.
fault-misspelt = Ukjent felt.
remedy-misspelt = Menes { $nearest }?
fault-unknown = Ukjent felt.
remedy-unknown = Fjern det, eller rett navnet.
fault-repeated-field = Står to ganger.
remedy-repeated-field = Behold bare det ene.
fault-repeated-id = Samme id som på linje { $first }.
remedy-repeated-id = Hver søker må ha sin egen id.
fault-not-a-number = «{ $found }» er ikke et tall.
remedy-not-a-number = Skriv et desimaltall (12.5) eller en brøk (85/6), uten enhet.
fault-ambiguous = «{ $found }» kan leses på to måter.
remedy-ambiguous = Skriv tallet uten tusenskille.
fault-not-whole = «{ $found }» er ikke et helt tall.
remedy-not-whole = Skriv et helt tall.
fault-negative = «{ $found }» er negativt.
remedy-negative = Tallet må være 0 eller mer.
fault-zero-denominator = Brøk med null under streken.
remedy-zero-denominator = Rett nevneren.
fault-too-large = «{ $found }» er for stort, eller har for mange desimaler.
remedy-too-large = Sjekk beløpet og enheten.
fault-not-allowed = «{ $found }» er ikke en gyldig verdi.
remedy-not-allowed = Gyldig er: { $allowed }
fault-wrong-kind = Feil type verdi.
remedy-wrong-kind = { $needed ->
    [list] Her skal det stå en liste.
    [object] Her skal det stå et objekt i krøllparenteser.
   *[other] Her skal det stå en tekst eller et tall.
}
fault-contradicts = Er høyere enn { $other }.
remedy-contradicts = Rett det ene av de to.
fault-columns = Raden har { $found } celler, overskriften { $expected }.
remedy-columns = Sjekk skilletegn og anførselstegn i raden.
