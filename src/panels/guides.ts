import type { Guide, LineChartProps } from '#view/LineChart.tsx';
import { labelPx } from '#view/TokenAxis.tsx';
import { formatNumber } from '#view/format.ts';
import type { PanelProps } from './contract.ts';

/** A chart narrower than this has room for names of one word. */
const NAMES_FROM_PX = 440;

/** What guessing without a model would cost on this text, for a chart of losses so wide. */
export function guidesOf({ text, words, widthPx }: Pick<PanelProps, 'text' | 'words' | 'widthPx'>): Guide[] {
  if (!text || text.ids.length === 0) return [];
  const { uniform, unigram, bigram } = widthPx < NAMES_FROM_PX ? words.shell.run.brief : words.shell.run;
  return [
    { value: text.uniformNats, label: uniform },
    { value: text.unigramNats, label: unigram },
    { value: text.bigramNats, label: bigram },
  ].filter(({ value }) => Number.isFinite(value));
}

/** A name is set smaller than a token. */
const SMALLER = 0.84;

/** Room beside a chart for the names of its guides, so that no curve runs through them. */
export function guidesBeside(guides: readonly Guide[]): Pick<LineChartProps, 'guidesPx'> {
  if (guides.length === 0) return {};
  const longest = Math.max(...guides.map(({ label, value }) => labelPx(`${label} ${formatNumber(value)}`)));
  return { guidesPx: Math.ceil(longest * SMALLER) };
}
