import { expect, test } from 'vitest';
import { applyPatch, headChoices } from './check.ts';
import { DEFAULT_CONFIG } from './config.ts';
import type { RunConfig } from './config.ts';
import { ProblemError } from './problems.ts';

const config: RunConfig = { ...DEFAULT_CONFIG, d_vocab: 384 };

function codeOf(patch: unknown): string {
  try {
    applyPatch(config, patch as Partial<RunConfig>);
    return 'accepted';
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
}

test('a patch changes what it names and nothing else', () => {
  expect(applyPatch(config, { learning_rate: 0.01 })).toEqual({ ...config, learning_rate: 0.01 });
});

test.each([
  [{ layers: 3 }, 'unknownField'],
  [{ n_layers: 0 }, 'fieldRange'],
  [{ n_layers: 2.5 }, 'fieldType'],
  [{ n_layers: '2' }, 'fieldType'],
  [{ learning_rate: Number.NaN }, 'fieldType'],
  [{ act_fn: 'tanh' }, 'fieldChoice'],
  [{ tie_embeddings: 1 }, 'fieldType'],
  [{ n_heads: 5 }, 'headsDivide'],
  [{ d_model: 12, position: 'rope' }, 'ropeEven'],
  [{ tokenizer: { kind: 'syllable', vocab_size: 100 } }, 'fieldChoice'],
  [{ tokenizer: { kind: 'bpe', vocab_size: 1e9 } }, 'fieldRange'],
  [{ d_vocab: 1 }, 'fieldRange'],
  [{ frozen: 'wte' }, 'fieldType'],
  [{ frozen: ['h.0', 'h.2'] }, 'fieldChoice'],
  [{ frozen: ['h.0', 'wte', 'h.1.mlp.c_fc.bias'] }, 'accepted'],
])('%j is answered by %s', (patch, code) => {
  expect(codeOf(patch)).toBe(code);
});

test('what a smaller model no longer has is not frozen any more', () => {
  const frozen = applyPatch(config, { frozen: ['wte', 'h.1'] });
  expect(applyPatch(frozen, { n_layers: 1 }).frozen).toEqual(['wte']);
  expect(applyPatch(frozen, { learning_rate: 0.01 }).frozen).toEqual(['wte', 'h.1']);
});

test('a model over the budget is refused with a largest value that fits, while the next does not', () => {
  const huge: Partial<RunConfig> = { n_layers: 8, n_ctx: 256, d_model: 512, d_mlp: 2048, batch_size: 64, d_vocab: 16384 };
  try {
    applyPatch(config, huge);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'tooLarge') throw error;
    const { field, largest } = error.problem.params;
    expect(largest).toBeGreaterThan(0);
    expect(() => applyPatch(config, { ...huge, [field]: largest })).not.toThrow();
    expect(() => applyPatch(config, { ...huge, [field]: largest + 1 })).toThrow(ProblemError);
  }
});

test('only heads that divide the width are offered', () => {
  expect(headChoices(48, false)).toEqual([1, 2, 3, 4, 6, 8]);
  expect(headChoices(12, true)).toEqual([1, 2, 3, 6]);
});

test('a model out of a file is limited by memory, and refused before anything as large as it says is laid out', () => {
  const opened = { ...DEFAULT_CONFIG, tokenizer: { kind: 'file', vocab_size: 300 }, d_vocab: 300 } as const;
  expect(applyPatch({ ...opened, d_model: 64, n_heads: 4 }, { n_layers: 12 }).n_layers).toBe(12);
  expect(() => applyPatch(opened, { n_layers: 1_000_000_000 })).toThrow(/fieldRange/);
});
