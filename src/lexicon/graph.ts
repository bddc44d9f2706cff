import { headWidth } from './config.ts';
import type { ModelConfig } from './config.ts';

/**
 * The forward pass as a table. The model evaluates it, taps follow its order, pictures and
 * worksheets are drawn from it. A new activation is a new row.
 */
export type Op =
  | 'embed'
  | 'positionTable'
  | 'positionSinusoid'
  | 'add'
  | 'same'
  | 'normScale'
  | 'normalize'
  | 'affine'
  | 'headsLinear'
  | 'rotate'
  | 'scores'
  | 'softmax'
  | 'mix'
  | 'mergeHeads'
  | 'linear'
  | 'activate'
  | 'unembed';

/**
 * Axes: T query position, S key position, D d_model, H heads, K d_head, F d_mlp, V vocabulary,
 * 1 an axis of length one. A batch axis B may precede all.
 */
export type GraphNode = {
  /** TransformerLens hook name; the few rows without one there end in `.output` or `.sum`. */
  name: string;
  op: Op;
  /** Names of the rows read, in the order the op wants them; `ids` is the token ids. */
  inputs: readonly string[];
  /** Hugging Face names of the weights read. */
  weights: readonly string[];
  axes: string;
  /** TeX of one element, with the source's symbols. */
  formula: string;
  layer: number | null;
  /** `headsLinear`: which third of c_attn. */
  part?: 0 | 1 | 2;
  /** Dropout site (0 embedding, then 3 a layer: pattern, attn_out, mlp_out); the mask falls on what leaves this row. */
  dropout?: number;
};

type Row = Omit<GraphNode, 'layer' | 'weights'> & { weights?: readonly string[] };

function normRows(config: ModelConfig, weight: string, hook: string, input: string): Row[] {
  const rms = config.normalization === 'rmsnorm';
  const weights = rms ? [`${weight}.weight`] : [`${weight}.weight`, `${weight}.bias`];
  return [
    {
      name: `${hook}.hook_scale`,
      op: 'normScale',
      inputs: [input],
      axes: 'T1',
      formula: rms
        ? String.raw`s_t=\sqrt{\tfrac1D\sum_i x_{t,i}^2+\varepsilon}`
        : String.raw`s_t=\sqrt{\tfrac1D\sum_i (x_{t,i}-\mu_t)^2+\varepsilon}`,
    },
    {
      name: `${hook}.hook_normalized`,
      op: 'normalize',
      inputs: [input, `${hook}.hook_scale`],
      axes: 'TD',
      formula: rms ? String.raw`\hat x_{t,i}=x_{t,i}/s_t` : String.raw`\hat x_{t,i}=(x_{t,i}-\mu_t)/s_t`,
    },
    {
      name: `${hook}.output`,
      op: 'affine',
      inputs: [`${hook}.hook_normalized`],
      weights,
      axes: 'TD',
      formula: rms ? String.raw`y_{t,i}=\gamma_i\hat x_{t,i}` : String.raw`y_{t,i}=\gamma_i\hat x_{t,i}+\beta_i`,
    },
  ];
}

