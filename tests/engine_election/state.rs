//! State of the model: the processes with their parts of a queue, and what they share.

/// Number of a process.
pub type Id = usize;

/// State of the one job, as its row in the database has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Row {
    Suspended,
    Queued,
    /// CONNECTING or TRANSFERRING.
    Active,
    Transferred,
}

/// `runner::standing::Standing`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Standing {
    #[default]
    Absent,
    Electing,
    Waiting,
    Leading,
    Failed,
    Stopped,
}

/// Step that the thread `bits-runner` takes next (`runner::election`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Thread {
    /// There is no thread.
    #[default]
    None,
    /// `RunnerContext::open_lock`.
    Open,
    /// `File::try_lock`.
    TryLock,
    /// `platform::fs::lock`, which waits.
    Lock,
    /// The begin of `lead`, and `RunnerContext::listen`.
    Bind,
    /// `recovery::recover`.
    Recover,
    /// `EventLoop::new`.
    ReadRows,
    /// `Listening::serve`, and the end of the election.
    Serve,
    /// `EventLoop::run`.
    Run,
    /// `RunnerContext::close_lock`.
    Unlock { failed: bool },
    /// `SharedStanding::pause`.
    Pause,
}

/// Place that the event loop has for the job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Place {
    #[default]
    None,
    /// In the wait queue, for its turn.
    Turn,
    /// In the wait queue, for a retry.
    Retry,
    /// The job has a task, which transfers its files.
    Task,
}

/// `runner::ipc::Message` and `RunnerCommand`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Changed,
    Release,
    Ping,
    Stop,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    pub kind: Kind,
    /// Process that waits for the acknowledgement.
    pub from: Option<Id>,
}

/// `runner::ipc::client::Answer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    Done,
    NoRunner,
    Unreachable,
}

/// Step that a caller of the engine takes next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Call {
    /// No call is in progress.
    #[default]
    None,
    /// `Job::resume`: `Supervisor::ready` looks at the standing. `retried`: it has asked for
    /// another attempt.
    Ready { retried: bool },
    /// `ready` sends a ping.
    Ping,
    /// `ready` waits for the answer.
    Pinged,
    /// `ready` waits until this process has the lock that it found free.
    TakeOver,
    /// `Job::resume` commits.
    CommitResume,
    /// `Job::suspend` commits. `was_active`: the state that was read before.
    CommitSuspend { was_active: bool },
    /// `Supervisor::job_changed`, before `release` if there is one.
    Changed { release: Option<bool> },
    /// `Supervisor::release` sends its message.
    Release,
    /// `release` waits for the answer.
    Released,
    /// `Supervisor::stop` waits for the acknowledgement.
    Stop,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Life {
    /// Not started, ended or killed.
    #[default]
    Ended,
    Running,
    /// Stopped by SIGSTOP.
    Halted,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Process {
    pub life: Life,
    /// Descriptors, memory and threads are exhausted.
    pub is_exhausted: bool,
    /// `Supervisor::is_candidate`.
    pub is_candidate: bool,
    pub standing: Standing,
    pub thread: Thread,
    pub place: Place,
    /// The event loop has seen the last change (`EventLoop::seen_changes`).
    pub has_seen: bool,
    pub mailbox: Vec<Message>,
    pub call: Call,
    /// Times that the call in progress has waited for the lock.
    pub rounds: u8,
    /// The job was not resumed since the call in progress suspended it.
    pub is_valid: bool,
    /// A process could do the work at some time of the call in progress.
    pub is_accompanied: bool,
}

/// Socket that the path `runner.sock` leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Socket {
    pub owner: Id,
    /// Messages that the thread `bits-ipc` has not accepted.
    pub backlog: Vec<Message>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Queue {
    pub processes: Vec<Process>,
    pub row: Row,
    /// Process that holds `runner.lock`.
    pub lock: Option<Id>,
    /// `None`: no process listens at the path.
    pub socket: Option<Socket>,
    /// The job was released by a call that succeeded, and not resumed since.
    pub is_released: bool,
    /// A message about a change was lost.
    pub is_message_lost: bool,
    /// `Resume` succeeded although no process could do the work at any time of the call.
    pub is_promise_broken: bool,
    /// Faults and calls that may still happen.
    pub faults: u8,
    pub calls: u8,
}

impl Queue {
    /// A queue that one process has just opened, with a suspended job.
    pub fn new(processes: usize, faults: u8, calls: u8) -> Queue {
        let mut queue = Queue {
            processes: vec![Process::default(); processes],
            row: Row::Suspended,
            lock: None,
            socket: None,
            is_released: false,
            is_message_lost: false,
            is_promise_broken: false,
            faults,
            calls,
        };
        queue.open(0);
        queue
    }

    /// `Queue::open` in a new process.
    pub fn open(&mut self, id: Id) {
        self.processes[id] = Process {
            life: Life::Running,
            is_candidate: true,
            standing: Standing::Electing,
            thread: Thread::Open,
            ..Process::default()
        };
        self.accompany();
    }

    pub fn is_running(&self, id: Id) -> bool {
        self.processes[id].life == Life::Running
    }

    pub fn is_unfinished(&self) -> bool {
        matches!(self.row, Row::Queued | Row::Active)
    }

    /// Returns whether the job has its turn.
    pub fn is_being_run(&self) -> bool {
        let has_task = |process: &Process| {
            process.life == Life::Running
                && process.thread == Thread::Run
                && process.place == Place::Task
        };
        self.row == Row::Active && self.processes.iter().any(has_task)
    }

    /// Returns whether the process that holds the lock is stopped by SIGSTOP.
    pub fn is_leader_halted(&self) -> bool {
        let halted = |id: Id| self.processes[id].life == Life::Halted;
        self.lock.is_some_and(halted)
    }

    /// Returns whether a process has a thread that is the runner or tries to become it.
    pub fn has_candidate(&self) -> bool {
        let could = |process: &Process| {
            process.life != Life::Ended
                && process.is_candidate
                && process.standing != Standing::Stopped
        };
        self.processes.iter().any(could)
    }

    /// Notes for the calls in progress that a process could do the work.
    pub fn accompany(&mut self) {
        if self.has_candidate() {
            let processes = self.processes.iter_mut();
            processes.for_each(|process| process.is_accompanied = process.call != Call::None);
        }
    }

    /// `SharedStanding::set`.
    pub fn set(&mut self, id: Id, standing: Standing) -> bool {
        let current = &mut self.processes[id].standing;
        if *current == Standing::Stopped {
            return false;
        }
        *current = standing;
        true
    }

    /// Closes the socket and the mailbox of a process whose event loop has ended: the connections
    /// end, which is the answer `Done`. Returns the processes that waited.
    pub fn close(&mut self, id: Id) -> Vec<Id> {
        self.processes[id].place = Place::None;
        let mut dropped = std::mem::take(&mut self.processes[id].mailbox);
        if let Some(socket) = self.socket.take_if(|socket| socket.owner == id) {
            dropped.extend(socket.backlog);
        }
        dropped.iter().filter_map(|message| message.from).collect()
    }

    /// Makes no message wait for a process any more.
    pub fn forget(&mut self, id: Id) {
        let mailboxes = self.processes.iter_mut().map(|it| &mut it.mailbox);
        let backlog = self.socket.as_mut().map(|socket| &mut socket.backlog);
        for message in mailboxes.chain(backlog).flatten() {
            message.from = message.from.filter(|from| *from != id);
        }
    }
}
