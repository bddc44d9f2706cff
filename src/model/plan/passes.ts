import type { ModelConfig } from '#lexicon/config.ts';
import { attentionBackwardKeys, attentionBackwardQueries, attentionForward } from '../../kernels/attention/attention.wgsl.ts';
import { ATTENTION_GROUP, attentionTile, queryGroups } from '../../kernels/attention/queryTile.wgsl.ts';
import type { AttentionShape } from '../../kernels/attention/queryTile.wgsl.ts';
import { COLUMN_GROUP, normColumnSums } from '../../kernels/columnSums/columnSums.wgsl.ts';
import { LOSS_ROWS, crossEntropy, crossEntropyScores } from '../../kernels/crossEntropy/crossEntropy.wgsl.ts';
import { EMBEDDING_GROUP, embed, embedBackward } from '../../kernels/embedding/embedding.wgsl.ts';
import type { Epilogue } from '../../kernels/matmul/epilogue.wgsl.ts';
import { matmul, matmulByTransposed, matmulTransposed } from '../../kernels/matmul/matmul.wgsl.ts';
import type { GradientProduct, RowsProduct } from '../../kernels/matmul/matmul.wgsl.ts';
import { productTile } from '../../kernels/matmul/tile.wgsl.ts';
import type { Tile } from '../../kernels/matmul/tile.wgsl.ts';
import { NORM_ROWS, normBackward, normForward } from '../../kernels/norm/norm.wgsl.ts';
import type { NormShape } from '../../kernels/norm/norm.wgsl.ts';
import { PARTIALS, UPDATE_GROUP, finishScalars, gradientSquares, update } from '../../kernels/optimizer/optimizer.wgsl.ts';
import type { Shader } from '../../kernels/shader.ts';
import type { BatchSizes } from './batchSizes.ts';
import { widthsOf } from './paddedLayout.ts';
import type { PaddedLayout, Widths } from './paddedLayout.ts';
import { tileFor } from './tuning.ts';
import type { Tuning } from './tuning.ts';

/** What a pass binds: a named buffer, or the range of one weight in the parameter buffer. */
export type Resource = string | { weight: string };

/** Offsets into the flat gradient in vec4 elements, and the dropout site. */
export type Place = { first: number; second: number; site: number };

/** One dispatch: a shader with what it reads and writes. */
export type Pass = {
  shader: Shader;
  /** By the shader's binding names; the uniforms `step` and `place` are bound by the plan itself. */
  resources: Readonly<Record<string, Resource>>;
  place: Place;
  /** Workgroups for a batch. */
  groups: (sizes: BatchSizes) => [number, number, number];
};

/** Everything the passes of one model are made from; `drops`: whether they can drop something, else the settings' dropout must be 0. */
export type Blueprint = { config: ModelConfig; widths: Widths; layout: PaddedLayout; tuning: Tuning; drops: boolean };

/** What a model's passes are made from, its widths included. */
export const blueprint = (config: ModelConfig, layout: PaddedLayout, tuning: Tuning, drops = false): Blueprint => ({
  config,
  widths: widthsOf(config),
  layout,
  tuning,
  drops,
});

const div = (a: number, b: number): number => Math.ceil(a / b);
/** Nothing done to a product before it is stored. */
export const PLAIN: Epilogue = { kind: 'plain' };
const NOWHERE: Place = { first: 0, second: 0, site: 0 };
const weight = (name: string): Resource => ({ weight: name });

/** The first vec4 element of a weight; 0 for one the model does not have. */
const offset4 = ({ layout }: Blueprint, name: string): number => (layout.byName.get(name)?.offset ?? 0) / 4;

/** What the attention kernels of a model are made from. */
export function attentionShape(config: ModelConfig, quad: boolean, drops: boolean): AttentionShape {
  const { H, K, paddedK } = widthsOf(config);
  const { objective, position } = config;
  return { heads: H, headWidth: K, padded: paddedK, causal: objective === 'causal', rotary: position === 'rope', quad, drops };
}

