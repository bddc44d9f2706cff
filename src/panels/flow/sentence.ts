import { headWidth } from '#lexicon/config.ts';
import { formatNumber, formatShare } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import { pieceName } from '../pieceOf.ts';
import { tokenName } from '../tokenName.ts';
import { arrayName } from './columns.ts';
import type { Column } from './columns.ts';
import { flatOf, refOf } from './place.ts';
import type { Spot } from './place.ts';

type Told = Pick<PanelProps, 'read' | 'tokens' | 'config' | 'text' | 'words'> & { backward: boolean; head: number };

/** What a column shows, in full: its part of the model, the head where it is one's, whether it is a gradient. */
export function nameOf({ words, backward }: Pick<Told, 'words' | 'backward'>, column: Column, head: number | null): string {
  const said = words.panels.flow;
  const bare = said.long[column.label];
  const ofHead = head === null ? bare : said.ofHead(bare, head + 1);
  const placed = column.layer === null ? ofHead : said.inLayer(ofHead, column.layer + 1);
  return backward ? said.gradientOf(placed) : placed;
}

/** The sentence of a cell: its token, what it is, its number. */
export function describeSpot(told: Told, column: Column, spot: Spot): string {
  const { read, tokens, config, text, words, backward, head } = told;
  const said = words.panels.flow;
  const ref = refOf(column, spot, head, config, backward);
  const array = read(arrayName(column.name, backward));
  const number = array ? (array.data[flatOf(ref, array.shape)] ?? Number.NaN) : Number.NaN;
  const isShare = !backward && (column.kind === 'weights' || column.kind === 'share');
  const value = array ? (isShare ? formatShare(number) : formatNumber(number)) : '…';
  const { t, i } = spot;
  const token = tokenName(tokens, t);
  if (column.axes === 'HTS') {
    if (config.objective === 'causal' && i > t) return said.cellHidden(t, token, i, tokenName(tokens, i));
    return said.cellKey(nameOf(told, column, head), t, token, i, tokenName(tokens, i), value);
  }
  if (column.axes === 'TV') return said.cellToken(nameOf(told, column, null), t, token, pieceName(text, i), value);
  const K = headWidth(config);
  const ofHead = column.axes === 'THK' ? (column.ofHead ? head : Math.floor(i / K)) : null;
  return said.cell(nameOf(told, column, ofHead), t, token, column.axes === 'THK' ? i % K : i, value);
}
