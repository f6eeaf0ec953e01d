//! The tree of groups: least and most for each, what that leaves for a class, and every contradiction in it.
//!
//! Quotas are exact because the groups form a tree (a laminar family): the sum of a group is a rising function of λ that is
//! cut off at its minimum and maximum, and so is every group above it (nested water-filling). Groups that cross each other,
//! region by type, have no such order; whole places can be divided that way by [`crate::biproportional`].
//!
//! A concern with a cap is one more group, inside the innermost one that all its members are in; where they are in several, the
//! concern crosses the tree, and that is a conflict.

use crate::conflict::Conflict;
use crate::prepare::Prepared;
use crate::scenario::{Rounding, Rule};
use std::collections::{BTreeMap, BTreeSet};

/// A group with a quota. The first node of a tree is the whole.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub path: Vec<String>,
    /// The concern in the group of that path; `None` for the group itself.
    pub concern: Option<String>,
    pub parent: usize,
    pub min: i64,
    pub max: i64,
}

impl Node {
    /// What it is called in a conflict.
    fn name(&self) -> String {
        self.concern.clone().unwrap_or_else(|| self.path.join("/"))
    }
}

/// All groups that have a quota, parents before their children.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    pub nodes: Vec<Node>,
    /// The innermost group of each line.
    pub of_line: Vec<usize>,
    /// The most that each line can get.
    most: Vec<i64>,
    /// Reserved frames that nobody in their group can use: they stay unspent.
    pub reserve: i64,
}

/// Sums by node, of the node and everything below it.
pub(crate) type Sums = Vec<i64>;

impl Tree {
    /// The tree of a scenario's quotas and of the reserved frames that have not been released.
    ///
    /// # Errors
    /// Repeated groups, minima that cannot be reached, maxima below what must be paid.
    pub(crate) fn new(prepared: &Prepared<'_>) -> Result<Self, Vec<Conflict>> {
        let scenario = prepared.scenario;
        let mut conflicts = Vec::new();
        // In the order of their paths a parent comes before its children.
        let mut quotas: BTreeMap<&[String], (i64, i64)> = BTreeMap::new();
        for quota in &scenario.groups {
            let bounds = (quota.min.unwrap_or(0), quota.max.unwrap_or(i64::MAX));
            if quotas.insert(&quota.path, bounds).is_some() {
                conflicts.push(Conflict::RepeatedGroup {
                    group: quota.path.join("/"),
                });
            }
        }
        let held = scenario.reserved.iter().filter(|frame| {
            let released = frame.released_from.as_ref().zip(scenario.as_of.as_ref());
            released.is_none_or(|(from, today)| today < from)
        });
        let held: Vec<_> = held.collect();
        for frame in &held {
            quotas.entry(&frame.path).or_insert((0, i64::MAX));
        }
        let mut tree = Self::of(prepared, &quotas);
        if let Some(cap) = scenario.concern_cap {
            tree.hold_concerns(prepared, cap, &mut conflicts);
        }
        let reach = tree.reach(|line| tree.most[line]);
        for frame in held {
            // The last: a part kept for everybody is a group in the whole, not the whole.
            let its = |node: &Node| node.path == frame.path && node.concern.is_none();
            let Some(node) = tree.nodes.iter().rposition(its) else {
                continue;
            };
            let usable = frame.amount.min(reach[node]);
            tree.nodes[node].min = tree.nodes[node].min.max(usable);
            tree.reserve += frame.amount - usable;
        }
        // Sums of awards on the step reach a minimum only at the step above it, where there is one.
        let step = if scenario.rounding == Rounding::None {
            1
        } else {
            scenario.step
        };
        for (node, reach) in tree.nodes.iter_mut().zip(&reach) {
            let on_step = node.min.saturating_add(step - 1) / step * step;
            node.min = if on_step <= *reach { on_step } else { node.min };
        }
        tree.check(prepared, &reach, &mut conflicts);
        if conflicts.is_empty() {
            Ok(tree)
        } else {
            Err(conflicts)
        }
    }

