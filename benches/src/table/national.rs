//! What a whole country would take, from three measured sizes.

use std::path::Path;

use crate::Result;
use crate::contender::index::{build, snapshot};
use crate::memory::held;
use crate::workload::World;

/// Subjects of the measured sizes: about 0.3, 5.5 and 11.5 million consents.
const TIERS: [u32; 3] = [30_000, 550_000, 1_150_000];

/// Consents of 5.6 million persons.
const COUNTRY: f64 = 45e6;

/// Prints the measured sizes and the line through them, continued.
pub(super) fn print(folder: &Path) -> Result<()> {
    println!("\n| consents | bytes | bytes a consent | snapshot, bytes | load, s |");
    println!("|---------:|------:|----------------:|----------------:|--------:|");
    let mut points = Vec::new();
    for subjects in TIERS {
        let world = World::new(subjects);
        let consents = world.consents() as f64;
        let (index, bytes) = held(|| build(&world));
        let file = snapshot(&index?, &folder.join("national.index"))?;
        let point = [consents, bytes as f64, file.bytes as f64, file.load];
        row(point);
        points.push(point);
    }
    let line = |of: usize| fit(&points.iter().map(|point| (point[0], point[of])).collect::<Vec<_>>(), COUNTRY);
    row([COUNTRY, line(1), line(2), line(3)]);
    println!("The last row is the line through the others (least squares), continued to a country of 5.6 million persons.");
    Ok(())
}

fn row([consents, bytes, file, load]: [f64; 4]) {
    println!("| {:.1} M | {:.0} M | {:.1} | {:.0} M | {load:.2} |", consents / 1e6, bytes / 1e6, bytes / consents, file / 1e6);
}

/// The value at `x` of the straight line with the least squares through points.
fn fit(points: &[(f64, f64)], x: f64) -> f64 {
    let count = points.len() as f64;
    let (mean_x, mean_y) =
        (points.iter().map(|point| point.0).sum::<f64>() / count, points.iter().map(|point| point.1).sum::<f64>() / count);
    let over: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let under: f64 = points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    mean_y + over / under * (x - mean_x)
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn a_line_is_continued() {
        assert!((fit(&[(0.0, 1.0), (1.0, 3.0), (2.0, 5.0)], 10.0) - 21.0).abs() < 1e-9);
    }
}
