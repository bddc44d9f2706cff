import { ungraded } from '#lexicon/axes.ts';

const ROLES: readonly [RegExp, string][] = [
  [/hook_(rot_)?q$/, '--q'],
  [/hook_(rot_)?k$/, '--k'],
  [/hook_v$/, '--v'],
  [/attn|hook_z/, '--attn'],
  [/mlp/, '--ffn'],
  [/embed$|^w[tp]e/, '--embed'],
  [/^unembed|^probe|^lm_head/, '--pred'],
];

/** The colour of the part of the model that an array belongs to, a theme variable. */
export function roleOf(name: string): string {
  const { of } = ungraded(name);
  return ROLES.find(([pattern]) => pattern.test(of))?.[1] ?? '--resid';
}