    fn of(prepared: &Prepared<'_>, quotas: &BTreeMap<&[String], (i64, i64)>) -> Self {
        let mut nodes = vec![Node {
            path: Vec::new(),
            concern: None,
            parent: 0,
            min: 0,
            max: i64::MAX,
        }];
        for (path, (min, max)) in quotas {
            let above = |node: &Node| path.starts_with(&node.path) && node.path.len() < path.len();
            let parent = (0..nodes.len())
                .filter(|at| above(&nodes[*at]))
                .max_by_key(|at| nodes[*at].path.len());
            nodes.push(Node {
                path: path.to_vec(),
                concern: None,
                parent: parent.unwrap_or(0),
                min: *min,
                max: *max,
            });
        }
        let places: BTreeMap<&[String], usize> = nodes
            .iter()
            .enumerate()
            .map(|(at, n)| (&n.path[..], at))
            .collect();
        let innermost = |group: &[String]| {
            if nodes.len() == 1 {
                return 0;
            }
            let prefixes = (0..=group.len()).rev();
            prefixes
                .filter_map(|length| places.get(&group[..length]).copied())
                .next()
                .unwrap_or(0)
        };
        let of_line = prepared
            .lines
            .iter()
            .map(|line| innermost(&line.applicant.group))
            .collect();
        Self {
            of_line,
            most: crate::run::weights::reaches(prepared),
            reserve: 0,
            nodes,
        }
    }

