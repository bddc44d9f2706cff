import { fields } from './en/fields.ts';
import { keeping } from './en/keeping.ts';
import { learns } from './en/learns.ts';
import { problems } from './en/problems.ts';
import { shell } from './en/shell.ts';
import { view } from './en/view.ts';
import { flow } from './en/panels/flow.ts';
import { text } from './en/panels/text.ts';
import { embeddings } from './en/panels/embeddings.ts';
import { positions } from './en/panels/positions.ts';
import { attention } from './en/panels/attention.ts';
import { ffn } from './en/panels/ffn.ts';
import { layerNorm } from './en/panels/layerNorm.ts';
import { residual } from './en/panels/residual.ts';
import { lens } from './en/panels/lens.ts';
import { output } from './en/panels/output.ts';
import { task } from './en/panels/task.ts';
import { loss } from './en/panels/loss.ts';
import { update } from './en/panels/update.ts';
import { generate } from './en/panels/generate.ts';
import { latent } from './en/panels/latent.ts';
import { lab } from './en/panels/lab.ts';
import { chat } from './en/panels/chat.ts';

export const en = {
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

/** Every sentence and word that people read: what a language must hold. */
export type Words = typeof en;
