import { ROTARY } from '../rotary/rotary.wgsl.ts';
import { PLACE, STEP, read, shader, unroll, upTo, write } from '../shader.ts';
import type { Shader } from '../shader.ts';
import {
  ATTENTION_GROUP,
  attentionTile,
  fourAdds,
  fourDots,
  loadRows,
  overChunks,
  queryFrame,
  whereDropped,
  zeroRows,
} from './queryTile.wgsl.ts';
import type { AttentionShape } from './queryTile.wgsl.ts';

const SUBGROUPS = 'enable subgroups;\n';

/**
 * z_t = Σ_s dropout(A_ts) v_s, A = softmax over s of q_t·k_s/√K (Vaswani et al. 2017, eq. 1), causal: s ≤ t.
 * Leaves the scores (masked: −10³⁰) in `scores` and log Σ e^score in `logSum` for the backward pass.
 */
export function attentionForward(shape: AttentionShape): Shader {
  const { heads, headWidth, padded, causal, quad } = shape;
  const [h4, w4] = [padded / 4, (heads * padded) / 4];
  const { queries, chunk } = attentionTile(padded);
  const chunks = h4 / chunk;
  const loads = { queries, chunk, stride: 3 * w4, quad };
  const loadQ = loadRows(queries, chunk, 'q', 'qkv', 'queryRow', 3 * w4);
  const inRange = (i: number): string => (causal ? `keys <= vec4u(q0 + ${i}u)` : 'keys < vec4u(step.time)');
  const dots = fourDots(loads, 'keyRow', 'q');
  const scoresLoop = `for (var block = 0u; block < blocks; block++) {
    ${unroll(queries, (i) => `var s${i} = vec4f();`)}
    ${chunks === 1 ? dots : overChunks(chunks, chunk, h4, `${loadQ}\n${dots}`)}
    let keys = vec4u(4u * block) + vec4u(0u, 1u, 2u, 3u);
    ${unroll(
      queries,
      (i) => `s${i} = select(vec4f(-1e30), s${i} * ${1 / Math.sqrt(headWidth)}, ${inRange(i)});
    if (!idle) { scores[scoreRow + ${i}u * step.keyBlocks + block] = s${i}; }
    top${i} = max(top${i}, max(max(s${i}.x, s${i}.y), max(s${i}.z, s${i}.w)));`,
    )}
  }`;
  const mixing = `${zeroRows(queries, chunk, 'o')}
    ${unroll(queries, (i) => `var l${i} = vec4f();`)}
    for (var block = 0u; block < blocks; block++) {
    ${unroll(queries, (i) => `var p${i} = exp(scores[scoreRow + ${i}u * step.keyBlocks + block] - top${i}); l${i} += p${i};`)}
    ${whereDropped(
      shape,
      unroll(queries, (i) => `p${i} *= kept4(key, maskRow + ${i}u * step.time + 4u * block);`),
    )}
    ${fourAdds(loads, 'valueRow', 'p', 'o')}
    }
    ${unroll(
      queries,
      (i) => `{ let l = dot(l${i}, vec4f(1.0));
      if (!idle) { logSum[line + ${i}u] = top${i} + log(l); }
      if (!idle && q0 + ${i}u < step.time) { ${upTo(chunk)
        .map((e) => `z[outRow + ${i * w4}u + e0 + ${e}u] = o${i}_${e} / l;`)
        .join(' ')} } }`,
    )}`;
  const body = `  ${unroll(queries, (i) => `var top${i} = -1e30;`)}
  ${chunks === 1 ? `{ let e0 = 0u;\n${loadQ}\n${scoresLoop}\n}` : scoresLoop}
  ${overChunks(chunks, chunk, h4, mixing)}`;
  const bindings = [STEP, read('qkv'), write('scores'), write('z'), write('logSum', 'f32'), ...(shape.drops ? [PLACE] : [])];
  return shader(
    `attention forward ${heads}x${headWidth}`,
    bindings,
    queryFrame({ ...shape, rotary: false }, body),
    quad ? SUBGROUPS : '',
  );
}

/**
 * Gradients of the scores and of q: dA_ts = mask ∘ (dz_t·v_s), dS = A ∘ (dA − dz_t·z_t)/√K, dq_t = Σ_s dS_ts k_s.
 * `scores` becomes dropout(A), `dScores` is dS (with the 1/√K), both for the keys' and values' gradients. With rotary
 * positions q's gradient is turned back. dqkv has the shape of qkv.
 */
