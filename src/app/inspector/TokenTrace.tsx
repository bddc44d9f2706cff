import { useMemo, useRef, useState } from 'react';
import type { ElementRef } from '#lexicon/expression.ts';
import { TraceChart } from '#panels/worksheet/TraceChart.tsx';
import { withSheetWords } from '#panels/worksheet/words.ts';
import { attempt } from '#state/actions/toasts.ts';
import { nearestKept, scrub } from '#state/actions/train.ts';
import { currentFrame } from '#state/frame.ts';
import {
  selectCheckpoints,
  selectConfig,
  selectFrameVersion,
  selectLanguage,
  selectSelection,
  useWords,
} from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Choice } from '#view/Choice.tsx';
import { useWidth } from '#view/useWidth.ts';
import { useTrace } from './trace.ts';

/** What of a selected token can be followed over the training. */
const KINDS = ['loss', 'token', 'position', 'layer', 'head', 'neuron'] as const;
type Kind = (typeof KINDS)[number];

type TokenTraceProps = { position: number; token: number };

/** How the selected token, its place, layer, head and neuron came to be what they are over the kept steps. */
export function TokenTrace({ position, token }: TokenTraceProps) {
  const box = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(box);
  const language = useStore(selectLanguage);
  const pageWords = useWords();
  const words = useMemo(() => withSheetWords(pageWords, language), [pageWords, language]);
  const said = pageWords.shell.inspector.follow;
  const config = useStore(selectConfig);
  const checkpoints = useStore(selectCheckpoints);
  const version = useStore(selectFrameVersion);
  const { layer, head, neuron } = useStore(selectSelection);
  const [wanted, setWanted] = useState<Kind>('loss');
  const refs = useMemo((): Partial<Record<Kind, ElementRef>> => {
    const block = `blocks.${layer}`;
    const learned = config.position === 'learned' && position < config.n_ctx;
    return {
      loss: { name: 'probe.loss', index: [position] },
      token: { name: 'wte.weight', index: [token] },
      ...(learned ? { position: { name: 'wpe.weight', index: [position] } } : {}),
      layer: { name: `${block}.hook_resid_post`, index: [position] },
      head: { name: `${block}.attn.hook_z`, index: [position, head] },
      ...(neuron === null ? {} : { neuron: { name: `${block}.mlp.hook_post`, index: [position, neuron] } }),
    };
  }, [config, position, token, layer, head, neuron]);
  const kinds = KINDS.filter((kind) => refs[kind] !== undefined);
  const kind = refs[wanted] ? wanted : 'loss';
  const ref = refs[kind] ?? { name: 'probe.loss', index: [position] };
  const trace = useTrace(ref);
  const step = version < 0 ? 0 : (currentFrame.current()?.step ?? 0);
  const name = said.kinds[kind](layer + 1, head + 1, neuron ?? 0);
  return (
    <div className="inspector__follow" ref={box}>
      {widthPx > 0 && (
        <TraceChart
          trace={trace}
          now={{ step, value: null }}
          role="--pred"
          label={name}
          words={words}
          widthPx={widthPx}
          aside={
            <Choice
              label={said.what}
              options={kinds.map((each) => ({ value: each, name: said.kinds[each](layer + 1, head + 1, neuron ?? 0) }))}
              value={kind}
              onChange={setWanted}
            />
          }
          onSelect={(at) => void attempt(scrub(nearestKept(checkpoints, at) ?? null))}
        />
      )}
    </div>
  );
}
