//! The groups that have a quota or a frame of their own, and who is in them: names are compared
//! once, while the applicants are read, and counted as numbers from then on.
//!
//! A concern with a cap is one more group, inside the innermost one that all its members are in;
//! where they are in several, the concern crosses the tree, and that is a conflict.

use crate::conflict::{Conflict, Field};
use crate::scenario::{Reserved, Rule, Scenario};
use crate::units::Amount;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Least and most of a group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub min: i64,
    pub max: i64,
}

impl Bounds {
    const NONE: Self = Self {
        min: 0,
        max: i64::MAX,
    };
}

/// A group with a quota. The first node of a tree is the whole.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub path: Vec<String>,
    /// The concern in the group of that path; `None` for the group itself.
    pub concern: Option<String>,
    pub parent: usize,
    /// The bounds that the scenario declares.
    pub declared: Bounds,
    /// No group with a quota lies inside.
    pub innermost: bool,
}

impl Node {
    /// Returns the name that a conflict gives it.
    pub(crate) fn name(&self) -> String {
        self.concern.clone().unwrap_or_else(|| self.path.join("/"))
    }
}

/// All groups that have a quota, parents before their children.
#[derive(Debug)]
pub(crate) struct Groups<'a> {
    pub nodes: Vec<Node>,
    /// Names inside each group, with or without a quota. Only asked, never gone through: its order
    /// decides nothing.
    below: Vec<HashMap<&'a str, u32>>,
    /// The innermost node around each of these groups.
    node: Vec<u32>,
}

/// The frames that have not been released.
pub(crate) fn held(scenario: &Scenario) -> impl Iterator<Item = &Reserved> {
    scenario.reserved.iter().filter(|frame| {
        let released = frame.released_from.as_ref().zip(scenario.as_of.as_ref());
        released.is_none_or(|(from, today)| today < from)
    })
}

impl<'a> Groups<'a> {
    /// The groups of a scenario's quotas and of the reserved frames that have not been released.
    pub(crate) fn new(scenario: &'a Scenario) -> Self {
        // In the order of their paths a parent comes before its children.
        let mut quotas: BTreeMap<&'a [String], Bounds> = BTreeMap::new();
        for quota in &scenario.groups {
            let bounds = Bounds {
                min: quota.min.map_or(0, Amount::get),
                max: quota.max.map_or(i64::MAX, Amount::get),
            };
            quotas.insert(&quota.path, bounds);
        }
        for frame in held(scenario) {
            quotas.entry(&frame.path).or_insert(Bounds::NONE);
        }
        let mut groups = Self {
            nodes: vec![Node {
                path: Vec::new(),
                concern: None,
                parent: 0,
                declared: Bounds::NONE,
                innermost: true,
            }],
            below: vec![HashMap::new()],
            node: vec![0],
        };
        for (path, declared) in quotas {
            groups.add(path, declared);
        }
        groups
    }

    fn add(&mut self, path: &'a [String], declared: Bounds) {
        let mut at = 0;
        for name in path {
            let next = u32::try_from(self.below.len()).unwrap_or(u32::MAX);
            let found = *self.below[at].entry(name).or_insert(next);
            if found == next {
                self.below.push(HashMap::new());
                self.node.push(self.node[at]);
            }
            at = found as usize;
        }
        let parent = self.node[at] as usize;
        self.node[at] = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes[parent].innermost = false;
        self.nodes.push(Node {
            path: path.to_vec(),
            concern: None,
            parent,
            declared,
            innermost: true,
        });
    }

    /// The innermost node that holds a path.
    pub(crate) fn innermost(&self, path: &[String]) -> u32 {
        let mut at = 0;
        for name in path {
            match self.below[at].get(name.as_str()) {
                Some(inside) => at = *inside as usize,
                None => break,
            }
        }
        self.node[at]
    }

    /// Adds a group for every concern that its cap could hold, and moves its members there.
    /// `members` gives the concern and claim of each applicant, `nodes` its group.
    pub(crate) fn hold_concerns(
        &mut self,
        rule: &Rule,
        cap: i64,
        members: impl Iterator<Item = (Option<&'a str>, i64)>,
        nodes: &mut [u32],
        conflicts: &mut Vec<Conflict>,
    ) {
        if matches!(rule, Rule::Knapsack | Rule::Apportionment { .. }) {
            conflicts.push(Conflict::together(&[Field::ConcernCap]));
            return;
        }
        let mut concerns: BTreeMap<&str, (Vec<usize>, i64)> = BTreeMap::new();
        for (at, (concern, claim)) in members.enumerate() {
            if let Some(concern) = concern {
                let (members, claims) = concerns.entry(concern).or_default();
                members.push(at);
                *claims += claim;
            }
        }
        for (concern, (members, claims)) in concerns {
            let around: BTreeSet<u32> = members.iter().map(|at| nodes[*at]).collect();
            match around.first() {
                Some(parent) if around.len() == 1 && claims > cap => {
                    let parent = *parent as usize;
                    let own = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
                    self.nodes[parent].innermost = false;
                    self.nodes.push(Node {
                        path: self.nodes[parent].path.clone(),
                        concern: Some(concern.to_owned()),
                        parent,
                        declared: Bounds { min: 0, max: cap },
                        innermost: true,
                    });
                    members.iter().for_each(|at| nodes[*at] = own);
                }
                // No applicant gets more than the claim, so the cap holds by itself.
                _ if around.len() == 1 => {}
                _ => {
                    let path = |group: &u32| match self.nodes[*group as usize].path.join("/") {
                        whole if whole.is_empty() => "–".to_owned(),
                        path => path,
                    };
                    conflicts.push(Conflict::ConcernCrossesGroups {
                        concern: concern.to_owned(),
                        groups: around.iter().map(path).collect::<Vec<_>>().join(", "),
                    });
                }
            }
        }
    }
}
