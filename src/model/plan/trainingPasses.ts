import type { Epilogue } from '../../kernels/matmul/epilogue.wgsl.ts';
import { PLAIN, passMakers } from './passes.ts';
import type { Blueprint, Pass, PassMakers } from './passes.ts';

/** The passes of one training step, in order, and the one that scores an evaluation instead of the backward pass. */
export type TrainingPasses = { forward: Pass[]; backward: Pass[]; squares: Pass[]; update: Pass[]; scores: Pass[] };

function blockForward(plan: Blueprint, make: PassMakers, l: number): Pass[] {
  const { config, widths } = plan;
  const { D, paddedD, paddedK, W, paddedF } = widths;
  const pre = config.norm_placement === 'pre';
  const [block, stream, mid, out] = [`h.${l}`, `stream.${l}`, `mid.${l}`, `stream.${l + 1}`];
  const bias: Epilogue =
    config.position === 'rope' ? { kind: 'bias', rotary: { width: W, headWidth: paddedK } } : { kind: 'bias' };
  const residual: Epilogue = { kind: 'residual', width: D, drops: plan.drops };
  const norm1 = (X: string, Y: string): Pass => make.norm(`${block}.ln_1`, X, Y, `statistics1.${l}`);
  const norm2 = (X: string, Y: string): Pass => make.norm(`${block}.ln_2`, X, Y, `statistics2.${l}`);
  const into1 = pre ? `normed1.${l}` : stream;
  const into2 = pre ? `normed2.${l}` : mid;
  return [
    ...(pre ? [norm1(stream, into1)] : []),
    make.linear(`${block}.attn.c_attn`, 3 * W, paddedD, bias, { A: into1, C: `qkv.${l}`, angles: 'angles' }),
    make.attention(l),
    make.linear(
      `${block}.attn.c_proj`,
      paddedD,
      W,
      residual,
      { A: `z.${l}`, C: pre ? mid : `sum1.${l}`, residual: stream },
      2 + 3 * l,
    ),
    pre ? norm2(mid, into2) : norm1(`sum1.${l}`, mid),
    make.linear(
      `${block}.mlp.c_fc`,
      paddedF,
      paddedD,
      { kind: 'activation', act: config.act_fn },
      { A: into2, C: `hidden.${l}`, slope: `slope.${l}` },
    ),
    make.linear(
      `${block}.mlp.c_proj`,
      paddedD,
      paddedF,
      residual,
      { A: `hidden.${l}`, C: pre ? out : `sum2.${l}`, residual: mid },
      3 + 3 * l,
    ),
    ...(pre ? [] : [norm2(`sum2.${l}`, out)]),
  ];
}

/**
 * From the gradient of the block's output to that of its input. The gradient of the stream goes back and forth between
 * `dStream.0` and `dStream.1`; `dDropped` is the stream's gradient behind the dropout of the branch that is next, where there is dropout.
 */
function blockBackward(plan: Blueprint, make: PassMakers, l: number): Pass[] {
  const { config, widths } = plan;
  const { paddedD, W, paddedF } = widths;
  const pre = config.norm_placement === 'pre';
  const block = `h.${l}`;
  const [dOut, dIn] = [`dStream.${(l + 1) % 2}`, `dStream.${l % 2}`];
  const into1 = pre ? `normed1.${l}` : `stream.${l}`;
  const into2 = pre ? `normed2.${l}` : `mid.${l}`;
  const [attnSite, mlpSite, mlpSiteBefore] = [2 + 3 * l, 3 + 3 * l, l > 0 ? 3 * l : null];
  /** Post-norm: the gradient past the norm is the residual's, and the branch's gradient is added to it. */
  const join = (residual: string): [Epilogue, Pass['resources']] => (pre ? [PLAIN, {}] : [{ kind: 'add' }, { residual }]);
  const [joinMlp, mlpResidual] = join('dSum');
  const [joinAttn, attnResidual] = join('dSum');
  const [dMlp, dAttn] = plan.drops ? ['dDropped', 'dDropped'] : pre ? [dOut, 'dMid'] : ['dSum', 'dSum'];
  const dInto2 = pre ? 'dNormed' : 'dMid';
  const dInto1 = pre ? 'dNormed' : dIn;
  return [
    ...(pre ? [] : make.normBackward(`${block}.ln_2`, `sum2.${l}`, `statistics2.${l}`, dOut, 'dSum', null, mlpSite)),
    make.linearBackward(
      `${block}.mlp.c_proj`,
      paddedF,
      paddedD,
      { kind: 'slope' },
      { A: dMlp, C: 'dHidden', slope: `slope.${l}` },
    ),
    make.linearGradient(`${block}.mlp.c_proj`, paddedF, paddedD, `hidden.${l}`, dMlp),
    make.linearBackward(`${block}.mlp.c_fc`, paddedD, paddedF, joinMlp, { A: 'dHidden', C: dInto2, ...mlpResidual }),
    make.linearGradient(`${block}.mlp.c_fc`, paddedD, paddedF, into2, 'dHidden'),
    ...(pre
      ? make.normBackward(`${block}.ln_2`, `mid.${l}`, `statistics2.${l}`, 'dNormed', 'dMid', dOut, attnSite)
      : make.normBackward(`${block}.ln_1`, `sum1.${l}`, `statistics1.${l}`, 'dMid', 'dSum', null, attnSite)),
    make.linearBackward(`${block}.attn.c_proj`, W, paddedD, PLAIN, { A: dAttn, C: 'dz' }),
    make.linearGradient(`${block}.attn.c_proj`, W, paddedD, `z.${l}`, dAttn),
    ...make.attentionBackward(l),
    make.linearBackward(`${block}.attn.c_attn`, paddedD, 3 * W, joinAttn, { A: 'dqkv', C: dInto1, ...attnResidual }),
    make.linearGradient(`${block}.attn.c_attn`, paddedD, 3 * W, into1, 'dqkv'),
    ...(pre ? make.normBackward(`${block}.ln_1`, `stream.${l}`, `statistics1.${l}`, 'dNormed', dIn, 'dMid', mlpSiteBefore) : []),
  ];
}

/** All passes of a model. Their number does not depend on the batch. */
export function trainingPasses(plan: Blueprint): TrainingPasses {
  const make = passMakers(plan);
  const L = plan.config.n_layers;
  const layers = Array.from({ length: L }, (_, l) => l);
  const pre = plan.config.norm_placement === 'pre';
  const top = pre ? 'normedFinal' : `stream.${L}`;
  const dTop = `dStream.${L % 2}`;
  const [squares, ...update] = make.update();
  const forward = [make.embed(), ...layers.flatMap((l) => blockForward(plan, make, l))];
  if (pre) forward.push(make.norm('ln_f', `stream.${L}`, top, 'statisticsFinal'));
  forward.push(make.unembed(top));
  const backward = [make.crossEntropy(), ...make.unembedBackward(top, pre ? 'dNormed' : dTop)];
  if (pre) backward.push(...make.normBackward('ln_f', `stream.${L}`, 'statisticsFinal', 'dNormed', dTop, null, 3 * L));
  backward.push(...layers.toReversed().flatMap((l) => blockBackward(plan, make, l)), make.embedBackward('dStream.0'));
  return { forward, backward, squares: squares ? [squares] : [], update, scores: [make.scores()] };
}
