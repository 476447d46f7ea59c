//! The trees, and what lies on their nodes: legal bases, notices, uses.

use super::{
    DAY, DISCLOSE, FIRST_QUESTION, LAWFUL, LegalBasis, NEVER, RECIPIENT, Random, SECRECY, SPECIAL, Scope, USE, Use, World,
};

/// A tree in levels: the nodes of one level have consecutive numbers.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The parent of each node; a root is its own.
    pub parents: Vec<u16>,
    /// How many nodes each level has, from the roots.
    pub levels: Vec<u16>,
}

impl Tree {
    /// The children of a level are dealt to the parents above in turn.
    fn new(levels: &[u16]) -> Self {
        let mut parents = Vec::new();
        let (mut above, mut first_above) = (0_u16, 0_u16);
        for count in levels {
            let first = u16::try_from(parents.len()).unwrap_or(u16::MAX);
            for at in 0..*count {
                parents.push(if above == 0 { first + at } else { first_above + at % above });
            }
            (above, first_above) = (*count, first);
        }
        Self { parents, levels: levels.to_vec() }
    }

    /// The node and all above it, from the node up.
    pub fn up(&self, node: u16) -> impl Iterator<Item = u16> + '_ {
        let parent = |node: &u16| self.parents.get(usize::from(*node)).copied().filter(|parent| parent != node);
        core::iter::successors(Some(node), parent)
    }

    /// True when a node is another or lies below it.
    #[must_use]
    pub fn is_within(&self, node: u16, above: u16) -> bool {
        self.up(node).any(|node| node == above)
    }

    /// The root above a node.
    #[must_use]
    pub fn root(&self, node: u16) -> u16 {
        self.up(node).last().unwrap_or(node)
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> u16 {
        self.levels.iter().sum()
    }

    /// True when there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// A node of a level, counted from the roots.
    fn any(&self, level: usize, random: &mut Random) -> u16 {
        let first: u16 = self.levels.iter().take(level).sum();
        let count = self.levels.get(level).copied().unwrap_or(1);
        first + u16::try_from(random.below(u64::from(count))).unwrap_or_default()
    }

    /// A leaf below a node.
    fn leaf_below(&self, node: u16, random: &mut Random) -> u16 {
        let last: u16 = self.levels.iter().take(self.levels.len().saturating_sub(1)).sum();
        let leaves: Vec<u16> = (last..self.len()).filter(|leaf| self.is_within(*leaf, node)).collect();
        leaves.get(random.index(leaves.len())).copied().unwrap_or(node)
    }
}

/// How many roots of the parties are cities; the rest are companies.
pub(super) const CITIES: u16 = 5;

/// How many of the notices every second person has answered.
pub(super) const POPULAR: usize = 16;

const NOTICES: usize = 240;
const LEGAL_BASES: usize = 40;
const USES: usize = 64;

/// True for the data categories that are special (GDPR 9): those below the first root.
pub(super) fn is_special(root: u16) -> bool {
    root == 0
}

/// True for the data categories that are secret (621/1999 24 §): those below the first half of the roots.
pub(super) fn is_secret(root: u16) -> bool {
    root < 4
}

pub(super) fn world(subjects: u32) -> World {
    let mut world = World {
        categories: Tree::new(&[8, 24, 56, 112]),
        purposes: Tree::new(&[5, 25, 70]),
        parties: Tree::new(&[10, 50, 240]),
        legal_bases: Vec::new(),
        notices: Vec::new(),
        uses: Vec::new(),
        subjects,
    };
    let random = &mut Random::new(4);
    world.legal_bases = (0..LEGAL_BASES).map(|at| legal_basis(&world, at, random)).collect();
    world.notices = (0..NOTICES).map(|at| notice(&world, at, random)).collect();
    world.uses = (0..USES).map(|at| asked(&world, at, random)).collect();
    world
}

/// A division of a city.
fn city_division(world: &World, random: &mut Random) -> u16 {
    loop {
        let division = world.parties.any(1, random);
        if world.parties.root(division) < CITIES {
            return division;
        }
    }
}

