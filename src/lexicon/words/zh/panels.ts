import { flow } from './panels/flow.ts';
import { text } from './panels/text.ts';
import { embeddings } from './panels/embeddings.ts';
import { positions } from './panels/positions.ts';
import { attention } from './panels/attention.ts';
import { ffn } from './panels/ffn.ts';
import { layerNorm } from './panels/layerNorm.ts';
import { residual } from './panels/residual.ts';
import { lens } from './panels/lens.ts';
import { output } from './panels/output.ts';
import { task } from './panels/task.ts';
import { loss } from './panels/loss.ts';
import { update } from './panels/update.ts';
import { generate } from './panels/generate.ts';
import { latent } from './panels/latent.ts';
import { lab } from './panels/lab.ts';
import type { panels as english } from '../en/panels.ts';

/** 各个面板里的文字，在页面开头的文字之后加载。 */
export const panels: typeof english = {
  flow,
  text,
  embeddings,
  positions,
  attention,
  ffn,
  layerNorm,
  residual,
  lens,
  output,
  task,
  loss,
  update,
  generate,
  latent,
  lab,
};
