import type { PanelProps } from '#panels/contract.ts';
import { currentFrame } from '#state/frame.ts';
import { selectFrameVersion, selectVersus, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatCount } from '#view/format.ts';

type DifferenceProps = { shown: PanelProps['difference']; reads: boolean };

/** Says of which two steps a panel shows the difference, or that it shows one of them alone; nothing where it `reads` no arrays. */
export function Difference({ shown, reads }: DifferenceProps) {
  const words = useWords().shell.versus;
  const versus = useStore(selectVersus);
  const version = useStore(selectFrameVersion);
  const step = version < 0 ? undefined : currentFrame.current()?.step;
  if (versus === null || step === undefined || !reads) return null;
  return shown === null ? (
    <p className="panel__difference panel__difference--alone">{words.alone(formatCount(step))}</p>
  ) : (
    <p className="panel__difference">{words.shows(formatCount(shown.a), formatCount(shown.b))}</p>
  );
}
