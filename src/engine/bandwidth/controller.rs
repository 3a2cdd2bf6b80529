//! Bandwidth controller: the rate at which background jobs may send or receive over one link.
//!
//! Background jobs use what other traffic on the link leaves over (a scavenger service). On Windows
//! LEDBAT does this (RFC 6817): a congestion control of the sender, which reduces its rate as soon
//! as the queueing delay grows. A client cannot choose the congestion control of its servers, so
//! this controller works at the receiving end as well: it compares the byte counters of the network
//! interface with those of the job's own socket, and limits the job's rate.
//!
//! # Algorithm
//!
//! Each measurement gives the total rate of the interface and the job's own rate, smoothed by an
//! exponential moving average. The difference is the rate of the other traffic. The largest total
//! rate is the estimate of the link's capacity.
//!
//! ```text
//!       other traffic is below the detection threshold (from every phase)
//!      +-------------------------------------------------------------------+
//!      v                                                                   |
//!  Unlimited --- large share ---> BackingOff --- BACKOFF_TIME is over --> Sharing
//!      |                           ^      ^                               |  ^  |
//!      | small share               |      +--- other traffic changed, ----+  +--+
//!      v                           |           or the limit is unused        probe
//!  Suspecting -- detected again ---+
//! ```
//!
//! - *Measuring* (`Unlimited`): the job has no limit. The capacity estimate decays slowly and
//!   follows every larger rate.
//! - *Suspecting*: other traffic with a small share was detected once. The job still has no limit;
//!   the next measurement decides. A single measurement may be wrong: the counters of the interface
//!   and of the socket are not read at the same instant.
//! - *Back-off* (`BackingOff`): the job is limited to a minimum rate, so that the other traffic
//!   takes the rate that it has when it is undisturbed.
//! - *Sharing*: the job gets the rest of the capacity. It *probes* at intervals: it raises its
//!   limit a little and returns to back-off when the other traffic gets slower (it was disturbed),
//!   when it gets faster (it may want more), or when the job cannot use its limit (the capacity
//!   estimate may be too high).
//!
//! [`Link`](crate::engine::bandwidth::link::Link) owns the controllers and feeds them.

use std::time::{Duration, Instant};

use crate::engine::platform::socket::Direction;

/// Time constant of the moving averages. A shorter one reacts to single packets, a longer one
/// delays the back-off.
const SMOOTHING_TIME: Duration = Duration::from_millis(200);
/// Duration of a back-off: long enough for the other traffic to reach its undisturbed rate and for
/// the averages to follow.
const BACKOFF_TIME: Duration = Duration::from_millis(900);
/// Time between two probes for a higher limit, so that the effect of one is measured before the
/// next.
const PROBE_INTERVAL: Duration = Duration::from_secs(1);
/// Time after the last probe at which a limit that the job does not use leads to a back-off.
const UNUSED_LIMIT_TIME: Duration = Duration::from_secs(3);
/// Time constant with which the capacity estimate decays while the job has no limit, so that a link
/// that became slower is noticed.
const CAPACITY_LIFETIME: Duration = Duration::from_secs(20);
/// Share of the capacity above which other traffic is detected; smaller traffic is not disturbed
/// noticeably.
const DETECTION_SHARE: f64 = 0.03;
/// Rate above which other traffic is detected, in bytes per second. It keeps sporadic packets on a
/// slow link from limiting the job.
const DETECTION_RATE: f64 = 32e3;
/// [`BandwidthController::immediate_share`] of a job that sends. It is larger than
/// [`DETECTION_SHARE`], because a sender learns only later which of its bytes have arrived, while
/// the interface counts them at once; the difference looks like other traffic.
const SENDING_IMMEDIATE_SHARE: f64 = 0.1;
/// Largest share of the capacity that is used while other traffic is present. The rest keeps the
/// queue of the bottleneck short.
const MAX_UTILIZATION: f64 = 0.9;
/// Share of the capacity that the job always gets, so that its connections stay alive.
const MIN_SHARE: f64 = 0.01;
/// Rate that the job always gets, in bytes per second.
const MIN_RATE: f64 = 4096.0;
/// Relative change of the other traffic's rate that leads to a back-off.
const TOLERANCE: f64 = 0.15;
/// Share of the limit above which the job counts as using its limit.
const USED_SHARE: f64 = 0.8;
/// Factor by which a probe raises the limit while the link is used less than [`MAX_UTILIZATION`].
const PROBE_FACTOR: f64 = 1.1;
/// Factor by which a probe raises the limit on a link that is used more.
const BUSY_PROBE_FACTOR: f64 = 1.03;
/// Receive window in bytes that is added to the bytes in flight under a limit: one packet, so that
/// the transfer never stops.
const MIN_WINDOW: u32 = 1500;
/// Receive window in bytes that is added to the bytes in flight without a limit, so that a transfer
/// whose rate is not known yet starts quickly.
const EXTRA_WINDOW: u32 = 512 << 10;
/// Receive window as a multiple of the bytes in flight at the limit.
const LIMITED_WINDOW_FACTOR: f64 = 1.5;
/// Receive window as a multiple of the bytes in flight at the capacity, while there is no limit.
const UNLIMITED_WINDOW_FACTOR: f64 = 2.0;

/// Controller of one direction of one link. All rates are in bytes per second.
pub struct BandwidthController {
    /// Time of the last measurement; `None` before the first.
    measured: Option<Instant>,
    /// Smoothed rate of all traffic of the interface.
    total: f64,
    /// Smoothed rate of the job.
    own: f64,
    /// Estimate of the link's capacity: the largest total rate that was measured lately.
    capacity: f64,
    /// Share of the capacity at which other traffic leads to a back-off at once. With a smaller
    /// share it must be detected by two measurements in succession (see [`Phase::Suspecting`]).
    immediate_share: f64,
    phase: Phase,
}

