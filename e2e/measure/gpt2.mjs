import { chromium } from 'playwright';
import { QUIET_ARGS, findBrowser } from '../../scripts/browser.mjs';

/**
 * Opens a folder of GPT-2's own shape, with made-up weights, in the built app at the address given, looks into it, writes
 * with it, asks for training, and says what took how long: `node e2e/measure/gpt2.mjs http://localhost:4173 small`.
 */
const SHAPES = {
  small: { n_embd: 768, n_layer: 12, n_head: 12, n_positions: 1024, vocab_size: 50257 },
  middle: { n_embd: 384, n_layer: 6, n_head: 6, n_positions: 512, vocab_size: 16000 },
};

const [address = 'http://localhost:4173', size = 'small'] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: findBrowser(), args: QUIET_ARGS });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.on('pageerror', (error) => console.log('page error:', error.message));
page.on('crash', () => console.log('the page crashed'));
await page.goto(address);
await page.evaluate(() => window.glassformer.ready);

const told = await page.evaluate(async ({ n_embd: D, n_layer, n_head, n_positions, vocab_size: V }) => {
  const named = [
    ['wte.weight', [V, D]],
    ['wpe.weight', [n_positions, D]],
    ...Array.from({ length: n_layer }, (_, l) => [
      [`h.${l}.ln_1.weight`, [D]],
      [`h.${l}.ln_1.bias`, [D]],
      [`h.${l}.attn.c_attn.weight`, [D, 3 * D]],
      [`h.${l}.attn.c_attn.bias`, [3 * D]],
      [`h.${l}.attn.c_proj.weight`, [D, D]],
      [`h.${l}.attn.c_proj.bias`, [D]],
      [`h.${l}.ln_2.weight`, [D]],
      [`h.${l}.ln_2.bias`, [D]],
      [`h.${l}.mlp.c_fc.weight`, [D, 4 * D]],
      [`h.${l}.mlp.c_fc.bias`, [4 * D]],
      [`h.${l}.mlp.c_proj.weight`, [4 * D, D]],
      [`h.${l}.mlp.c_proj.bias`, [D]],
    ]).flat(),
    ['ln_f.weight', [D]],
    ['ln_f.bias', [D]],
  ];
  let end = 0;
  const header = {};
  for (const [name, shape] of named) {
    const bytes = 4 * shape.reduce((a, b) => a * b, 1);
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + bytes] };
    end += bytes;
  }
  const utf8 = new TextEncoder();
  let json = JSON.stringify(header);
  json += ' '.repeat((8 - (json.length % 8)) % 8);
  const model = new Uint8Array(8 + json.length + end);
  new DataView(model.buffer).setBigUint64(0, BigInt(json.length), true);
  model.set(utf8.encode(json), 8);
  const numbers = new Float32Array(model.buffer, 8 + json.length);
  for (const [name, shape] of named) {
    const from = header[name].data_offsets[0] / 4;
    const count = shape.reduce((a, b) => a * b, 1);
    if (/ln_.*weight/.test(name)) numbers.fill(1, from, from + count);
    else if (!name.endsWith('bias'))
      for (let i = 0; i < count; i++) numbers[from + i] = 0.04 * (((i * 2654435761) % 1009) / 1009 - 0.5);
  }
  // Every byte as GPT-2 spells it, and pieces that no text has.
  const printable = (byte) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
  let spare = 256;
  const vocab = {};
  for (let byte = 0; byte < 256; byte++) vocab[String.fromCodePoint(printable(byte) ? byte : spare++)] = byte;
  for (let id = 256; id < V; id++) vocab[`piece${id}`] = id;
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      vocab,
      merges: [],
    },
  };
  const config = {
    architectures: ['GPT2LMHeadModel'],
    model_type: 'gpt2',
    activation_function: 'gelu_new',
    layer_norm_epsilon: 1e-5,
    n_embd: D,
    n_layer,
    n_head,
    n_positions,
    vocab_size: V,
  };
  const files = {
    'config.json': utf8.encode(JSON.stringify(config)),
    'tokenizer.json': utf8.encode(JSON.stringify(tokenizer)),
    'model.safetensors': model,
  };
  const rows = [['model.safetensors, MiB', Math.round(model.length / 2 ** 20)]];
  const { glassformer } = window;
  const timed = async (name, task) => {
    const began = performance.now();
    const found = await task().catch((error) => `refused: ${error.message}`);
    rows.push([name, `${Math.round(performance.now() - began)} ms`, found]);
  };
  await timed('open', () => glassformer.open(files));
  await timed('probe', async () => (await glassformer.probe('Once upon a time')).ids.length);
  await timed('first read of the logits', async () => (await glassformer.read('unembed.hook_out')).shape.join('×'));
  await timed('read of the logits', async () => (await glassformer.read('unembed.hook_out')).shape.join('×'));
  await timed('read of a pattern', async () => (await glassformer.read('blocks.0.attn.hook_pattern')).shape.join('×'));
  await timed('write 4 tokens', async () => {
    const asked = { prompt: 'Once', max_new_tokens: 4, temperature: 0.8, top_k: 20, top_p: 1, seed: 1 };
    return (await glassformer.generate(asked)).ids.length;
  });
  await timed('train', async () => (await glassformer.train(2)).loss);
  return rows;
}, SHAPES[size]);
for (const row of told) console.log(row.join('\t'));
await page.screenshot({ path: `test-results/gpt2-${size}.png` });
console.log((await page.locator('.toast').allTextContents()).join('\n'));
await browser.close();
