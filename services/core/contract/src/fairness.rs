//! Figures of fairness and predictability.

use domain::allocation::fairness::{FairnessReport, Subject, Wording, decimal};
use domain::money::Money;
use insight::metrics::per_inhabitant::Spread;
use insight::metrics::{
    Change, Coverage, Covered, GroupCoverage, Guarded, Inequality, Parity, PerInhabitant, Theil,
    Timing,
};

use crate::names::AllocationName;
use crate::outward::{Outward, count};
use crate::{SchemeContract, v1};

impl<S: SchemeContract> Outward<S> {
    /// The page about an allocation; `None` when its figures cannot be computed.
    #[must_use]
    pub fn fairness_page(&self, report: &FairnessReport) -> Option<String> {
        let wording = Wording {
            language: self.language,
            catalogues: self.catalogues(),
        };
        report.page(&wording).ok()
    }
}

/// The figures of an allocation.
#[must_use]
pub fn fairness_report(name: &AllocationName, report: &FairnessReport) -> v1::FairnessReport {
    let (figures, subject) = (&report.figures, report.subject());
    let procedure = &figures.procedure;
    v1::FairnessReport {
        allocation: name.to_string(),
        run_hash: subject.run_hash.clone(),
        applications: count(figures.applicants),
        claimed: Some(Money::from_ore(figures.claimed).into()),
        calculated: Some(subject.calculated().into()),
        awarded: Some(Money::from_ore(figures.awarded).into()),
        adjusted: count(subject.adjusted()),
        decision_hash: subject.decision_hash.clone(),
        award: Some(inequality(&figures.award)),
        award_per_claim: figures.award_per_claim.as_ref().map(inequality),
        award_per_inhabitant: figures.award_per_inhabitant.as_ref().map(inequality),
        theil_award: figures.theil_award.as_ref().map(theil),
        theil_per_inhabitant: figures.theil_per_inhabitant.as_ref().map(theil),
        coverage: Some(coverage(&figures.coverage)),
        per_inhabitant: figures.per_inhabitant.as_ref().map(per_inhabitant),
        concentration: Some(v1::Concentration {
            top_5: text(figures.concentration.top_5),
            top_10: text(figures.concentration.top_10),
            hhi: text(figures.concentration.hhi),
            institution_based: optional(figures.concentration.institution_based),
            new_entrants: optional(figures.concentration.new_entrants),
        }),
        year_on_year: figures.change.as_ref().map(year_on_year),
        notice: Some(notice(&figures.timing, subject)),
        handling: Some(v1::Handling {
            reasoned_refusals: optional(procedure.reasoned_refusals),
            unexplained_overrides: count(procedure.unexplained_overrides.unwrap_or(0)),
            equal_score_equal_decision: optional(procedure.equal_score_equal_decision),
        }),
    }
}

fn text(figure: f64) -> String {
    decimal(figure).to_string()
}

fn optional(figure: Option<f64>) -> String {
    figure.map_or_else(String::new, text)
}

fn guarded<T>(of: &Guarded<T>, figure: impl FnOnce(&T) -> Option<f64>) -> v1::GuardedFigure {
    v1::GuardedFigure {
        value: optional(of.shown().and_then(figure)),
        withheld: of.shown().is_none(),
    }
}

fn guarded_count(number: &Guarded<u64>) -> v1::GuardedCount {
    v1::GuardedCount {
        value: number
            .shown()
            .map_or(0, |number| i64::try_from(*number).unwrap_or(i64::MAX)),
        withheld: number.shown().is_none(),
    }
}

fn inequality(figures: &Inequality) -> v1::Inequality {
    v1::Inequality {
        units: i64::try_from(figures.units).unwrap_or(i64::MAX),
        gini: text(figures.gini),
        gini_corrected: optional(figures.gini_corrected),
        hoover: text(figures.hoover),
        jain: text(figures.jain),
    }
}

fn theil(figures: &Theil) -> v1::Theil {
    // The rounded parts must sum to the rounded whole.
    let (total, between) = (decimal(figures.total), decimal(figures.between));
    v1::Theil {
        total: total.to_string(),
        between: between.to_string(),
        within: (total - between).to_string(),
        units: i64::try_from(figures.units).unwrap_or(i64::MAX),
    }
}

