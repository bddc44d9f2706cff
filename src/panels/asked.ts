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

/** The ids of the text itself: of a masked text also those that are hidden from the model. */
export function writtenIds({ tokens, targets, config }: Asked): number[] {
  const hidden = config.objective === 'masked' && targets?.length === tokens.length ? targets : null;
  return tokens.map(({ id }, t) => ((hidden?.[t] ?? -1) >= 0 ? (hidden?.[t] ?? id) : id));
}

/** The position to look at: the selected one where it is asked for a token, else the asked one nearest to it, else the last that is; −1 for none. */
export function askedPosition(asked: Int32Array, selected: number | null): number {
  const open = Array.from(asked.keys()).filter((t) => (asked[t] ?? -1) >= 0);
  if (selected === null) return open.at(-1) ?? -1;
  return open.reduce((best, t) => (best < 0 || Math.abs(t - selected) < Math.abs(best - selected) ? t : best), -1);
}

/** Where nothing is selected: the end of the text, behind which the next token comes, or of a masked text the last position that is guessed. */
export function usualPosition(read: Asked): number {
  const last = read.tokens.length - 1;
  return read.config.objective === 'masked' ? Math.max(0, askedPosition(askedTokens(read), null)) : last;
}