/// The whole of another city or of a company.
fn outsider(world: &World, controller: u16, random: &mut Random) -> u16 {
    loop {
        let root = world.parties.any(0, random);
        if root != world.parties.root(controller) {
            return root;
        }
    }
}

fn legal_basis(world: &World, at: usize, random: &mut Random) -> LegalBasis {
    let controller = city_division(world, random);
    let discloses = at % 4 == 3;
    let scope = Scope {
        controller,
        recipient: if discloses { outsider(world, controller, random) } else { controller },
        category: world.categories.any(1 + at % 2, random),
        purpose: world.purposes.any(1, random),
        operations: if discloses { DISCLOSE } else { USE },
        // Some make the use lawful and nothing more; what they leave open a consent may meet.
        meets: if at % 5 == 4 { LAWFUL } else { LAWFUL | SPECIAL | SECRECY | RECIPIENT },
    };
    let article = match at % 8 {
        0..=3 => 'e',
        4 | 5 => 'c',
        6 => 'b',
        _ => 'd',
    };
    // A few begin or end while questions are asked. Those that begin then are duties, which no withdrawal defeats.
    let (from, until) = match at {
        4 | 13 => (FIRST_QUESTION + 60 * DAY, NEVER),
        8 | 17 => (i64::MIN, FIRST_QUESTION + 120 * DAY),
        _ => (i64::MIN, NEVER),
    };
    LegalBasis { scope, from, until, article }
}

fn notice(world: &World, at: usize, random: &mut Random) -> Scope {
    let controller = city_division(world, random);
    let discloses = at % 2 == 1;
    let recipient = if discloses { outsider(world, controller, random) } else { controller };
    let all = LAWFUL | SPECIAL | SECRECY | RECIPIENT;
    Scope {
        controller,
        recipient,
        category: world.categories.any(1 + at % 3, random),
        purpose: world.purposes.any(1 + at % 2, random),
        operations: if discloses { DISCLOSE } else { USE },
        meets: match at % 8 {
            0..=4 => all,
            5 => LAWFUL,
            6 => LAWFUL | SPECIAL,
            // A permission to disclose, which is no basis by itself.
            _ => SECRECY | RECIPIENT,
        },
    }
}

/// A use below a legal basis, below a popular notice, below any notice, or anywhere.
fn asked(world: &World, at: usize, random: &mut Random) -> Use {
    let (categories, purposes, parties) = (&world.categories, &world.purposes, &world.parties);
    let below = |scope: &Scope, random: &mut Random| {
        let controller = parties.leaf_below(scope.controller, random);
        // Its own use, or someone below whom the scope names.
        let own = scope.recipient == scope.controller;
        let recipient = if own { controller } else { parties.leaf_below(scope.recipient, random) };
        let operation = if own { USE } else { DISCLOSE };
        let (category, purpose) = (categories.leaf_below(scope.category, random), purposes.leaf_below(scope.purpose, random));
        Use { controller, recipient, category, purpose, operation, raises: 0 }
    };
    let mut asked = match at % 16 {
        0..=6 => below(&world.legal_bases[at % world.legal_bases.len()].scope, random),
        7..=13 => below(&world.notices[at % POPULAR], random),
        14 => below(&world.notices[random.index(world.notices.len())], random),
        _ => {
            let controller = parties.leaf_below(city_division(world, random), random);
            let recipient = parties.leaf_below(outsider(world, controller, random), random);
            let category = categories.any(3, random);
            Use { controller, recipient, category, purpose: purposes.any(2, random), operation: DISCLOSE, raises: 0 }
        }
    };
    asked.raises = raises(world, &asked);
    asked
}

/// The requirements of the profiles `eu-gdpr` and `fi` that a use raises.
fn raises(world: &World, asked: &Use) -> u8 {
    let (category, from, to) =
        (world.categories.root(asked.category), world.parties.root(asked.controller), world.parties.root(asked.recipient));
    let mut raises = LAWFUL;
    if is_special(category) {
        raises |= SPECIAL;
    }
    if is_secret(category) && from != to {
        raises |= SECRECY;
    }
    if to >= CITIES {
        raises |= RECIPIENT;
    }
    raises
}