/** Makers of passes: they know shapes and workgroups, the order of the model is in forwardPasses.ts and backwardPasses.ts. */
export function passMakers(plan: Blueprint) {
  const { config, widths, layout, tuning, drops } = plan;
  const { slices } = tuning;
  const stride = layout.length / 4;
  const normShape: NormShape = { width: widths.D, padded: widths.paddedD, normalization: config.normalization };
  const rms = config.normalization === 'rmsnorm';
  const attention = attentionShape(config, tuning.attentionQuad, drops);
  const logits = { width: widths.V, padded: widths.paddedV };
  const normRows = ({ rows }: BatchSizes): [number, number, number] => [div(rows, NORM_ROWS), 1, 1];
  const lossRows = ({ rows }: BatchSizes): [number, number, number] => [div(rows, LOSS_ROWS), 1, 1];
  const onRows = (shader: Shader, columns: number, tile: Tile, resources: Pass['resources'], site = 0): Pass => {
    const [tileColumns, tileRows] = productTile(columns, tile);
    return {
      shader,
      resources,
      place: { ...NOWHERE, site },
      groups: ({ rows }) => [div(columns, tileColumns), div(rows, tileRows), 1],
    };
  };
  const product = (shape: RowsProduct, resources: Pass['resources'], site = 0): Pass => {
    const tile = tileFor(tuning, 'matmul', shape.columns * shape.inner);
    return onRows(matmul(shape, tile), shape.columns, tile, resources, site);
  };
  const productByTransposed = (shape: RowsProduct, resources: Pass['resources']): Pass => {
    const tile = tileFor(tuning, 'byTransposed', shape.columns * shape.inner);
    return onRows(matmulByTransposed(shape, tile), shape.columns, tile, resources);
  };
  const gradientProduct = (
    shape: Pick<GradientProduct, 'rows' | 'columns' | 'bias'>,
    A: string,
    B: string,
    name: string,
  ): Pass => {
    const tile = tileFor(tuning, 'transposed', shape.rows * shape.columns);
    const [tileColumns, tileRows] = productTile(shape.columns, tile);
    return {
      shader: matmulTransposed({ ...shape, slices, stride }, tile),
      resources: { A, B, gradient: 'gradient' },
      place: { first: offset4(plan, `${name}.weight`), second: offset4(plan, `${name}.bias`), site: 0 },
      groups: () => [div(shape.columns, tileColumns), div(shape.rows, tileRows), slices],
    };
  };
  const { keyChunks } = attentionTile(widths.paddedK);
  const head = config.tie_embeddings ? 'wte' : 'lm_head';
  const positions = config.position === 'learned' || config.position === 'sinusoidal';

  return {
    embed: (): Pass => ({
      shader: embed({ width: widths.D, padded: widths.paddedD, positions, drops }),
      resources: {
        ids: 'ids',
        table: weight('wte.weight'),
        X: 'stream.0',
        positionTable: config.position === 'learned' ? weight('wpe.weight') : 'sinusoid',
      },
      place: NOWHERE,
      groups: ({ rows }) => [div(rows * (widths.paddedD / 4), EMBEDDING_GROUP), 1, 1],
    }),
    norm: (name: string, X: string, Y: string, statistics: string): Pass => ({
      shader: normForward(normShape, config.eps),
      resources: { X, Y, statistics, gain: weight(`${name}.weight`), offset: weight(`${name}.bias`) },
      place: NOWHERE,
      groups: normRows,
    }),
    /** y = xW + b and what follows it. */
    linear: (name: string, columns: number, inner: number, epilogue: Epilogue, resources: Pass['resources'], site = 0): Pass =>
      product({ columns, inner, epilogue }, { B: weight(`${name}.weight`), bias: weight(`${name}.bias`), ...resources }, site),
    /** dx = dy·Wᵀ and what follows it. */
    linearBackward: (name: string, columns: number, inner: number, epilogue: Epilogue, resources: Pass['resources']): Pass =>
      productByTransposed({ columns, inner, epilogue }, { B: weight(`${name}.weight`), ...resources }),
    /** dW = xᵀ·dy and db = Σ dy. */
    linearGradient: (name: string, rows: number, columns: number, x: string, dy: string): Pass =>
      gradientProduct({ rows, columns, bias: true }, x, dy, name),
    attention: (l: number): Pass => ({
      shader: attentionForward(attention),
      resources: { qkv: `qkv.${l}`, scores: `scores.${l}`, z: `z.${l}`, logSum: `logSum.${l}` },
      place: { ...NOWHERE, site: 1 + 3 * l },
      groups: ({ batch, keyBlocks }) => queryGroups(attention, batch, keyBlocks),
    }),
    attentionBackward: (l: number): Pass[] => [
      {
        shader: attentionBackwardQueries(attention),
        resources: {
          qkv: `qkv.${l}`,
          scores: `scores.${l}`,
          z: `z.${l}`,
          logSum: `logSum.${l}`,
          dz: 'dz',
          dScores: 'dScores',
          dqkv: 'dqkv',
          angles: 'angles',
        },
        place: { ...NOWHERE, site: 1 + 3 * l },
        groups: ({ batch, keyBlocks }) => queryGroups(attention, batch, keyBlocks),
      },
      {
        shader: attentionBackwardKeys(attention),
        resources: { qkv: `qkv.${l}`, scores: `scores.${l}`, dz: 'dz', dScores: 'dScores', dqkv: 'dqkv', angles: 'angles' },
        place: NOWHERE,
        groups: ({ batch, keyBlocks }) => [
          div(batch * widths.H, ATTENTION_GROUP[0]),
          div(keyBlocks, ATTENTION_GROUP[1]),
          2 * keyChunks,
        ],
      },
    ],
    /** Gradients of a norm's gain and offset, then of its input. `site` null: no dropout behind it. */
    normBackward: (
      name: string,
      X: string,
      statistics: string,
      dY: string,
      dX: string,
      residual: string | null,
      site: number | null,
    ): Pass[] => [
      {
        shader: normColumnSums({ padded: widths.paddedD, normalization: config.normalization, slices, stride }),
        resources: { dY, X, statistics, gradient: 'gradient' },
        place: { first: offset4(plan, `${name}.weight`), second: rms ? 0 : offset4(plan, `${name}.bias`), site: 0 },
        groups: () => [div(widths.paddedD / 4, COLUMN_GROUP), slices, 1],
      },
      {
        shader: normBackward(normShape, { residual: residual !== null, dropout: drops && site !== null }),
        resources: { X, gain: weight(`${name}.weight`), statistics, dY, dX, residual: residual ?? '', dXdropped: 'dDropped' },
        place: { ...NOWHERE, site: site ?? 0 },
        groups: normRows,
      },
    ],
    unembed: (X: string): Pass =>
      productByTransposed(
        { columns: widths.paddedV, inner: widths.paddedD, epilogue: PLAIN },
        { A: X, B: weight(`${head}.weight`), C: 'logits' },
      ),
    crossEntropy: (): Pass => ({
      shader: crossEntropy(logits),
      resources: { targets: 'targets', logits: 'logits', rowLoss: 'rowLoss' },
      place: NOWHERE,
      groups: lossRows,
    }),
    scores: (): Pass => ({
      shader: crossEntropyScores(logits),
      resources: { targets: 'targets', logits: 'logits', scores: 'rowScores' },
      place: NOWHERE,
      groups: lossRows,
    }),
    unembedBackward: (X: string, dX: string): Pass[] => [
      product(
        { columns: widths.paddedD, inner: widths.paddedV, epilogue: PLAIN },
        { A: 'logits', B: weight(`${head}.weight`), C: dX },
      ),
      gradientProduct({ rows: widths.paddedV, columns: widths.paddedD, bias: false }, 'logits', X, head),
    ],
    embedBackward: (dX: string): Pass => {
      const learned = config.position === 'learned';
      const { V: vocabulary, D: width, paddedD: padded } = widths;
      return {
        shader: embedBackward({
          vocabulary,
          width,
          padded,
          tied: config.tie_embeddings,
          learned,
          drops,
          positionCount: config.n_ctx,
        }),
        resources: { dX, order: 'order', starts: 'starts', gradient: 'gradient' },
        place: { first: offset4(plan, 'wte.weight'), second: offset4(plan, 'wpe.weight'), site: 0 },
        groups: () => [div((vocabulary + (learned ? config.n_ctx : 0)) * (padded / 4), EMBEDDING_GROUP), 1, 1],
      };
    },
    update: (): Pass[] => {
      const flat = { length: stride, decaying: layout.decaying / 4, slices };
      const one = (shader: Shader, resources: Pass['resources'], x: number): Pass => ({
        shader,
        resources,
        place: NOWHERE,
        groups: () => [x, 1, 1],
      });
      return [
        one(gradientSquares(flat), { gradient: 'gradient', partials: 'partials', frozen: 'frozen' }, PARTIALS / UPDATE_GROUP),
        one(finishScalars(), { rowLoss: 'rowLoss', partials: 'partials', ring: 'ring', clip: 'clip' }, 1),
        one(
          update(flat),
          { weights: 'weights', gradient: 'gradient', m: 'm', v: 'v', clip: 'clip', frozen: 'frozen' },
          div(stride, UPDATE_GROUP),
        ),
      ];
    },
  };
}

export type PassMakers = ReturnType<typeof passMakers>;
