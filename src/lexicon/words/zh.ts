import { fields } from './zh/fields.ts';
import { keeping } from './zh/keeping.ts';
import { learns } from './zh/learns.ts';
import { problems } from './zh/problems.ts';
import { shell } from './zh/shell.ts';
import { view } from './zh/view.ts';
import { flow } from './zh/panels/flow.ts';
import { text } from './zh/panels/text.ts';
import { embeddings } from './zh/panels/embeddings.ts';
import { positions } from './zh/panels/positions.ts';
import { attention } from './zh/panels/attention.ts';
import { ffn } from './zh/panels/ffn.ts';
import { layerNorm } from './zh/panels/layerNorm.ts';
import { residual } from './zh/panels/residual.ts';
import { lens } from './zh/panels/lens.ts';
import { output } from './zh/panels/output.ts';
import { task } from './zh/panels/task.ts';
import { loss } from './zh/panels/loss.ts';
import { update } from './zh/panels/update.ts';
import { generate } from './zh/panels/generate.ts';
import { latent } from './zh/panels/latent.ts';
import { lab } from './zh/panels/lab.ts';
import { chat } from './zh/panels/chat.ts';
import type { Words } from './en.ts';

export const zh: Words = {
  fields,
  keeping,
  learns,
  problems,
  shell,
  view,
  panels: {
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
    chat,
  },
};
