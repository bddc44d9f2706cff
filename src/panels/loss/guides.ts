import type { Guide, LineChartProps } from '#view/LineChart.tsx';
import { labelPx } from '#view/TokenAxis.tsx';
import { formatNumber } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';

/** What guessing without a model would cost on this text, for a chart of losses. */
export function guidesOf({ text, words }: Pick<PanelProps, 'text' | 'words'>): Guide[] {
  if (!text || text.ids.length === 0) return [];
  const { uniform, unigram, bigram } = words.shell.run;
  return [
    { value: text.uniformNats, label: uniform },
    { value: text.unigramNats, label: unigram },
    { value: text.bigramNats, label: bigram },
  ].filter(({ value }) => Number.isFinite(value));
}

/** From this width on a chart has room for the names of its guides beside the plot. */
const ROOM_PX = 440;
/** A name is set smaller than a token. */
const SMALLER = 0.84;

/** Room beside a chart for the names of its guides, so that no curve runs through them; none where the chart is narrow. */
export function guidesBeside(guides: readonly Guide[], widthPx: number): Pick<LineChartProps, 'guidesPx'> {
  if (widthPx < ROOM_PX || guides.length === 0) return {};
  const longest = Math.max(...guides.map(({ label, value }) => labelPx(`${label} ${formatNumber(value)}`)));
  return { guidesPx: Math.ceil(longest * SMALLER) };
}
