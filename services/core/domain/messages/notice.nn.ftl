# Varsel til mottakaren.
notice-account-change = Vi er bedne om å utbetale tilskotet i sak { $case } til ein annan konto, som sluttar på { $account }. { $person } bad om det. Kontoen vi bruker no, sluttar på { $replaced }. Vi utbetaler ingenting før endringa er kontrollert, og tidlegast { $days } dagar etter kontrollen. Sei frå med ein gong dersom de ikkje har bede om dette. Då kan endringa stansast.
notice-lapse = Fristen for å akseptere tilskotet på { $granted } i sak { $case } var { $date }. Vi har ikkje fått svar. Vi vil gjere vedtak om at tilsegna fell bort. Fristen for å uttale seg er { $answer }. Vi kan la dykk akseptere etter fristen dersom de har ein grunn.
notice-report-due = Rapporten om tilskotet i sak { $case } skal leverast seinast { $date }. Vi har ikkje fått han. Sei frå dersom de treng lengre frist.
notice-report-extended = Fristen for rapporten om tilskotet i sak { $case } er flytt frå { $from } til { $date }. Grunngjeving: { $reason }
notice-report-overdue = Fristen for rapporten om tilskotet i sak { $case } var { $date }. Vi har ikkje fått han. Lever rapporten, eller sei frå dersom de treng lengre frist.
