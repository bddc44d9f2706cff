import type { Lock } from './lock.ts';

/** Work in turns between training steps: what begins anew ends what is under way, which then answers with null. */
export class Stoppable {
  private turn = 0;
  protected readonly lock: Lock;

  constructor(lock: Lock) {
    this.lock = lock;
  }

  /** Ends what is under way. */
  stop(): void {
    this.turn++;
  }

  /** Whether whoever asks is still waited for: begins anew, or (`anew` false) joins what is under way. */
  protected begin(anew = true): () => boolean {
    const turn = anew ? ++this.turn : this.turn;
    return () => turn === this.turn;
  }
}

/** The command that ends work in turns: whoever watches its progress sees it over. */
export function stopping(work: Stoppable, onProgress: (fraction: number) => void): () => Promise<null> {
  return async () => {
    work.stop();
    onProgress(1);
    return null;
  };
}
