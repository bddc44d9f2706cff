/** Lets the thread answer messages in the middle of long work. */
export type Pace = (units: number) => Promise<void> | undefined;

/** One macrotask: messages that wait are handled before the work goes on. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/**
 * A pace by counted work, not by the clock, so that the same text always takes the same way:
 * `const rest = pace(n); if (rest) await rest;` pauses after every `unitsPerPause` units.
 */
export function createPace(unitsPerPause: number): Pace {
  let done = 0;
  return (units) => {
    done += units;
    if (done < unitsPerPause) return undefined;
    done = 0;
    return pause();
  };
}
