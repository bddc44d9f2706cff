import type { PanelProps } from './contract.ts';

type Asked = Pick<PanelProps, 'tokens' | 'targets' | 'config'>;

/**
 * The token that each position of the probed sequence is asked for, −1 for none: what the targets say, else the next
 * token, or with the masked objective its own.
 */
export function askedTokens({ tokens, targets, config }: Asked): Int32Array {
  if (targets && targets.length === tokens.length) return targets;
  const ahead = config.objective === 'masked' ? 0 : 1;
  return Int32Array.from(tokens, (_, t) => tokens[t + ahead]?.id ?? -1);
}

/** The position to look at: the selected one where it is asked for a token, else the asked one nearest to it, else the last that is; −1 for none. */
export function askedPosition(asked: Int32Array, selected: number | null): number {
  const open = Array.from(asked.keys()).filter((t) => (asked[t] ?? -1) >= 0);
  if (selected === null) return open.at(-1) ?? -1;
  return open.reduce((best, t) => (best < 0 || Math.abs(t - selected) < Math.abs(best - selected) ? t : best), -1);
}
