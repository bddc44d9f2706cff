import type { RunConfig } from '#lexicon/config.ts';
import { texNumber } from '../worksheet/tex.ts';
import { lastUpdate } from '../worksheet/update.ts';
import type { Moments } from '../worksheet/update.ts';

const tex = String.raw;

/** The rule of an optimizer for one weight, in symbols. Sources as in `lastUpdate`. */
export function ruleTex({ optimizer }: Pick<RunConfig, 'optimizer'>, decays: boolean): string {
  if (optimizer === 'sgd') return tex`w_t=w_{t-1}-\eta\,m_t`;
  const decay = optimizer === 'adamw' && decays ? tex`-\eta\lambda\,w_{t-1}` : '';
  return tex`w_t=w_{t-1}${decay}-\eta\,\dfrac{\hat m_t}{\sqrt{\hat v_t}+\varepsilon}`;
}

/** The same with the numbers of one weight's last update. */
export function updateTex(config: RunConfig, moments: Moments, decays: boolean): string {
  const { optimizer, weight_decay, adam_eps } = config;
  const { mHat, vHat, before } = lastUpdate(config, moments, decays);
  const [rate, from, to] = [texNumber(moments.learningRate), texNumber(before), texNumber(moments.value)];
  if (optimizer === 'sgd') return tex`${to}=${from}-${rate}\cdot(${texNumber(moments.m)})`;
  const decay = optimizer === 'adamw' && decays ? tex`-${rate}\cdot ${texNumber(weight_decay)}\cdot(${from})` : '';
  return tex`${to}=${from}${decay}-${rate}\cdot\dfrac{${texNumber(mHat)}}{\sqrt{${texNumber(vHat)}}+${texNumber(adam_eps)}}`;
}
