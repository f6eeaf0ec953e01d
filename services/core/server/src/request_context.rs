//! The context of one request: the caller, and how to answer.

use std::marker::PhantomData;

use casework::error::CaseError;
use contract::{Outward, SchemeContract};
use domain::access::{Access, require};
use domain::step::StepName;
use domain::violations::Violations;
use text::Catalogue;
use tonic::{Request, Status};

use crate::auth::Admitted;
use crate::error::{self, Asked};

/// The context of one request: the caller, and how to answer.
pub struct RequestContext<S> {
    admitted: Admitted,
    scheme: PhantomData<fn() -> S>,
}

impl<S: SchemeContract> RequestContext<S> {
    /// Returns what the authentication layer found out about a request.
    ///
    /// # Errors
    /// INTERNAL when the request did not come through that layer: its caller is unknown.
    pub fn of<M>(request: &Request<M>) -> Result<Self, Status> {
        let admitted = request.extensions().get::<Admitted>().cloned();
        let admitted = admitted.ok_or_else(|| Status::internal("not behind the gate"))?;
        Ok(Self {
            admitted,
            scheme: PhantomData,
        })
    }

    /// Returns the request's id, its caller, its language.
    #[must_use]
    pub const fn admitted(&self) -> &Admitted {
        &self.admitted
    }

    /// Judges the caller's roles before the step is run: a file is not received from a caller that
    /// may not send one.
    ///
    /// # Errors
    /// PERMISSION_DENIED.
    pub fn may(&self, step: StepName) -> Result<Access, Status> {
        require(&self.admitted.caller, step).map_err(|refusal| self.refused(refusal.into()))
    }

    /// Returns how to write the answer.
    #[must_use]
    pub fn outward(&self) -> Outward<S> {
        Outward::new(self.admitted.language, self.admitted.caller.is_staff())
    }

    /// Makes the status of faults of form.
    #[must_use]
    pub fn invalid(&self, faults: Violations) -> Status {
        error::invalid(
            &faults.into_vec(),
            &self.admitted.id,
            self.admitted.language,
        )
    }

    /// Makes the status of a step that was not taken.
    #[must_use]
    pub fn refused(&self, problem: CaseError) -> Status {
        let catalogues: [&Catalogue; 2] = [S::messages(), domain::texts::catalogue()];
        let asked = Asked {
            id: &self.admitted.id,
            language: self.admitted.language,
            scheme: S::PROFILE.code,
            catalogues: &catalogues,
        };
        error::refused(problem, &asked)
    }
}