    /// Adds a group for every concern that its cap could hold.
    fn hold_concerns(&mut self, prepared: &Prepared<'_>, cap: i64, conflicts: &mut Vec<Conflict>) {
        let mut concerns: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, line) in prepared.lines.iter().enumerate() {
            if let Some(concern) = &line.applicant.concern {
                concerns.entry(concern).or_default().push(at);
            }
        }
        if matches!(
            prepared.scenario.rule,
            Rule::Knapsack | Rule::Apportionment { .. }
        ) {
            let field = "concern_cap".into();
            conflicts.push(Conflict::NotWithThisRule { field });
            return;
        }
        for (concern, members) in concerns {
            let around: BTreeSet<usize> = members.iter().map(|at| self.of_line[*at]).collect();
            let claims: i64 = members.iter().map(|at| prepared.lines[*at].claim).sum();
            match around.first() {
                Some(parent) if around.len() == 1 && claims > cap => {
                    let own = self.nodes.len();
                    self.nodes.push(Node {
                        path: self.nodes[*parent].path.clone(),
                        concern: Some(concern.to_owned()),
                        parent: *parent,
                        min: 0,
                        max: cap,
                    });
                    members.iter().for_each(|at| self.of_line[*at] = own);
                }
                // Nobody gets more than the claim, so the cap holds by itself.
                _ if around.len() == 1 => {}
                _ => {
                    let path = |group: &usize| match self.nodes[*group].path.join("/") {
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

    /// Groups that a coarse step, or a useful minimum that did not fit, has kept from their minima.
    pub(crate) fn missed(&self, prepared: &Prepared<'_>, amounts: &[i64]) -> Vec<Conflict> {
        let scenario = prepared.scenario;
        let held = matches!(
            scenario.rounding,
            Rounding::SainteLague | Rounding::LargestRemainder
        );
        if self.is_flat() || !held || matches!(scenario.rule, Rule::Ranked(_)) {
            return Vec::new();
        }
        let sums = self.sums(|line| amounts[line]);
        let missed = |(node, sum): (&Node, &i64)| Conflict::GroupMinimumOutOfReach {
            group: node.name(),
            min: node.min,
            reach: *sum,
        };
        self.nodes
            .iter()
            .zip(&sums)
            .filter(|(node, sum)| *sum < &node.min)
            .map(missed)
            .collect()
    }

    /// Whether any group has got more than its maximum.
    pub(crate) fn exceeded(&self, amounts: &[i64]) -> bool {
        let sums = self.sums(|line| amounts[line]);
        self.nodes
            .iter()
            .zip(&sums)
            .any(|(node, sum)| *sum > node.max)
    }

    /// Whether there is any quota at all.
    pub(crate) fn is_flat(&self) -> bool {
        self.nodes.len() == 1
    }

    /// The sum of a figure over the lines of each group.
    pub(crate) fn sums(&self, figure: impl Fn(usize) -> i64) -> Sums {
        let mut sums = vec![0_i64; self.nodes.len()];
        for (line, node) in self.of_line.iter().enumerate() {
            sums[*node] = sums[*node].saturating_add(figure(line));
        }
        self.up(&mut sums, |_, sum| sum);
        sums
    }

    /// Adds every group to its parent, children first, each changed by `bound` on the way.
    pub(crate) fn up(&self, sums: &mut Sums, bound: impl Fn(usize, i64) -> i64) {
        for node in (0..self.nodes.len()).rev() {
            sums[node] = bound(node, sums[node]);
            if node > 0 {
                let parent = self.nodes[node].parent;
                sums[parent] = sums[parent].saturating_add(sums[node]);
            }
        }
    }

    /// The sums of each group's own lines alone.
    fn own(&self, figure: impl Fn(usize) -> i64) -> Sums {
        let mut sums = vec![0_i64; self.nodes.len()];
        for (line, node) in self.of_line.iter().enumerate() {
            sums[*node] = sums[*node].saturating_add(figure(line));
        }
        sums
    }

    /// The most that each group can use, given what its lines can.
    fn reach(&self, figure: impl Fn(usize) -> i64) -> Sums {
        let mut reach = self.own(figure);
        self.up(&mut reach, |node, sum| sum.min(self.nodes[node].max));
        reach
    }

    fn check(&self, prepared: &Prepared<'_>, reach: &Sums, conflicts: &mut Vec<Conflict>) {
        let floors = self.sums(|line| prepared.lines[line].lo);
        let mut need = self.own(|line| prepared.lines[line].lo);
        self.up(&mut need, |node, sum| sum.max(self.nodes[node].min));
        for (at, node) in self.nodes.iter().enumerate().skip(1) {
            let group = node.name();
            if floors[at] > node.max {
                conflicts.push(Conflict::FloorsExceedGroup {
                    group,
                    floors: floors[at],
                    max: node.max,
                });
            } else if node.min > reach[at] {
                conflicts.push(Conflict::GroupMinimumOutOfReach {
                    group,
                    min: node.min,
                    reach: reach[at],
                });
            } else if need[at] > node.max {
                conflicts.push(Conflict::FloorsExceedGroup {
                    group,
                    floors: need[at],
                    max: node.max,
                });
            }
        }
        let there = prepared.scenario.budget.saturating_sub(self.reserve);
        if conflicts.is_empty() && need[0] > there {
            conflicts.push(Conflict::FloorsExceedBudget {
                floors: need[0],
                budget: there,
            });
        }
    }

    /// The quotas that hold for one class: less what earlier classes have got and later ones must get. A group's minimum is
    /// met by its highest classes as far as they can use it.
    pub(crate) fn for_class(
        &self,
        prepared: &Prepared<'_>,
        spent: &[i64],
        class: u32,
    ) -> (Self, i64) {
        let class_of = |line: usize| prepared.lines[line].class;
        let before = self.sums(|line| {
            if class_of(line) < class {
                spent[line]
            } else {
                0
            }
        });
        let mut later = self.own(|line| {
            if class_of(line) > class {
                prepared.lines[line].lo
            } else {
                0
            }
        });
        let own = self.reach(|line| {
            if class_of(line) == class {
                self.most[line]
            } else {
                0
            }
        });
        self.up(&mut later, |node, sum| {
            sum.max(
                self.nodes[node]
                    .min
                    .saturating_sub(before[node])
                    .saturating_sub(own[node]),
            )
        });
        let mut tree = self.clone();
        for (at, node) in tree.nodes.iter_mut().enumerate().skip(1) {
            if node.max < i64::MAX {
                node.max -= before[at] + later[at];
            }
            node.min = (node.min - before[at]).clamp(0, own[at]);
        }
        (tree, later[0])
    }

    /// Holds closed groups at what is set aside for a class: its floors, and the minima it has to meet. Answers what that
    /// is for the whole, or no limit where the whole is not closed.
    pub(crate) fn close(
        &mut self,
        prepared: &Prepared<'_>,
        members: &[u32],
        closed: &[bool],
    ) -> i64 {
        let mut need = vec![0_i64; self.nodes.len()];
        for member in members {
            need[self.of_line[*member as usize]] += prepared.lines[*member as usize].lo;
        }
        self.up(&mut need, |node, sum| sum.max(self.nodes[node].min));
        for ((node, need), closed) in self.nodes.iter_mut().zip(&need).zip(closed) {
            if *closed {
                node.max = node.max.min(*need);
            }
        }
        self.nodes[0].max
    }

    /// Whether `node` lies below `above` (or is it).
    pub(crate) fn within(&self, node: usize, above: usize) -> bool {
        let mut at = node;
        while at > above {
            at = self.nodes[at].parent;
        }
        at == above
    }
}