export function attentionBackwardQueries(shape: AttentionShape): Shader {
  const { heads, headWidth, padded, rotary, quad } = shape;
  const [h4, w4] = [padded / 4, (heads * padded) / 4];
  const { queries, chunk } = attentionTile(padded);
  const chunks = h4 / chunk;
  const loads = { queries, chunk, stride: 3 * w4, quad };
  const loadD = loadRows(queries, chunk, 'd', 'dz', 'outRow', w4);
  const dots = fourDots(loads, 'valueRow', 'd');
  const dScores = `${unroll(queries, (i) => `var s${i} = vec4f();`)}
    ${chunks === 1 ? dots : overChunks(chunks, chunk, h4, `${loadD}\n${dots}`)}
    ${unroll(queries, (i) => `let at${i} = scoreRow + ${i}u * step.keyBlocks + block; let a${i} = exp(scores[at${i}] - log${i}); var p${i} = a${i};`)}
    ${whereDropped(
      shape,
      unroll(queries, (i) => `{ let k = kept4(key, maskRow + ${i}u * step.time + 4u * block); p${i} *= k; s${i} *= k; }`),
    )}
    ${unroll(queries, (i) => `let t${i} = a${i} * (s${i} - own${i}) * ${1 / Math.sqrt(headWidth)}; if (!idle) { scores[at${i}] = p${i}; dScores[at${i}] = t${i}; }`)}`;
  const addK = fourAdds(loads, 'keyRow', 't', 'g');
  const turned = (i: number, e: number): string =>
    rotary ? `unrotate(g${i}_${e}, angles[(q0 + ${i}u) * ${h4}u + e0 + ${e}u])` : `g${i}_${e}`;
  const storeG = unroll(
    queries,
    (i) =>
      `if (!idle && q0 + ${i}u < step.time) { ${upTo(chunk)
        .map((e) => `dqkv[queryRow + ${i * 3 * w4}u + e0 + ${e}u] = ${turned(i, e)};`)
        .join(' ')} }`,
  );
  const reload = unroll(queries, (i) => `let t${i} = dScores[scoreRow + ${i}u * step.keyBlocks + block];`);
  const both =
    chunks === 1
      ? `{ let e0 = 0u;
    ${loadD}
    ${zeroRows(queries, chunk, 'g')}
    for (var block = 0u; block < blocks; block++) { ${dScores}\n${addK} }
    ${storeG} }`
      : `for (var block = 0u; block < blocks; block++) { ${dScores} }
    ${overChunks(chunks, chunk, h4, `${zeroRows(queries, chunk, 'g')}\nfor (var block = 0u; block < blocks; block++) { ${reload}\n${addK} }\n${storeG}`)}`;
  const body = `  ${unroll(
    queries,
    (i) => `let log${i} = logSum[line + ${i}u];
  var own${i} = 0.0;
  for (var e = 0u; e < ${h4}u; e++) { let at = outRow + ${i * w4}u + e; own${i} += dot(dz[at], z[at]); }`,
  )}
  ${both}`;
  const bindings = [
    STEP,
    read('qkv'),
    write('scores'),
    read('z'),
    read('logSum', 'f32'),
    read('dz'),
    write('dScores'),
    write('dqkv'),
    ...(shape.drops ? [PLACE] : []),
  ];
  if (rotary) bindings.push(read('angles'));
  return shader(`attention backward queries ${heads}x${headWidth}`, bindings, queryFrame(shape, body), quad ? SUBGROUPS : '');
}

/**
 * dv_s = Σ_t dropout(A_ts) dz_t and dk_s = Σ_t dS_ts q_t, from what the queries' pass left; with rotary positions
 * k's gradient is turned back. An invocation holds four keys of one chunk of columns; z selects chunk, v or k.
 */
export function attentionBackwardKeys(shape: AttentionShape): Shader {
  const { heads, headWidth, padded, causal, rotary } = shape;
  const [h4, w4] = [padded / 4, (heads * padded) / 4];
  const { keyChunk, keyChunks } = attentionTile(padded);
  const [gx, gy] = ATTENTION_GROUP;
  const loop = (weights: string, source: string, stride: number): string => `for (var t = start; t < step.time; t++) {
      let p = ${weights}[(line + t) * step.keyBlocks + block];
      ${unroll(keyChunk, (e) => `let x${e} = ${source}[(first + t) * ${stride}u + column + ${e}u];`)}
      ${unroll(4, (j) =>
        upTo(keyChunk)
          .map((e) => `c${j}_${e} += p[${j}] * x${e};`)
          .join(' '),
      )}
    }`;
  const put = (third: number, value: (j: number, e: number) => string): string =>
    unroll(
      4,
      (j) =>
        `if (4u * block + ${j}u < step.time) { ${upTo(keyChunk)
          .map((e) => `dqkv[out + ${j * 3 * w4 + third * w4 + e}u] = ${value(j, e)};`)
          .join(' ')} }`,
    );
  const plain = (j: number, e: number): string => `c${j}_${e}`;
  const turned = (j: number, e: number): string => `unrotate(c${j}_${e}, angles[(4u * block + ${j}u) * ${h4}u + e0 + ${e}u])`;
  const code = `${rotary ? ROTARY : ''}
@compute @workgroup_size(${gx}, ${gy}) fn main(@builtin(global_invocation_id) id: vec3u) {
  let bh = id.x;
  let block = id.y;
  if (bh >= step.batch * ${heads}u || block >= step.keyBlocks) { return; }
  let first = bh / ${heads}u * step.time;
  let e0 = id.z % ${keyChunks}u * ${keyChunk}u;
  let column = bh % ${heads}u * ${h4}u + e0;
  let line = bh * 4u * step.keyBlocks;
  let out = (first + 4u * block) * ${3 * w4}u + column;
  let start = ${causal ? '4u * block' : '0u'};
  ${unroll(4, (j) =>
    upTo(keyChunk)
      .map((e) => `var c${j}_${e} = vec4f();`)
      .join(' '),
  )}
  if (id.z < ${keyChunks}u) {
    ${loop('scores', 'dz', w4)}
    ${put(2, plain)}
  } else {
    ${loop('dScores', 'qkv', 3 * w4)}
    ${put(1, rotary ? turned : plain)}
  }
}`;
  const bindings = [
    STEP,
    read('qkv'),
    read('scores'),
    read('dz'),
    read('dScores'),
    write('dqkv'),
    ...(rotary ? [read('angles')] : []),
  ];
  return shader(`attention backward keys ${heads}x${headWidth}`, bindings, code);
}