function attentionRows(config: ModelConfig, l: number, input: string): Row[] {
  const block = `blocks.${l}.`;
  const rope = config.position === 'rope';
  const cAttn = [`h.${l}.attn.c_attn.weight`, `h.${l}.attn.c_attn.bias`];
  const parts = (['q', 'k', 'v'] as const).map((letter, part): Row => ({
    name: `${block}attn.hook_${letter}`,
    op: 'headsLinear',
    inputs: [input],
    weights: cAttn,
    axes: 'THK',
    part: part as 0 | 1 | 2,
    formula: `${letter}_{t,h,k}=\\sum_i x_{t,i}W^${letter.toUpperCase()}_{i,hk}+b^${letter.toUpperCase()}_{hk}`,
  }));
  const rotated = (['q', 'k'] as const).map((letter): Row => ({
    name: `${block}attn.hook_rot_${letter}`,
    op: 'rotate',
    inputs: [`${block}attn.hook_${letter}`],
    axes: 'THK',
    formula: String.raw`x'_{k}=x_k\cos t\theta_k\mp x_{k\pm K/2}\sin t\theta_k`,
  }));
  const [q, k] = rope ? ['hook_rot_q', 'hook_rot_k'] : ['hook_q', 'hook_k'];
  return [
    ...parts,
    ...(rope ? rotated : []),
    {
      name: `${block}attn.hook_attn_scores`,
      op: 'scores',
      inputs: [`${block}attn.${q}`, `${block}attn.${k}`],
      axes: 'HTS',
      formula: String.raw`S_{h,t,s}=\frac1{\sqrt K}\sum_k q_{t,h,k}k_{s,h,k}`,
    },
    {
      name: `${block}attn.hook_pattern`,
      op: 'softmax',
      inputs: [`${block}attn.hook_attn_scores`],
      axes: 'HTS',
      formula: String.raw`A_{h,t,s}=e^{S_{h,t,s}}\big/\textstyle\sum_{s'}e^{S_{h,t,s'}}`,
      dropout: 1 + 3 * l,
    },
    {
      name: `${block}attn.hook_z`,
      op: 'mix',
      inputs: [`${block}attn.hook_pattern`, `${block}attn.hook_v`],
      axes: 'THK',
      formula: String.raw`z_{t,h,k}=\sum_s A_{h,t,s}v_{s,h,k}`,
    },
    {
      name: `${block}hook_attn_out`,
      op: 'mergeHeads',
      inputs: [`${block}attn.hook_z`],
      weights: [`h.${l}.attn.c_proj.weight`, `h.${l}.attn.c_proj.bias`],
      axes: 'TD',
      formula: String.raw`o_{t,i}=\sum_{h,k}z_{t,h,k}W^O_{hk,i}+b^O_i`,
      dropout: 2 + 3 * l,
    },
  ];
}

function mlpRows(l: number, input: string): Row[] {
  const block = `blocks.${l}.`;
  return [
    {
      name: `${block}mlp.hook_pre`,
      op: 'linear',
      inputs: [input],
      weights: [`h.${l}.mlp.c_fc.weight`, `h.${l}.mlp.c_fc.bias`],
      axes: 'TF',
      formula: String.raw`u_{t,f}=\sum_i x_{t,i}W^{1}_{i,f}+b^1_f`,
    },
    {
      name: `${block}mlp.hook_post`,
      op: 'activate',
      inputs: [`${block}mlp.hook_pre`],
      axes: 'TF',
      formula: String.raw`a_{t,f}=\phi(u_{t,f})`,
    },
    {
      name: `${block}hook_mlp_out`,
      op: 'linear',
      inputs: [`${block}mlp.hook_post`],
      weights: [`h.${l}.mlp.c_proj.weight`, `h.${l}.mlp.c_proj.bias`],
      axes: 'TD',
      formula: String.raw`m_{t,i}=\sum_f a_{t,f}W^{2}_{f,i}+b^2_i`,
      dropout: 3 + 3 * l,
    },
  ];
}

/** An addition to the residual stream, with the norm behind it when the norm is placed after. */
function residualRows(config: ModelConfig, sum: readonly [string, string], to: string, weight: string, hook: string): Row[] {
  const formula = 'y_{t,i}=a_{t,i}+b_{t,i}';
  if (config.norm_placement === 'pre') return [{ name: to, op: 'add', inputs: sum, axes: 'TD', formula }];
  const rows = normRows(config, weight, hook, `${hook}.sum`);
  return [
    { name: `${hook}.sum`, op: 'add', inputs: sum, axes: 'TD', formula },
    ...rows,
    { name: to, op: 'same', inputs: [`${hook}.output`], axes: 'TD', formula: 'y_{t,i}=x_{t,i}' },
  ];
}

function blockRows(config: ModelConfig, l: number): Row[] {
  const block = `blocks.${l}.`;
  const pre = config.norm_placement === 'pre';
  const into = (weight: string, hook: string, stream: string): Row[] => (pre ? normRows(config, weight, hook, stream) : []);
  const read = (hook: string, stream: string): string => (pre ? `${hook}.output` : stream);
  const [streamPre, streamMid] = [`${block}hook_resid_pre`, `${block}hook_resid_mid`];
  return [
    ...into(`h.${l}.ln_1`, `${block}ln1`, streamPre),
    ...attentionRows(config, l, read(`${block}ln1`, streamPre)),
    ...residualRows(config, [streamPre, `${block}hook_attn_out`], streamMid, `h.${l}.ln_1`, `${block}ln1`),
    ...into(`h.${l}.ln_2`, `${block}ln2`, streamMid),
    ...mlpRows(l, read(`${block}ln2`, streamMid)),
    ...residualRows(config, [streamMid, `${block}hook_mlp_out`], `${block}hook_resid_post`, `h.${l}.ln_2`, `${block}ln2`),
  ];
}

