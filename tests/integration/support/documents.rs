//! Documents of grants and reports, and the auditor's certificate.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::calendar::Clock;
use domain::randomness::{SystemRandomness, uuid_v7};
use serde_json::{Value, json};

use super::person::Person;
use super::schemes::TestScheme;
use super::world::World;

/// The smallest PDF that shows a page.
const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n\
    trailer<</Root 1 0 R>>\n%%EOF\n";

impl<S: TestScheme> World<S> {
    /// Uploads a PDF to a grant or a report; returns the document's name.
    pub async fn upload(&self, by: &Person, parent: &str, kind: &str) -> String {
        let id = uuid_v7(self.clock.now(), &SystemRandomness);
        let facts = json!({
            "name": format!("{parent}/documents/{id}"),
            "kind": kind,
            "file_name": format!("{kind}.pdf"),
            "media_type": "application/pdf",
        });
        let chunk = json!({ "chunk": STANDARD.encode(PDF) });
        let messages = vec![json!({ "document": facts }), chunk];
        let stored = by.stream("UploadDocument", messages).await.unwrap();
        stored[0]["document"]["name"].as_str().unwrap().to_owned()
    }

    /// Puts what an auditor and the scheme ask for with a report: a certificate on its accounts,
    /// whose file is uploaded, and the documents beside it.
    pub async fn certify(&self, by: &Person, report: &mut Value) {
        let name = report["name"].as_str().unwrap().to_owned();
        for kind in S::data()["report_documents"]
            .as_array()
            .into_iter()
            .flatten()
        {
            self.upload(by, &name, kind.as_str().unwrap()).await;
        }
        let document = self.upload(by, &name, "auditor_certificate").await;
        let kind = match S::application(1)["applicant"]["kind"].as_str() {
            Some("APPLICANT_KIND_MUNICIPALITY") => "AUDITOR_KIND_MUNICIPAL",
            _ => "AUDITOR_KIND_STATE_AUTHORISED",
        };
        let accounts = report["accounts"].as_array().into_iter().flatten();
        let amount: i64 = accounts
            .map(|line| line["actual"]["ore"].as_i64().unwrap())
            .sum();
        if let Some(source) = S::data()["financed_by"].as_str() {
            report["financing"] = json!([{ "source": source, "amount": { "ore": amount } }]);
        }
        let today = self.clock.today().to_string();
        report["certificate"] = json!({
            "auditor_organisation_number": "974760673",
            "auditor_name": "Revisjonen",
            "auditor_kind": kind,
            "standard": "ISRS 4400",
            "date": today,
            "period_from_date": today,
            "period_to_date": today,
            "amount": { "ore": amount },
            "document": document,
        });
    }

    /// Uploads every document that the payment of a grant waits for.
    pub async fn document_payment(&self, grant: &Value) {
        let name = grant["name"].as_str().unwrap();
        for document in grant["payment_documents"].as_array().unwrap() {
            let kind = document["kind"].as_str().unwrap();
            self.upload(&self.case_handler(), name, kind).await;
        }
    }

    /// A grant with the areas as they were planned, where it is reckoned by area.
    pub async fn built_as_planned(&self, grant: Value, n: u32) -> Value {
        let facts = grant["payment_facts"].as_array().unwrap().iter();
        let Some(fact) = facts.into_iter().find(|fact| !fact["areas"].is_null()) else {
            return grant;
        };
        let units = fact["areas"]["units"].as_array().unwrap().iter();
        let built =
            |unit: &Value| json!({ "number": unit["number"], "built_dm2": unit["counted_dm2"] });
        let areas = json!({ "areas": { "units": units.map(built).collect::<Value>() } });
        let own = self.applicant(n);
        let supplied = self.step_with(&own, "SupplyFacts", &grant, areas);
        supplied.await.unwrap()
    }
}
