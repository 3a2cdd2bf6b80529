//! How fast a background job may send or receive: what the others on the link leave over (Windows
//! has LEDBAT for that, which the sending side does; here this computer watches the counters of its
//! network interface).
//!
//! As long as nobody else does, there is no limit. When somebody does, the job steps aside, looks
//! at what the others take when they are undisturbed, and then takes the rest: it asks for a little
//! more now and then, and steps aside again as soon as the others get less.

use std::time::{Duration, Instant};

use crate::engine::platform::socket::Direction;

/// How quickly the rates follow what is measured.
const SMOOTHING_TIME: Duration = Duration::from_millis(200);
/// How long the others are watched while the job steps aside.
const BACKOFF_TIME: Duration = Duration::from_millis(900);
/// How often more is probed for.
const PROBE_INTERVAL: Duration = Duration::from_secs(1);
/// How long the best rate ever seen is believed to be what the link can do, while nothing
/// contradicts it.
const CAPACITY_LIFETIME: Duration = Duration::from_secs(20);
/// The share of the link that others must take to be noticed, and the bytes a second.
const DETECTION_SHARE: f64 = 0.03;
const DETECTION_RATE: f64 = 32e3;
/// The share of the link that is used at most while others are there.
const MAX_UTILIZATION: f64 = 0.9;
/// The share of the link that the job always gets.
const MIN_SHARE: f64 = 0.01;
/// Windows: the least is a packet, and the widest beyond what is in flight still lets a download
/// start quickly.
const MIN_WINDOW: u32 = 1500;
const EXTRA_WINDOW: u32 = 512 << 10;
/// By so much the others may get less before the job steps aside.
const TOLERANCE: f64 = 0.15;

/// The controller for one link. Rates are in bytes a second.
pub struct BandwidthController {
    measured: Option<Instant>,
    total: f64,
    own: f64,
    /// What the link can do, as far as was seen.
    capacity: f64,
    /// The share of the link that others must take to be noticed at once; less must be seen twice.
    immediate_share: f64,
    phase: Phase,
}

#[derive(Clone, Copy)]
enum Phase {
    Unlimited,
    Suspecting,
    BackingOff {
        since: Instant,
    },
    Sharing {
        limit: f64,
        others: f64,
        probed: Instant,
    },
}

impl BandwidthController {
    /// A job that sends knows only a moment later what of its own has arrived: the interface counts
    /// it before.
    pub fn new(direction: Direction) -> BandwidthController {
        BandwidthController {
            immediate_share: match direction {
                Direction::Receiving => DETECTION_SHARE,
                Direction::Sending => 0.1,
            },
            measured: None,
            total: 0.0,
            own: 0.0,
            capacity: 0.0,
            phase: Phase::Unlimited,
        }
    }

    /// Takes note of the bytes that came over the link since the last time, without headers, and
    /// how many of them were the job's own.
    pub fn record(&mut self, now: Instant, total: u64, own: u64) {
        let Some(before) = self.measured.replace(now) else {
            return;
        };
        let time = (now - before).as_secs_f64();
        if time == 0.0 {
            self.measured = Some(before);
            return;
        }
        let weight = (time / SMOOTHING_TIME.as_secs_f64()).min(1.0);
        self.total += weight * (total as f64 / time - self.total);
        self.own += weight * (own as f64 / time - self.own);
        if matches!(self.phase, Phase::Unlimited) {
            self.capacity *= 1.0 - (time / CAPACITY_LIFETIME.as_secs_f64()).min(1.0);
        }
        self.capacity = self.capacity.max(self.total);
        self.phase = self.next(now, (self.total - self.own).max(0.0));
    }

    fn next(&mut self, now: Instant, others: f64) -> Phase {
        let noticed = others > DETECTION_RATE && others > DETECTION_SHARE * self.capacity;
        match self.phase {
            _ if !noticed => Phase::Unlimited,
            Phase::Unlimited if others < self.immediate_share * self.capacity => Phase::Suspecting,
            Phase::Unlimited | Phase::Suspecting => Phase::BackingOff { since: now },
            Phase::BackingOff { since } if now - since < BACKOFF_TIME => self.phase,
            Phase::BackingOff { .. } => Phase::Sharing {
                limit: (MAX_UTILIZATION * self.capacity - others).max(self.min_rate()),
                others,
                probed: now,
            },
            Phase::Sharing {
                limit,
                others: before,
                probed,
            } if (others - before).abs() > TOLERANCE * before
                || now - probed >= 3 * PROBE_INTERVAL && self.own < 0.8 * limit =>
            {
                if self.own < 0.8 * limit && others < (1.0 + TOLERANCE) * before {
                    // The link gives less than was believed.
                    self.capacity = self.total;
                }
                Phase::BackingOff { since: now }
            }
            Phase::Sharing { limit, probed, .. }
                if now - probed < PROBE_INTERVAL || self.own < 0.8 * limit =>
            {
                self.phase
            }
            Phase::Sharing { limit, others, .. } => {
                let more = if self.total < MAX_UTILIZATION * self.capacity {
                    1.1
                } else {
                    1.03
                };
                Phase::Sharing {
                    limit: limit * more,
                    others,
                    probed: now,
                }
            }
        }
    }

