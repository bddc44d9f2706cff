import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BUDGET_MIB, applyPatch } from './check.ts';
import { DEFAULT_CONFIG } from './config.ts';
import { cost } from './cost.ts';
import { PRESETS, presetPatch } from './presets.ts';

test.each(PRESETS)('the preset $id is a config that can be built from any other, and fits', (preset) => {
  const other = {
    ...DEFAULT_CONFIG,
    n_layers: 1,
    norm_placement: 'post',
    objective: 'masked',
    seed: 99,
    temperature: 2,
  } as const;
  for (const language of ['en', 'zh'] as const) {
    const config = applyPatch(other, presetPatch(preset, language));
    expect(config).toEqual({ ...DEFAULT_CONFIG, task_language: language, ...preset.settings, seed: 99, temperature: 2 });
    expect(cost({ ...config, d_vocab: config.tokenizer.vocab_size }).bytes).toBeLessThan(BUDGET_MIB * 2 ** 20);
    if ('text' in preset) expect(existsSync(new URL(`../../public/${preset.text[language]}`, import.meta.url))).toBe(true);
  }
});

test('the textbook example has the sizes and the rule that it names', () => {
  const { settings } = PRESETS.find(({ id }) => id === 'article') ?? PRESETS[0];
  expect(settings).toMatchObject({ n_layers: 4, d_model: 512, n_heads: 8, learning_rate: 0.001, batch_size: 32 });
  expect(settings).toMatchObject({ optimizer: 'adam', dropout: 0.1 });
});
