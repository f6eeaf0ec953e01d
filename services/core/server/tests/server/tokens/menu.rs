//! The menu of bad tokens, each with the reason that the audit log gives.

use serde_json::{Value, json};
use server::sign_in::{AUDIENCE, EMBEDDED_ORGANISATIONS, EMBEDDED_STAFF, EXPORT_SCOPE, SCOPE};

use super::{Forge, each_is_refused, party};
use crate::scene::{OURS, Scene, THEIRS};

#[tokio::test]
async fn bad_issuers_audiences_and_subjects() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    let (issuer, claims) = ("issuer not trusted", "claims not valid");
    let (audience, subject) = ("wrong audience", "subject not valid");
    let menu = [
        ("no issuer", json!({ "iss": null }), issuer),
        (
            "no slash",
            json!({ "iss": EMBEDDED_STAFF.trim_end_matches('/') }),
            issuer,
        ),
        (
            "capitals",
            json!({ "iss": EMBEDDED_STAFF.to_uppercase() }),
            issuer,
        ),
        (
            "another issuer",
            json!({ "iss": "https://test.maskinporten.no/" }),
            issuer,
        ),
        ("no audience", json!({ "aud": null }), audience),
        ("another audience", json!({ "aud": "payroll" }), audience),
        (
            "audience not said",
            json!({ "aud": "unspecified" }),
            audience,
        ),
        (
            "several audiences",
            json!({ "aud": [AUDIENCE, "payroll"] }),
            claims,
        ),
        (
            "an identity token",
            json!({ "aud": "portal-client", "nonce": "1" }),
            audience,
        ),
        ("no subject", json!({ "sub": null }), subject),
        ("empty subject", json!({ "sub": " " }), subject),
        ("a subject with NUL", json!({ "sub": "ka\u{0}ri" }), subject),
        (
            "a subject of two lines",
            json!({ "sub": "kari\nola" }),
            subject,
        ),
        (
            "a subject with an unseen letter",
            json!({ "sub": "kari\u{200b}" }),
            subject,
        ),
        (
            "another type of token",
            json!({ "token_type": "DPoP" }),
            "type of token not taken",
        ),
    ];
    let tokens = menu.map(|(what, changes, told)| (what, forge.staff(&changes), told));
    each_is_refused(&scene, tokens).await;
}

#[tokio::test]
async fn bad_times() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    let now = forge.now;
    let (undated, claims) = ("no time of issue or expiry", "claims not valid");
    let (lifetime, ahead) = ("valid for too long", "issued in the future");
    let menu = [
        ("no end", json!({ "exp": null }), undated),
        ("not issued", json!({ "iat": null }), undated),
        (
            "ended",
            json!({ "iat": now - 3_000, "exp": now - 11 }),
            "expired",
        ),
        (
            "end as text",
            json!({ "exp": (now + 60).to_string() }),
            claims,
        ),
        ("end as a fraction", json!({ "exp": 1.5 }), claims),
        ("end beyond numbers", json!({ "exp": 1e300 }), claims),
        ("end beyond all time", json!({ "exp": i64::MAX }), claims),
        ("end before all time", json!({ "exp": -1 }), lifetime),
        ("ten years", json!({ "exp": now + 315_360_000 }), lifetime),
        ("a second too long", json!({ "exp": now + 5_401 }), lifetime),
        (
            "issued tomorrow",
            json!({ "iat": now + 86_400, "exp": now + 87_000 }),
            ahead,
        ),
        (
            "not yet valid",
            json!({ "nbf": now + 3_600 }),
            "not yet valid",
        ),
        ("a beginning as text", json!({ "nbf": "now" }), claims),
    ];
    let tokens = menu.map(|(what, changes, told)| (what, forge.staff(&changes), told));
    each_is_refused(&scene, tokens).await;
}

