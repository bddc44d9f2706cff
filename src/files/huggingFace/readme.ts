import type { RunConfig } from '#lexicon/config.ts';
import { notGpt2 } from '#lexicon/notGpt2.ts';

/** What the folder's README tells of the model in it. */
export type FolderFacts = {
  config: RunConfig;
  parameters: number;
  step: number;
  /** The share of the training text's tokens that `tokenizer.json` cuts as the app does; null without a text. */
  agreement: number | null;
};

const percent = (share: number): string => `${(100 * share).toFixed(share === 1 ? 0 : 1)} %`;

function load(config: RunConfig): string {
  return `\`\`\`python
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

folder = "."
tokenizer = AutoTokenizer.from_pretrained(folder)
model = AutoModelForCausalLM.from_pretrained(folder).eval()

ids = tokenizer("…", return_tensors="pt", add_special_tokens=False).input_ids
print(tokenizer.decode(model.generate(ids, max_new_tokens=${Math.min(60, config.n_ctx)})[0]))
\`\`\``;
}

const train = ({ learning_rate, weight_decay, beta2, batch_size }: RunConfig): string => `\`\`\`python
# train.py
from transformers import AutoModelForCausalLM, AutoTokenizer, Trainer, TrainingArguments

folder = "."
tokenizer = AutoTokenizer.from_pretrained(folder)
model = AutoModelForCausalLM.from_pretrained(folder)
length = model.config.n_positions
ids = tokenizer(open("text.txt", encoding="utf-8").read(), add_special_tokens=False).input_ids
windows = [ids[at : at + length] for at in range(0, len(ids) - length + 1, length)]
arguments = TrainingArguments(
    "trained",
    per_device_train_batch_size=${batch_size},
    learning_rate=${learning_rate},
    weight_decay=${weight_decay},
    adam_beta2=${beta2},
    num_train_epochs=3,
)
trainer = Trainer(model=model, args=arguments, train_dataset=[{"input_ids": w, "labels": w} for w in windows])
trainer.train()
trainer.save_model("trained")
\`\`\`

\`\`\`sh
python train.py                                    # one device
torchrun --nproc_per_node 8 train.py               # all GPUs of one machine
torchrun --nnodes 4 --nproc_per_node 8 --rdzv_backend c10d --rdzv_endpoint HOST:29500 train.py   # on each of four machines
accelerate launch train.py                         # or as \`accelerate config\` was answered
\`\`\``;

function tokenizerNote({ config, agreement }: FolderFacts): string {
  if (agreement === null) return 'There is no tokenizer.json: the model was trained on bare ids.';
  const kind = config.tokenizer.kind;
  if (agreement === 1 && (kind === 'bpe' || kind === 'file'))
    return 'tokenizer.json cuts every text into the same ids as the app.';
  const how = {
    char: 'Characters that are not in the vocabulary, which the app spells by half-bytes, are left out by it.',
    word: 'The format has no dictionary of words, which the app takes from the browser; longest likely pieces stand in for it. The app itself reads `glassformer.json` and is exact.',
    bpe: '',
    file: '',
  }[kind];
  return `tokenizer.json cuts ${percent(agreement)} of the training text's tokens as the app does. ${how}`.trim();
}

function strangeNote(reasons: readonly string[], config: RunConfig): string {
  return `**This is not a GPT-2**, and \`AutoModelForCausalLM\` will not load it: ${reasons.join('; ')}. \`config.json\` holds the whole architecture in plain words:
a decoder of ${config.n_layers} blocks, width ${config.d_model}, ${config.n_heads} heads, feed-forward ${config.d_mlp}, context ${config.n_ctx}.
\`model.safetensors\` is plain safetensors; weights have the names and shapes of Hugging Face's GPT-2 (\`y = x @ W + b\`,
\`c_attn\` is Q|K|V with heads contiguous in each), so that a few lines of PyTorch run it.`;
}

/** README.md of a folder that carries a model to other tools. */
export function folderReadme(facts: FolderFacts): string {
  const { config, parameters, step } = facts;
  const reasons = notGpt2(config);
  return [
    '# A small language model, trained in a browser with Glassformer',
    `${parameters} parameters, ${step} training steps. Back in the app: drop this folder on the page.`,
    ...(reasons.length > 0
      ? [strangeNote(reasons, config)]
      : ['## Load it', load(config), '## Go on training, on one machine or on many', train(config)]),
    '## The text',
    tokenizerNote(facts),
    '`glassformer.json` and `optimizer.safetensors` are for the app: with them training goes on to the last bit as if it had never stopped.',
    '',
  ].join('\n\n');
}
