import type { Panel, PanelProps } from '../contract.ts';
import { Cleaning } from './Cleaning.tsx';
import { Merges } from './Merges.tsx';
import { Story } from './Story.tsx';
import './text.css';
import { Vocabulary } from './Vocabulary.tsx';

/** Between two columns. */
const GAP_PX = 28;

/** The story as the model meets it: what cleaning changed, the tokens in place, the vocabulary, how BPE learnt it. Nothing here changes with a frame. */
function Body(props: PanelProps) {
  const { text, config, tokens, words, selection, select, hover, probeAt, wide, widthPx } = props;
  if (!text) return <p className="quiet">{words.panels.text.none}</p>;
  const columns = widthPx >= 720;
  const listPx = columns ? Math.min(Math.floor((widthPx - GAP_PX) / 2), 380) : widthPx;
  return (
    <div className="parts text-panel">
      <Cleaning text={text} words={words} widthPx={widthPx} />
      <Story
        text={text}
        context={config.n_ctx}
        words={words}
        token={selection.token}
        select={select}
        hover={hover}
        probeAt={probeAt}
        wide={wide}
        widthPx={widthPx}
      />
      <Vocabulary text={text} words={words} token={selection.token} select={select} wide={wide} widthPx={listPx} />
      {text.merges.length > 0 && (
        <Merges
          text={text}
          tokens={tokens}
          words={words}
          token={selection.token}
          select={select}
          wide={wide}
          widthPx={columns ? widthPx - GAP_PX - listPx : widthPx}
        />
      )}
    </div>
  );
}

/** The probed tokens, on which the merges are replayed, come with a frame, and a frame with what is read. */
const PROBED = 'hook_embed';

export const text = { id: 'text', names: () => [PROBED], Body } satisfies Panel;