    fn min_rate(&self) -> f64 {
        (MIN_SHARE * self.capacity).max(4096.0)
    }

    /// What the job may send or receive now; `None`: as much as it gets.
    pub fn limit(&self) -> Option<u64> {
        match self.phase {
            Phase::Unlimited | Phase::Suspecting => None,
            Phase::BackingOff { .. } => Some(self.min_rate() as u64),
            Phase::Sharing { limit, .. } => Some(limit as u64),
        }
    }

    /// The window to offer the sender, in bytes: enough for the limit, and never so much that
    /// stepping aside takes long.
    pub fn window(&self, round_trip: Duration) -> u32 {
        let in_flight = |rate: f64| rate * round_trip.as_secs_f64();
        match self.limit() {
            Some(limit) => {
                // The round trip is longer than it seems while the job keeps its server waiting:
                // what came tells.
                let excess = (self.own / limit as f64).max(1.0);
                (1.5 * in_flight(limit as f64) / (excess * excess)) as u32 + MIN_WINDOW
            }
            None => (2.0 * in_flight(self.capacity)) as u32 + EXTRA_WINDOW,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICK: Duration = Duration::from_millis(100);
    const LINK: f64 = 12e6;

    /// A link, and the bytes a second that the others and the job received in the last tick.
    struct Simulation {
        controller: BandwidthController,
        now: Instant,
        capacity: f64,
        others: f64,
        own: f64,
    }

    impl Simulation {
        fn new() -> Simulation {
            Simulation {
                controller: BandwidthController::new(Direction::Receiving),
                now: Instant::now(),
                capacity: LINK,
                others: 0.0,
                own: 0.0,
            }
        }

        /// The others want so much: they share the link with the job as TCP does, and grow by a
        /// fifth a tick at most. The shares of [`LINK`] that the job and the others got.
        fn run(&mut self, ticks: u32, wanted: f64) -> (f64, f64) {
            let (mut own_sum, mut others_sum) = (0.0, 0.0);
            for _ in 0..ticks {
                let link = self.capacity;
                let may = self.controller.limit().map_or(link, |limit| limit as f64);
                self.own = may
                    .min(link - wanted.min(link / 2.0))
                    .min(self.own.max(link / 50.0) * 1.5);
                self.others = wanted
                    .min(link - self.own)
                    .min(self.others.max(link / 50.0) * 1.2);
                self.now += TICK;
                let bytes = |rate: f64| (rate * TICK.as_secs_f64()) as u64;
                self.controller.record(
                    self.now,
                    bytes(self.others + self.own * 1.01),
                    bytes(self.own),
                );
                own_sum += self.own;
                others_sum += self.others;
            }
            (
                own_sum / LINK / f64::from(ticks),
                others_sum / LINK / f64::from(ticks),
            )
        }
    }

    #[test]
    fn alone_there_is_no_limit() {
        let mut link = Simulation::new();
        link.run(20, 0.0);
        let (own, _) = link.run(100, 0.0);
        assert!(own > 0.99, "{own}");
        assert_eq!(link.controller.limit(), None);
    }

    #[test]
    fn a_greedy_download_gets_the_link_and_gives_it_back() {
        let mut link = Simulation::new();
        link.run(50, 0.0);
        let mut undisturbed = Simulation::new();
        let (_, possible) = undisturbed.run(100, LINK);
        let (_, others) = link.run(100, LINK);
        assert!(others > 0.9 * possible, "{others} of {possible}");
        let (own, others) = link.run(300, LINK);
        assert!(others > 0.9 && own > 0.005, "{others}, {own}");
        link.run(10, 0.0);
        let (own, _) = link.run(50, 0.0);
        assert!(own > 0.9, "{own}");
    }

    #[test]
    fn what_others_do_not_want_is_taken() {
        let mut link = Simulation::new();
        link.run(50, 0.0);
        link.run(30, 0.3 * LINK);
        let (own, others) = link.run(300, 0.3 * LINK);
        assert!(own > 0.5 && others > 0.28, "{own}, {others}");
    }

    #[test]
    fn a_link_that_became_slow_is_noticed() {
        let mut link = Simulation::new();
        link.run(50, 0.0);
        link.capacity = LINK / 10.0;
        link.run(100, LINK);
        let (own, others) = link.run(100, LINK);
        assert!(others > 0.09 && own > 0.0005, "{others}, {own}");
    }
}