function embeddingRows(config: ModelConfig): Row[] {
  const rows: Row[] = [
    {
      name: 'hook_embed',
      op: 'embed',
      inputs: ['ids'],
      weights: ['wte.weight'],
      axes: 'TD',
      formula: String.raw`x_{t,i}=E_{\mathrm{id}_t,i}`,
    },
  ];
  if (config.position === 'learned') {
    rows.push({
      name: 'hook_pos_embed',
      op: 'positionTable',
      inputs: ['ids'],
      weights: ['wpe.weight'],
      axes: 'TD',
      formula: 'p_{t,i}=P_{t,i}',
    });
  } else if (config.position === 'sinusoidal') {
    rows.push({
      name: 'hook_pos_embed',
      op: 'positionSinusoid',
      inputs: ['ids'],
      axes: 'TD',
      formula: String.raw`p_{t,2i}=\sin(t/10000^{2i/D}),\;p_{t,2i+1}=\cos(t/10000^{2i/D})`,
    });
  }
  return rows;
}

function streamStart(config: ModelConfig, l: number): Row {
  const name = `blocks.${l}.hook_resid_pre`;
  if (l > 0) return { name, op: 'same', inputs: [`blocks.${l - 1}.hook_resid_post`], axes: 'TD', formula: 'y_{t,i}=x_{t,i}' };
  const added = config.position === 'learned' || config.position === 'sinusoidal';
  return added
    ? { name, op: 'add', inputs: ['hook_embed', 'hook_pos_embed'], axes: 'TD', formula: 'y_{t,i}=x_{t,i}+p_{t,i}', dropout: 0 }
    : { name, op: 'same', inputs: ['hook_embed'], axes: 'TD', formula: 'y_{t,i}=x_{t,i}', dropout: 0 };
}

const layerOf = (name: string): number | null => {
  const match = /^blocks\.(\d+)\./.exec(name);
  return match ? Number(match[1]) : null;
};

/** The row at the end of the forward pass, [T,V]: what a model says of the next token before the softmax. */
export const LOGITS = 'unembed.hook_out';

/** A config is never changed, only followed by another: the rows of each are listed once, however often they are asked for. */
const known = new WeakMap<ModelConfig, readonly GraphNode[]>();

/** All rows of the forward pass of one model, each after the rows it reads. */
export function graph(config: ModelConfig): readonly GraphNode[] {
  const rows = known.get(config) ?? listRows(config);
  known.set(config, rows);
  return rows;
}

function listRows(config: ModelConfig): readonly GraphNode[] {
  const rows = embeddingRows(config);
  for (let l = 0; l < config.n_layers; l++) rows.push(streamStart(config, l), ...blockRows(config, l));
  const last = `blocks.${config.n_layers - 1}.hook_resid_post`;
  const pre = config.norm_placement === 'pre';
  if (pre) rows.push(...normRows(config, 'ln_f', 'ln_final', last));
  rows.push({
    name: LOGITS,
    op: 'unembed',
    inputs: [pre ? 'ln_final.output' : last],
    weights: [config.tie_embeddings ? 'wte.weight' : 'lm_head.weight'],
    axes: 'TV',
    formula: String.raw`\ell_{t,v}=\sum_i x_{t,i}U_{v,i}`,
  });
  return rows.map((row) => ({ ...row, weights: row.weights ?? [], layer: layerOf(row.name) }));
}

/** The lengths of axes in letters for `T` positions (S = T: every position is also a key). */
export function shapeOf(axes: string, config: ModelConfig, T: number): number[] {
  const lengths: Record<string, number> = {
    T,
    S: T,
    D: config.d_model,
    E: 3 * config.d_model,
    H: config.n_heads,
    K: headWidth(config),
    F: config.d_mlp,
    V: config.d_vocab,
    P: config.n_ctx,
    '1': 1,
  };
  return Array.from(axes, (letter) => {
    const length = lengths[letter];
    if (length === undefined)
      throw new Error(`shapeOf: axis '${letter}' of '${axes}' is none of ${Object.keys(lengths).join(' ')}`);
    return length;
  });
}
