import { useId } from 'react';
import { LEARNT_TOKENIZERS } from '#lexicon/config.ts';
import { configure, previewPatch } from '#state/actions/setting.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectConfig, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Segments } from '#view/Choice.tsx';
import { Slider } from '#view/Slider.tsx';
import { formatSetting } from './format.ts';

/** Vocabulary sizes on offer; dense where small models live. */
const SIZES = [
  ...Array.from({ length: 28 }, (_, i) => 64 + 16 * i),
  ...Array.from({ length: 24 }, (_, i) => 512 + 64 * i),
  2048,
  3072,
  4096,
];

/** How the text is cut into tokens, and how many different ones there may be. */
export function TokenizerRows() {
  const words = useWords().fields.tokenizer;
  const { tokenizer, d_vocab } = useStore(selectConfig);
  const [help, sizeHelp] = [useId(), useId()];
  // One that came with a model from a folder is shown as long as it is there; it cannot be chosen again.
  const kinds = tokenizer.kind === 'file' ? [...LEARNT_TOKENIZERS, tokenizer.kind] : LEARNT_TOKENIZERS;
  const stops = SIZES.includes(tokenizer.vocab_size) ? SIZES : [...SIZES, tokenizer.vocab_size].toSorted((a, b) => a - b);
  return (
    <div className="settings__tokenizer">
      <div title={words.help}>
        <Segments
          label={words.name}
          describedBy={help}
          options={kinds.map((kind) => ({ value: kind, name: words.kinds[kind] }))}
          value={tokenizer.kind}
          onChange={(kind) => void attempt(configure({ tokenizer: { ...tokenizer, kind } }))}
        />
        <span id={help} className="unseen">
          {words.help}
        </span>
      </div>
      <div className="settings__row" title={words.vocabularyHelp}>
        <span className="settings__name">{words.vocabulary}</span>
        <Slider
          label={words.vocabulary}
          describedBy={sizeHelp}
          stops={stops}
          value={tokenizer.vocab_size}
          format={formatSetting}
          onMove={(size) => previewPatch({ d_vocab: size })}
          onCommit={(size) => {
            previewPatch(null);
            if (size !== tokenizer.vocab_size) void attempt(configure({ tokenizer: { ...tokenizer, vocab_size: size } }));
          }}
        />
        <span id={sizeHelp} className="unseen">
          {words.vocabularyHelp}
        </span>
      </div>
      {d_vocab !== tokenizer.vocab_size && d_vocab > 0 && (
        <p className="settings__note">{words.learnt(formatSetting(d_vocab))}</p>
      )}
    </div>
  );
}
