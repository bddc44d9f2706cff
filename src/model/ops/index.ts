import { add as addOf } from '@tensorflow/tfjs-core';
import type { Op } from '#lexicon/graph.ts';
import { activate } from './activate.ts';
import { mix, scores, softmax } from './attention.ts';
import { embed, positionSinusoid, positionTable } from './embedding.ts';
import { headsLinear, linear, mergeHeads, unembed } from './linear.ts';
import { affine, normalize, normScale } from './norm.ts';
import { rotate } from './rotate.ts';
import type { Evaluate } from './row.ts';

const add: Evaluate = ({ input }) => addOf(input(0), input(1));
const same: Evaluate = ({ input }) => input(0);

/** How each op of the graph is computed. */
export const ops = {
  embed,
  positionTable,
  positionSinusoid,
  add,
  same,
  normScale,
  normalize,
  affine,
  headsLinear,
  rotate,
  scores,
  softmax,
  mix,
  mergeHeads,
  linear,
  activate,
  unembed,
} as const satisfies Record<Op, Evaluate>;
