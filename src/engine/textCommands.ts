import { PLAIN } from '#corpus/clean.ts';
import { excerptOf, groupsOf, hunksOf } from '#corpus/cleanDiff.ts';
import type { Hunk } from '#corpus/cleanDiff.ts';
import { proofColumns, proofread } from '#corpus/cleanProofs.ts';
import { learnTokenizer } from '#corpus/tokenizers/make.ts';
import type { Tokenizer } from '#corpus/tokenizers/tokenizer.ts';
import type { TokenizerKind } from '#lexicon/config.ts';
import type { Commands } from '#lexicon/commands.ts';
import type { Split } from '#lexicon/messages.ts';
import { fail } from '#lexicon/problems.ts';
import type { Engine } from './engine.ts';
import type { Pasted, RunText } from './run.ts';

type Name = 'reclean' | 'correct' | 'proofread' | 'cleaningDiff' | 'split';
type Handlers = { [N in Name]: (args: Commands[N]['args']) => Promise<Commands[N]['result']> };

/** The most excerpts in one answer, and the longest sentence that is cut, in code units. */
const MOST_EXCERPTS = 200;
const MOST_UNITS = 2000;

/** The tokenizers that can be learnt on any text. */
const COMPARED = ['char', 'word', 'bpe'] as const satisfies readonly TokenizerKind[];

type Traced = { pasted: string; cleaned: string; hunks: readonly Hunk[]; groups: Int32Array };

function traced(text: RunText): Traced {
  const { text: pasted, preparation } = text.pasted ?? { text: text.raw, preparation: PLAIN };
  const { text: cleaned, hunks } = hunksOf(pasted, preparation);
  return { pasted, cleaned, hunks, groups: groupsOf(hunks) };
}

/** What is made once for each text and forgotten with it. */
function remembering<K extends WeakKey, V>(make: (of: K) => V): (of: K) => V {
  const known = new WeakMap<K, V>();
  return (of) => {
    const made = known.get(of) ?? make(of);
    known.set(of, made);
    return made;
  };
}

/** The commands about the text itself: how it is cleaned, what could be corrected, how it could be cut. */
export function textHandlers(engine: Engine): Handlers {
  const textNow = (): RunText => {
    const { text } = engine.running();
    if (!text) throw fail('textEmpty', { tokens: 0 });
    return text;
  };
  const pastedNow = (): Pasted => {
    const { pasted, raw } = textNow();
    return pasted ?? { text: raw, preparation: PLAIN };
  };
  const traceOf = remembering(traced);
  const tokenizersOf = remembering((): Map<TokenizerKind, Promise<Tokenizer>> => new Map());
  return {
    reclean: ({ cleaning }) => engine.openText(pastedNow().text, engine.running().config, { choice: cleaning, rounds: [] }),
    correct: ({ corrections }) => {
      const { text, preparation } = pastedNow();
      const rounds = corrections.length === 0 ? [] : [...preparation.rounds, corrections];
      return engine.openText(text, engine.running().config, { ...preparation, rounds });
    },
    proofread: async () => {
      const text = textNow();
      const found = await proofread(text.info.text, () => engine.running().text === text);
      return found ? proofColumns(found) : null;
    },
    cleaningDiff: async ({ from, count }) => {
      const { pasted, cleaned, hunks, groups } = traceOf(textNow());
      const total = groups.length - 1;
      const first = Math.max(0, Math.min(from, total));
      const last = Math.min(total, first + Math.min(count, MOST_EXCERPTS));
      const excerpts = Array.from({ length: last - first }, (_, i) =>
        excerptOf(pasted, cleaned, hunks.slice(groups[first + i], groups[first + i + 1])),
      );
      return { total, excerpts };
    },
    split: async ({ sentence }) => {
      const { tokenizer, info } = textNow();
      const { config } = engine.running();
      const known = tokenizersOf(info);
      const options = { vocab_size: config.tokenizer.vocab_size };
      const splits: Split[] = [];
      for (const kind of COMPARED) {
        const learning =
          known.get(kind) ?? (kind === tokenizer.kind ? Promise.resolve(tokenizer) : learnTokenizer(kind, info.text, options));
        known.set(kind, learning);
        const learnt = await learning;
        const ids = learnt.encode(sentence.slice(0, MOST_UNITS).toWellFormed());
        splits.push({ kind, d_vocab: learnt.d_vocab, pieces: Array.from(ids, (id) => learnt.pieces[id] ?? { id, text: '' }) });
      }
      return splits;
    },
  };
}
