import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { paddedLayout } from './paddedLayout.ts';
import { blueprint } from './passes.ts';
import type { Resource } from './passes.ts';
import { trainingPasses } from './trainingPasses.ts';
import { PORTABLE_TUNING } from './tuning.ts';

const passesOf = (patch: Partial<ModelConfig>, drops = false) => {
  const config: ModelConfig = { ...DEFAULT_CONFIG, d_vocab: 384, ...patch };
  const { scores, ...step } = trainingPasses(blueprint(config, paddedLayout(config), PORTABLE_TUNING, drops));
  return { step: Object.values(step).flat(), scores };
};

const PLACEMENTS = ['pre', 'post'] as const;
const DROPS = [false, true] as const;
const POSITIONS = ['learned', 'sinusoidal', 'rope', 'none'] as const;

describe('trainingPasses', () => {
  it.each([1, 2, 5, 8])('takes at most 22·L + 11 dispatches a step for L = %i, whatever the rest of the config', (n_layers) => {
    for (const norm_placement of PLACEMENTS) {
      for (const position of POSITIONS) {
        for (const tie_embeddings of [true, false]) {
          for (const drops of DROPS) {
            const { step } = passesOf({ n_layers, norm_placement, position, tie_embeddings }, drops);
            expect(step.length).toBeLessThanOrEqual(22 * n_layers + 11);
            expect(step.length).toBe(norm_placement === 'pre' ? 21 * n_layers + 12 : 21 * n_layers + 9);
          }
        }
      }
    }
  });

  it('shares its kernels between layers: eight layers compile no more than two', () => {
    const distinct = (n_layers: number): number => new Set(passesOf({ n_layers }).step.map(({ shader }) => shader.code)).size;
    expect(distinct(8)).toBe(distinct(2));
  });

  it.each(DROPS)(
    'names a resource for every binding (dropout: %s), at most 8 of them storage, and never writes a buffer that the pass also binds elsewhere',
    (drops) => {
      for (const norm_placement of PLACEMENTS) {
        for (const position of POSITIONS) {
          const { step, scores } = passesOf({ norm_placement, position, n_layers: 3 }, drops);
          for (const { shader, resources } of [...step, ...scores]) {
            const storage = shader.bindings.filter(({ kind }) => kind !== 'uniform');
            expect(storage.length, shader.label).toBeLessThanOrEqual(8);
            const named = storage.map(({ name }) => resources[name]);
            for (const name of named) expect(name, shader.label).toBeTruthy();
            for (const { name, kind } of storage) {
              if (kind === 'write')
                expect(
                  named.filter((other) => other === resources[name]),
                  shader.label,
                ).toHaveLength(1);
            }
          }
        }
      }
    },
  );

  it.each(DROPS)('reads no buffer of the step before a pass has written it (dropout: %s)', (drops) => {
    const given = ['ids', 'targets', 'order', 'starts', 'gradient', 'weights', 'm', 'v', 'frozen', 'sinusoid', 'angles'];
    const early: string[] = [];
    for (const norm_placement of PLACEMENTS) {
      const written = new Set<Resource | undefined>(given);
      for (const { shader, resources } of passesOf({ norm_placement, position: 'rope', n_layers: 3 }, drops).step) {
        const named = (wanted: 'read' | 'write') =>
          shader.bindings.flatMap(({ name, kind }) => (kind === wanted ? [resources[name]] : []));
        for (const resource of named('read')) {
          if (typeof resource === 'string' && !written.has(resource)) early.push(`${shader.label} reads ${resource}`);
        }
        for (const resource of named('write')) written.add(resource);
      }
    }
    expect(early).toEqual([]);
  });
});
