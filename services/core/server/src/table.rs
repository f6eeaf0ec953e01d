//! The table of methods: one row per method, with the step that serves it.

use casework::{
    allocation, application, assessment, call, decision, finance, grant, register, report, scheme,
};
use contract::v1::allocation_service_server::AllocationService;
use contract::v1::application_service_server::ApplicationService;
use contract::v1::assessment_service_server::AssessmentService;
use contract::v1::finance_service_server::FinanceService;
use contract::v1::grant_service_server::GrantService;
use contract::v1::register_service_server::RegisterService;
use contract::v1::reporting_service_server::ReportingService;
use contract::v1::scheme_service_server::SchemeService;

use crate::handlers::Handlers;

/// Implements a generated service by the steps in its rows. Every row is checked to name the method
/// as its step is named.
///
/// `[in]` marks a request in several messages, `[out]` an answer in several messages, `[feed]` an
/// answer of query after query. `as` in a scheme's own service names the step that a method is
/// judged and recorded as. The implementing type has a field `dispatcher`.
#[macro_export]
macro_rules! table {
    (impl$([$generic:ident])? $service:ident for $handlers:ty, scheme $scheme:ty {
        $($method:ident $(as $name:ident)? => $step:ty;)*
        $([in] $received:ident => $upload:ty;)*
        $([out] $sent:ident => $download:ty as $parts:ident;)*
        $([feed] $fed:ident => $feed:ty as $stream:ident;)*
    }) => {
        #[::tonic::async_trait]
        impl$(<$generic: ::contract::SchemeContract>)? $service for $handlers {
            $(async fn $method(
                &self,
                request: ::tonic::Request<<$step as $crate::wire::Inward<$scheme>>::Message>,
            ) -> Result<
                ::tonic::Response<<$step as $crate::wire::Respond<$scheme>>::Response>,
                ::tonic::Status,
            > {
                const { $crate::same_name(
                    &[stringify!($method) $(, stringify!($name))?],
                    <$step as ::casework::Run<$scheme, _>>::STEP,
                ) }
                self.dispatcher.unary::<$step, _>(request).await
            })*

            $(async fn $received(
                &self,
                request: ::tonic::Request<
                    ::tonic::Streaming<<$upload as $crate::wire::Receive<$scheme>>::Message>,
                >,
            ) -> Result<
                ::tonic::Response<<$upload as $crate::wire::Respond<$scheme>>::Response>,
                ::tonic::Status,
            > {
                const { $crate::same_name(
                    &[stringify!($received)],
                    <$upload as ::casework::Run<$scheme, _>>::STEP,
                ) }
                self.dispatcher.received::<$upload, _>(request).await
            })*

            $(type $parts =
                $crate::Parts<<$download as $crate::wire::RespondInParts<$scheme>>::Part>;

            async fn $sent(
                &self,
                request: ::tonic::Request<<$download as $crate::wire::Inward<$scheme>>::Message>,
            ) -> Result<::tonic::Response<Self::$parts>, ::tonic::Status> {
                const { $crate::same_name(
                    &[stringify!($sent)],
                    <$download as ::casework::Run<$scheme, _>>::STEP,
                ) }
                self.dispatcher.in_parts::<$download, _>(request).await
            })*

            $(type $stream = $crate::Parts<<$feed as $crate::wire::Respond<$scheme>>::Response>;

            async fn $fed(
                &self,
                request: ::tonic::Request<<$feed as $crate::wire::Inward<$scheme>>::Message>,
            ) -> Result<::tonic::Response<Self::$stream>, ::tonic::Status> {
                const { $crate::same_name(
                    &[stringify!($fed)],
                    <$feed as ::casework::Run<$scheme, _>>::STEP,
                ) }
                self.dispatcher.feed::<$feed, _>(request).await
            })*
        }
    };
}