#[tokio::test]
async fn bad_persons() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    let (roles, person) = ("no known role", "not a person");
    let apart = "roles that must not meet in one person";
    let menu = [
        ("no roles", json!({ "roles": null }), roles),
        ("empty roles", json!({ "roles": [] }), roles),
        (
            "roles as text",
            json!({ "roles": "case_handler" }),
            "claims not valid",
        ),
        (
            "one too many",
            json!({ "roles": ["case_handler", "king"] }),
            roles,
        ),
        (
            "an applicant by role",
            json!({ "roles": ["applicant"] }),
            roles,
        ),
        (
            "a machine by role",
            json!({ "roles": ["finance_client"] }),
            roles,
        ),
        ("a machine", json!({ "idtyp": "app" }), person),
        ("a machine in capitals", json!({ "idtyp": "App" }), person),
        (
            "with an organisation",
            json!({ "consumer": party(OURS) }),
            person,
        ),
        (
            "auditor and finance",
            json!({ "roles": ["auditor", "finance"] }),
            apart,
        ),
        (
            "who defines and decides",
            json!({ "roles": ["scheme_administrator", "decision_maker"] }),
            apart,
        ),
        (
            "operator and auditor",
            json!({ "roles": ["operator", "auditor"] }),
            apart,
        ),
    ];
    let tokens = menu.map(|(what, changes, told)| (what, forge.staff(&changes), told));
    each_is_refused(&scene, tokens).await;
}

fn system_user(organisation: &str) -> Value {
    json!({
        "type": "urn:altinn:systemuser", "systemuser_id": ["1"],
        "systemuser_org": party(organisation),
    })
}

#[tokio::test]
async fn bad_organisations() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    let named = |id: &str| json!({ "consumer": { "authority": "iso6523-actorid-upis", "ID": id } });
    let twice = json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{OURS}"),
        "id": format!("0192:{THEIRS}") });
    let other = json!({ "authority": "x", "ID": format!("0192:{OURS}") });
    let (organisation, claims) = ("organisation not valid", "claims not valid");
    let menu = [
        ("no consumer", json!({ "consumer": null }), organisation),
        ("consumer as text", json!({ "consumer": OURS }), claims),
        (
            "another country's number",
            named("9908:958935420"),
            organisation,
        ),
        ("a wrong check digit", named("0192:958935421"), organisation),
        (
            "a number with spaces",
            named("0192:958 935 420"),
            organisation,
        ),
        ("a number alone", named(OURS), organisation),
        (
            "another authority",
            json!({ "consumer": other }),
            organisation,
        ),
        ("two numbers", json!({ "consumer": twice }), organisation),
    ];
    let tokens = menu.map(|(what, changes, told)| (what, forge.organisation(&changes), told));
    each_is_refused(&scene, tokens).await;
}

#[tokio::test]
async fn bad_delegations_and_scopes() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    let (parties, scope) = ("undocumented combination of parties", "scope missing");
    let source = "source of the delegation not trusted";
    let delegated =
        |source: &str| json!({ "supplier": party(THEIRS), "delegation_source": source });
    let supplied = json!({ "supplier": party(THEIRS), "delegation_source": "https://www.altinn.no",
        "authorization_details": [system_user(OURS)] });
    let users = json!({ "authorization_details": [system_user(OURS), system_user(THEIRS)] });
    let kind = json!({ "authorization_details": [{ "type": "ansattporten:altinn:service" }] });
    let menu = [
        ("no scope", json!({ "scope": null }), scope),
        (
            "a longer scope",
            json!({ "scope": format!("{SCOPE}.write") }),
            scope,
        ),
        (
            "scopes as a list",
            json!({ "scope": [SCOPE] }),
            "claims not valid",
        ),
        (
            "an applicant that fetches exports",
            json!({ "scope": format!("{SCOPE} {EXPORT_SCOPE}") }),
            "scopes of two kinds of caller",
        ),
        (
            "supplier without its source",
            json!({ "supplier": party(THEIRS) }),
            parties,
        ),
        (
            "a source without supplier",
            json!({ "delegation_source": "https://www.altinn.no" }),
            parties,
        ),
        (
            "another's delegation",
            delegated("https://altinn.example"),
            source,
        ),
        (
            "the test environment's",
            delegated("https://tt02.altinn.no/"),
            source,
        ),
        ("supplier and system user", supplied, parties),
        ("two system users", users, parties),
        ("another kind of authorization", kind, parties),
        (
            "exports by a vendor",
            json!({ "scope": EXPORT_SCOPE, "authorization_details": [system_user(OURS)] }),
            "organisation may not fetch exports",
        ),
    ];
    let tokens = menu.map(|(what, changes, told)| (what, forge.organisation(&changes), told));
    each_is_refused(&scene, tokens).await;
    let staff_by_machine = forge.organisation(&json!({ "iss": EMBEDDED_STAFF }));
    let machine_by_staff = forge.staff(&json!({ "iss": EMBEDDED_ORGANISATIONS }));
    let swapped = [
        ("organisation as staff", staff_by_machine, "not a person"),
        (
            "staff as organisation",
            machine_by_staff,
            "valid for too long",
        ),
    ];
    each_is_refused(&scene, swapped).await;
}
