# Varsler til mottakeren.
notice-account-change = Vi er bedt om å utbetale tilskuddet i sak { $case } til en annen konto, som slutter på { $account }. { $person } ba om det. Kontoen vi bruker nå, slutter på { $replaced }. Vi utbetaler ingenting før endringen er kontrollert, og tidligst { $days } dager etter kontrollen. Si fra med en gang hvis dere ikke har bedt om dette. Da kan endringen stanses.
notice-lapse = Fristen for å akseptere tilskuddet på { $granted } i sak { $case } var { $date }. Vi har ikke fått svar. Vi vil treffe vedtak om at tilsagnet faller bort. Fristen for å uttale seg er { $answer }. Vi kan la dere akseptere etter fristen hvis dere har en grunn.
notice-report-due = Rapporten om tilskuddet i sak { $case } skal leveres senest { $date }. Vi har ikke mottatt den. Si fra hvis dere trenger lengre frist.
notice-report-extended = Fristen for rapporten om tilskuddet i sak { $case } er flyttet fra { $from } til { $date }. Begrunnelse: { $reason }
notice-report-overdue = Fristen for rapporten om tilskuddet i sak { $case } var { $date }. Vi har ikke mottatt den. Lever rapporten, eller si fra hvis dere trenger lengre frist.
