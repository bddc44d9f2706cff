import { control, threads } from './model';

/** What the threads of one model tell each other: the job at hand, a barrier, and each thread's results. */
@unmanaged
export class Control {
  /** Counts jobs; threads wait for it to change. */
  jobs: i32;
  /** Of the barrier: how many have arrived, and how often it has opened. */
  arrived: i32;
  opened: i32;
  job: i32;
  /** Counts layouts, so that threads see that theirs is out of date. */
  layouts: i32;
  batch: i32;
  length: i32;
  scored: i32;
  threshold: u32;
  areaBytes: u64;
  rate: f64;
  decay: f64;
  correction1: f64;
  correction2: f64;
  /** Ids and targets of the whole batch. */
  ids: usize;
  targets: usize;
  keepScale: f32;
  factor: f32;
  beta1: f32;
  beta2: f32;
  eps: f32;
  optimizer: i32;
}

/** What one thread found in the last job. */
@unmanaged
export class Part {
  lossSum: f64;
  squares: f64;
  correct: i32;
}

/** Parts lie behind the control block, a cache line each. */
@inline
const PARTS: usize = 256;
@inline
const PART_BYTES: usize = 64;

@inline
export function partOf(index: i32): Part {
  return changetype<Part>(control + PARTS + <usize>index * PART_BYTES);
}

/** How often a waiting thread looks before it sleeps: some tens of microseconds. */
@inline
const LOOKS: i32 = 20000;

/** Waits until the word at `address` is no longer `value`; returns what it is then. */
function waitForChange(address: usize, value: i32): i32 {
  for (let look: i32 = 0; look < LOOKS; look++) {
    const now = atomic.load<i32>(address);
    if (now != value) return now;
  }
  let now = atomic.load<i32>(address);
  while (now == value) {
    atomic.wait<i32>(address, value, -1);
    now = atomic.load<i32>(address);
  }
  return now;
}

/** Returns the number of the next job after `job`. */
export function waitForJob(job: i32): i32 {
  return waitForChange(control + offsetof<Control>('jobs'), job);
}

/** Lets all waiting threads begin the job in the control block. */
export function announceJob(): void {
  const jobs = control + offsetof<Control>('jobs');
  atomic.add<i32>(jobs, 1);
  atomic.notify(jobs, threads);
}

/** Returns when every thread has called it. */
export function waitForAll(): void {
  const opened = control + offsetof<Control>('opened');
  const arrived = control + offsetof<Control>('arrived');
  const round = atomic.load<i32>(opened);
  if (atomic.add<i32>(arrived, 1) == threads - 1) {
    atomic.store<i32>(arrived, 0);
    atomic.add<i32>(opened, 1);
    atomic.notify(opened, threads);
  } else {
    waitForChange(opened, round);
  }
}
