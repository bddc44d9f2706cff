/** A picture is due at the latest after this long, also in a tab that is not painted. */
const HIDDEN_MS = 250;

/** Calls back before the next picture, or after a while where none is painted. */
export function nextPaint(then: () => void): void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    then();
  };
  const timer = setTimeout(once, HIDDEN_MS);
  requestAnimationFrame(once);
}