fn coverage(figures: &Coverage) -> v1::Coverage {
    let table = |rows: &[GroupCoverage]| rows.iter().map(group).collect();
    v1::Coverage {
        share_funded: optional(figures.all.map(|all| all.share_funded)),
        need_met: optional(figures.all.map(|all| all.need_met)),
        counties: table(&figures.by_county),
        sizes: table(&figures.by_size),
        kinds: table(&figures.by_kind),
        parity_county: figures.parity_county.as_ref().map(parity),
        parity_size: figures.parity_size.as_ref().map(parity),
        parity_kind: figures.parity_kind.as_ref().map(parity),
    }
}

fn group(row: &GroupCoverage) -> v1::GroupCoverage {
    // An empty group hides nothing: its shares are empty, not withheld.
    let nobody = row.applicants.shown() == Some(&0);
    let covered = |figure: fn(&Covered) -> f64| v1::GuardedFigure {
        withheld: row.covered.shown().is_none() && !nobody,
        ..guarded(&row.covered, |covered| (!nobody).then(|| figure(covered)))
    };
    v1::GroupCoverage {
        group: row.name.clone(),
        applications: Some(guarded_count(&row.applicants)),
        funded: Some(guarded_count(&row.funded)),
        share_funded: Some(covered(|covered| covered.share_funded)),
        need_met: Some(covered(|covered| covered.need_met)),
        awarded_ore: Some(v1::GuardedCount {
            value: row.covered.shown().map_or(0, |covered| covered.awarded),
            withheld: row.covered.shown().is_none() && !nobody,
        }),
    }
}

fn parity(figures: &Parity) -> v1::Parity {
    v1::Parity {
        ratio: Some(guarded(&figures.ratio, |ratio| Some(*ratio))),
        lowest: figures.lowest.clone(),
        highest: figures.highest.clone(),
        flagged: figures.flagged,
    }
}

fn per_inhabitant(figures: &PerInhabitant) -> v1::AwardPerInhabitant {
    let classes = figures.classes.iter().map(|class| {
        /// Øre in a krone: the figures count øre, people read kroner.
        const ORE: f64 = 100.0;
        let kroner = |ore: fn(&Spread) -> f64| {
            Some(guarded(&class.spread, |spread| Some(ore(spread) / ORE)))
        };
        v1::SizeClass {
            group: class.name.clone(),
            municipalities: Some(guarded_count(&class.municipalities)),
            applying: Some(guarded_count(&class.applying)),
            overall: kroner(|spread| spread.overall),
            median: kroner(|spread| spread.median),
            p10: kroner(|spread| spread.p10),
            p90: kroner(|spread| spread.p90),
            max_to_min: Some(guarded(&class.spread, |spread| spread.max_to_min)),
        }
    });
    v1::AwardPerInhabitant {
        classes: classes.collect(),
        small_to_large: optional(figures.small_to_large),
        never_applying: Some(guarded_count(&figures.never_applying)),
    }
}

fn year_on_year(figures: &Change) -> v1::YearOnYear {
    let both = insight::metrics::guarded::guarded_count(figures.in_both_years);
    let share = |share: &Guarded<f64>| Some(guarded(share, |share| Some(*share)));
    v1::YearOnYear {
        in_both_years: Some(guarded_count(&both)),
        predictability: optional(figures.predictability),
        losing_over_5: share(&figures.losing_over_5),
        losing_over_10: share(&figures.losing_over_10),
        losing_over_20: share(&figures.losing_over_20),
        changing_over_30: share(&figures.changing_over_30),
        changed_over_30: Some(guarded_count(&figures.changed_over_30)),
        mean_change: text(figures.mean_change),
    }
}

fn notice(figures: &Timing, subject: &Subject) -> v1::Notice {
    let shares = figures.indicated_share;
    let indicative = figures.indicated.into_iter().flat_map(|sums| {
        (1..)
            .zip(sums)
            .zip(0_usize..)
            .map(move |((ahead, sum), at)| v1::IndicativeYear {
                year: subject.grant_year + ahead,
                amount: Some(Money::from_ore(sum).into()),
                share_of_awarded: optional(shares.map(|shares| shares[at])),
            })
    });
    v1::Notice {
        median_days: figures.median_notice_days,
        notified_before_the_year: optional(figures.notified_in_time),
        committed_beyond_the_year: optional(figures.committed_beyond_the_year),
        indicative: indicative.collect(),
    }
}
