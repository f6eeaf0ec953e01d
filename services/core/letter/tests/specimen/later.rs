//! Decisions that change another one.

use domain::letter::{Corrected, Decision, Judged, LessClaimed, Promise, Reversed};
use domain::money::Money;
use domain::reversal::ReversalGround;

use super::date;

/// The decision that changes another one, of a kind.
pub fn decision<'a>(kind: &str, promise: Promise<'a>) -> Decision<'a> {
    let judged = Judged {
        number: "2017-00042/1",
        received: date("2017-03-31"),
        reason: "Klagen har ikke nye opplysninger om behovet.",
    };
    match kind {
        "appeal-reversal" => Decision::AppealReversal(promise, judged),
        "appeal-upheld" => Decision::AppealUpheld(promise, judged),
        "reconsidered" => Decision::Reconsidered(judged),
        "appeal-dismissal" => Decision::AppealDismissal(judged),
        "appeal-rejected" => Decision::AppealRejected(judged),
        "appeal-annulled" => Decision::AppealAnnulled(judged),
        "reversal" => Decision::Reversal(
            Some(promise),
            Reversed {
                number: "2017-00042/1",
                decided: date("2017-03-15"),
                before: Money::kroner(3_000_000),
                granted: promise.granted,
                to_repay: Money::kroner(50_000),
                ground: ReversalGround::Invalid,
                reason: "Opplysningene om antall plasser var feil.",
            },
        ),
        "claim-reversal" | "claim-upheld" => {
            let less = LessClaimed {
                before: Money::kroner(120_000),
                claimed: Money::kroner(20_000),
                back: Money::kroner(100_000),
                interest_back: Money::from_ore(123_456),
            };
            match kind {
                "claim-upheld" => Decision::ClaimUpheld(less, judged),
                _ => Decision::ClaimReversal(less, judged),
            }
        }
        "correction" => Decision::Correction(Corrected {
            number: "2017-00042/1",
            wrong: "Vårsol brukerstyre senter",
            right: "Vårsol brukerstyrte senter",
            reason: "Navnet var skrevet feil.",
        }),
        other => panic!("no kind {other}"),
    }
}