/// Checks, while compiling, that a row of the table names its step: by the last of its names.
///
/// # Panics
/// When it names another.
pub const fn same_name(names: &[&str], step: domain::step::StepName) {
    let [.., name] = names else {
        panic!("a row of the table names no step");
    };
    let (name, step) = (name.as_bytes(), step.name().as_bytes());
    let mut at = 0;
    assert!(
        name.len() == step.len(),
        "a row of the table names another step"
    );
    while at < name.len() {
        assert!(
            name[at] == step[at],
            "a row of the table names another step"
        );
        at += 1;
    }
}

table! {
    impl[S] SchemeService for Handlers<S>, scheme S {
        get_scheme => scheme::GetScheme;
        create_call => call::Create;
        update_call => call::Update;
        open_call => call::Open;
        close_call => call::Close;
        get_call => call::Get;
        list_calls => call::List;
    }
}

table! {
    impl[S] ApplicationService for Handlers<S>, scheme S {
        check_application => application::Check<S::Form>;
        estimate_award => application::EstimateAward;
        create_application => application::Create<S::Form>;
        update_application => application::Update<S::Form>;
        submit_application => application::Submit;
        withdraw_application => application::Withdraw;
        return_application => application::SendBack;
        dismiss_application => application::Dismiss;
        get_application => application::Get;
        list_applications => application::List;
        list_decisions => decision::ListDecisions;
        dispatch_decisions => decision::Dispatch;
        [in] upload_attachment => application::Upload;
        [out] download_attachment => application::Download as DownloadAttachmentStream;
        [out] get_letter => decision::GetLetter as GetLetterStream;
    }
}

table! {
    impl[S] AssessmentService for Handlers<S>, scheme S {
        declare_interest => assessment::DeclareInterest;
        record_assessment => assessment::RecordAssessment;
        list_assessments => assessment::ListAssessments;
    }
}

table! {
    impl[S] AllocationService for Handlers<S>, scheme S {
        simulate_allocation => allocation::Simulate;
        compare_allocations => allocation::Compare;
        create_allocation => allocation::Create;
        adjust_award => allocation::AdjustAward;
        propose_allocation => allocation::Propose;
        return_allocation => allocation::SendBack;
        approve_allocation => allocation::Approve;
        get_allocation => allocation::Get;
        list_allocations => allocation::List;
        list_awards => allocation::ListAwards;
        explain_award => allocation::ExplainAward;
        verify_allocation => allocation::Verify;
        [feed] export_runs => allocation::ExportRuns as ExportRunsStream;
    }
}

table! {
    impl[S] GrantService for Handlers<S>, scheme S {
        get_grant => grant::Get;
        list_grants => grant::List;
        accept_grant => grant::Accept;
        decline_grant => grant::Decline;
        lapse_grant => grant::Lapse;
        activate_grant => grant::Activate;
        pause_grant => grant::Pause;
        resume_grant => grant::Resume;
    }
}

table! {
    impl[S] ReportingService for Handlers<S>, scheme S {
        get_report => report::Get;
        list_reports => report::List;
        update_report => report::Update<S::Indicators>;
        submit_report => report::Submit;
        return_report => report::SendBack;
        accept_report => report::Accept;
        sum_indicators => report::SumIndicators;
        get_fairness_report => allocation::GetFairnessReport;
    }
}

table! {
    impl[S] FinanceService for Handlers<S>, scheme S {
        attest_payments => finance::AttestPayments;
        approve_payments => finance::ApprovePayments;
        stop_payment => finance::StopPayment;
        import_receipts => finance::ImportReceipts;
        get_budget => finance::GetBudget;
        record_appropriation => finance::RecordAppropriation;
        [feed] export_awards => allocation::ExportAwards as ExportAwardsStream;
        [feed] export_batch => finance::ExportBatch as ExportBatchStream;
        [feed] export_payments => finance::ExportPayments as ExportPaymentsStream;
        [feed] export_postings => finance::ExportPostings as ExportPostingsStream;
    }
}

table! {
    impl[S] RegisterService for Handlers<S>, scheme S {
        record_entries => register::RecordEntries;
        list_entries => register::ListEntries;
    }
}