/// Phase of the controller, see the diagram of the module.
#[derive(Clone, Copy)]
enum Phase {
    Unlimited,
    Suspecting,
    BackingOff {
        /// Begin of the back-off.
        since: Instant,
    },
    Sharing {
        /// Rate that the job may use.
        limit: f64,
        /// Rate of the other traffic at the end of the back-off.
        others: f64,
        /// Time of the last probe, or of the end of the back-off.
        probed: Instant,
    },
}

impl BandwidthController {
    /// Creates the controller for one direction of a link.
    pub fn new(direction: Direction) -> BandwidthController {
        BandwidthController {
            immediate_share: match direction {
                Direction::Receiving => DETECTION_SHARE,
                Direction::Sending => SENDING_IMMEDIATE_SHARE,
            },
            measured: None,
            total: 0.0,
            own: 0.0,
            capacity: 0.0,
            phase: Phase::Unlimited,
        }
    }

    /// Records a measurement: the bytes that all traffic of the interface has transferred since the
    /// last one, without packet headers, and the job's own bytes among them.
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
        self.phase = self.next_phase(now, (self.total - self.own).max(0.0));
    }

    /// Returns the phase after a measurement. `others` is the rate of the other traffic.
    fn next_phase(&mut self, now: Instant, others: f64) -> Phase {
        let is_detected = others > DETECTION_RATE && others > DETECTION_SHARE * self.capacity;
        match self.phase {
            _ if !is_detected => Phase::Unlimited,
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
            } => self.share(now, others, limit, before, probed),
        }
    }

    /// Returns the phase that follows the phase `Sharing`, whose fields are `limit`, `before` (the
    /// rate of the other traffic) and `probed`.
    fn share(
        &mut self,
        now: Instant,
        others: f64,
        limit: f64,
        before: f64,
        probed: Instant,
    ) -> Phase {
        let is_unused = self.own < USED_SHARE * limit;
        let has_changed = (others - before).abs() > TOLERANCE * before;
        if has_changed || now - probed >= UNUSED_LIMIT_TIME && is_unused {
            if is_unused && others < (1.0 + TOLERANCE) * before {
                // Neither the job nor the other traffic takes the rest: the capacity is smaller
                // than its estimate.
                self.capacity = self.total;
            }
            return Phase::BackingOff { since: now };
        }
        if now - probed < PROBE_INTERVAL || is_unused {
            return self.phase;
        }
        let factor = if self.total < MAX_UTILIZATION * self.capacity {
            PROBE_FACTOR
        } else {
            BUSY_PROBE_FACTOR
        };
        Phase::Sharing {
            limit: limit * factor,
            others: before,
            probed: now,
        }
    }

    /// Returns the rate that the job always gets.
    fn min_rate(&self) -> f64 {
        (MIN_SHARE * self.capacity).max(MIN_RATE)
    }

    /// Returns the rate at which the job may send or receive now, in bytes per second; `None`: no
    /// limit.
    pub fn limit(&self) -> Option<u64> {
        match self.phase {
            Phase::Unlimited | Phase::Suspecting => None,
            Phase::BackingOff { .. } => Some(self.min_rate() as u64),
            Phase::Sharing { limit, .. } => Some(limit as u64),
        }
    }

    /// Returns the receive window to offer the sender, in bytes: large enough for the limit, and
    /// small enough that a back-off takes effect soon.
    pub fn window(&self, round_trip: Duration) -> u32 {
        let in_flight = |rate: f64| rate * round_trip.as_secs_f64();
        match self.limit() {
            Some(limit) => {
                // The measured round trip contains the time for which the job delays its sender. If
                // more bytes arrive than the limit allows, the window was too large by this factor.
                let excess = (self.own / limit as f64).max(1.0);
                (LIMITED_WINDOW_FACTOR * in_flight(limit as f64) / (excess * excess)) as u32
                    + MIN_WINDOW
            }
            None => (UNLIMITED_WINDOW_FACTOR * in_flight(self.capacity)) as u32 + EXTRA_WINDOW,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Time between two measurements.
    const TICK: Duration = Duration::from_millis(100);
    /// Capacity of the simulated link, in bytes per second.
    const LINK: f64 = 12e6;

    /// A simulated link, and the rates of the other traffic and of the job in the last tick.
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

        /// Runs the link for some ticks while the other traffic wants the rate `wanted`. Job and
        /// other traffic share the link as TCP connections do; the other traffic grows by a fifth
        /// per tick at most. Returns the mean shares of [`LINK`] that the job and the other traffic
        /// got.
        fn run(&mut self, ticks: u32, wanted: f64) -> (f64, f64) {
            let (mut own_sum, mut others_sum) = (0.0, 0.0);
            for _ in 0..ticks {
                let link = self.capacity;
                let allowed = self.controller.limit().map_or(link, |limit| limit as f64);
                self.own = allowed
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
    fn without_other_traffic_there_is_no_limit() {
        let mut link = Simulation::new();
        link.run(20, 0.0);
        let (own, _) = link.run(100, 0.0);
        assert!(own > 0.99, "{own}");
        assert_eq!(link.controller.limit(), None);
    }

    #[test]
    fn other_traffic_gets_the_link_and_the_job_gets_it_back() {
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
    fn the_job_takes_what_other_traffic_leaves() {
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
