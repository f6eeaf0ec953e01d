# Varsler til mottakeren.
notice-account-change = Vi er bedt om å utbetale tilskuddet i sak { $case } til en annen konto, som slutter på { $account }. { $person } ba om det. Kontoen vi bruker nå, slutter på { $replaced }. Vi utbetaler ingenting før endringen er kontrollert, og tidligst { $days } dager etter kontrollen. Si fra med en gang hvis dere ikke har bedt om dette. Da kan endringen stanses.
