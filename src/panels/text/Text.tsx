import type { Panel, PanelProps } from '../contract.ts';
import { Cleaning } from './Cleaning.tsx';
import { Merges } from './Merges.tsx';
import { Story } from './Story.tsx';
import './text.css';
import { Vocabulary } from './Vocabulary.tsx';

/** The story as the model meets it: what cleaning changed, the tokens in place, the vocabulary, how BPE learnt it. */
function Body(props: PanelProps) {
  const { text, words, widthPx } = props;
  if (!text) return <p className="quiet">{words.panels.text.none}</p>;
  const columns = widthPx >= 720;
  const half = columns ? Math.floor((widthPx - 28) / 2) : widthPx;
  return (
    <div className="parts text-panel">
      <Cleaning text={text} words={words} widthPx={widthPx} />
      <Story {...props} text={text} />
      <Vocabulary {...props} text={text} widthPx={columns ? Math.min(half, 380) : widthPx} />
      {text.merges.length > 0 && (
        <Merges {...props} text={text} widthPx={columns ? widthPx - 28 - Math.min(half, 380) : widthPx} />
      )}
    </div>
  );
}

export const text = { id: 'text', names: () => [], Body } satisfies Panel;
