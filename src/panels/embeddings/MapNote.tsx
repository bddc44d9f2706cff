import { neighboursOf } from '#math/planeMapKinds.ts';
import type { PlaneMapKind } from '#math/planeMapKinds.ts';
import { formatCount } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import type { MapResult } from './followPca.ts';
import type { Laid } from './usePlaneMap.ts';

type MapNoteProps = Pick<PanelProps, 'words' | 'step'> & {
  kind: 'pca' | PlaneMapKind;
  map: MapResult | null;
  laid: Laid | null;
  /** Whether there are more tokens than are laid out. */
  cut: boolean;
  dimensions: number;
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What a map shows and what it does not. */
export function MapNote({ words, step, kind, map, laid, cut, dimensions }: MapNoteProps) {
  const say = words.panels.embeddings;
  if (kind === 'pca') {
    if (!map) return say.mapWaiting;
    return say.mapNote(percent(map.pca.explained[0] ?? 0), percent(map.pca.explained[1] ?? 0), map.cols - 2);
  }
  if (laid?.kind !== kind) return say.mapWaiting;
  if (laid.state === 'failed') return say.mapFailed;
  const sentences = [
    say.mapLaid[kind](formatCount(laid.ids.length), dimensions, neighboursOf(kind, laid.ids.length), String(laid.step)),
    say.mapHedge,
  ];
  if (cut) sentences.push(say.mapCut(formatCount(laid.ids.length)));
  if (laid.state === 'stopped') sentences.push(say.mapStopped(percent(laid.fraction)));
  if (laid.step !== step) sentences.push(say.mapOld(String(step)));
  return sentences.join(' ');
}
