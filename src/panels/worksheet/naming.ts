import { axesOf, ungraded } from '#lexicon/axes.ts';
import { headWidth } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import type { TextInfo, TokenPiece } from '#lexicon/messages.ts';
import { formatNumber } from '#view/format.ts';
import { pieceName } from '../pieceOf.ts';
import { tokenName } from '../tokenName.ts';
import type { SheetWords } from './words.ts';

/** What naming a number takes: the language, the model's shape, the probed tokens and the vocabulary. */
export type Naming = { words: SheetWords; config: RunConfig; tokens: readonly TokenPiece[]; text: TextInfo | null };

const NORM_NAMES = { ln1: 'ln1', ln2: 'ln2', ln_1: 'ln1', ln_2: 'ln2', ln_final: 'ln_final', ln_f: 'ln_final' } as const;

/** An array's part that belongs to no layer, in plain words; its own name where there is no word for it. */
function partName(said: SheetWords['worksheet'], part: string): string {
  const norm = /^(ln1|ln2|ln_1|ln_2|ln_final|ln_f)\.(\w+)$/.exec(part);
  if (!norm) return said.arrays[part] ?? part;
  const name = said.norms[NORM_NAMES[norm[1] as keyof typeof NORM_NAMES]];
  const of = said.normParts[norm[2] as keyof typeof said.normParts];
  return of === undefined ? part : of(name);
}

/** A named array in plain words: “query, layer 1”. */
export function arrayName(words: SheetWords, name: string): string {
  const said = words.worksheet;
  const { of, gradient } = ungraded(name);
  const inLayer = /^(?:blocks|h)\.(\d+)\.(.+)$/.exec(of);
  const plain = inLayer ? said.inLayer(partName(said, inLayer[2] ?? ''), Number(inLayer[1]) + 1) : partName(said, of);
  return gradient ? said.gradientOf(plain) : plain;
}

/** The same without the layer, where the column is narrow and the layer is known. */
export function shortArrayName(words: SheetWords, name: string): string {
  const { of, gradient } = ungraded(name);
  const plain = partName(words.worksheet, of.replace(/^(?:blocks|h)\.\d+\./, ''));
  return gradient ? words.worksheet.gradientOf(plain) : plain;
}

/** One place along an axis in words. `Z` is a width that is heads side by side. */
function placeName({ words, config, tokens, text }: Naming, letter: string, i: number): string {
  const said = words.worksheet.places;
  const [D, K] = [config.d_model, headWidth(config)];
  switch (letter) {
    case 'T':
      return said.position(i, tokenName(tokens, i));
    case 'S':
      return said.key(i, tokenName(tokens, i));
    case 'H':
      return said.head(i + 1);
    case 'K':
      return said.headDimension(i);
    case 'F':
      return said.neuron(i);
    case 'V':
      return said.token(pieceName(text, i));
    case 'P':
      return said.tablePosition(i);
    case 'E':
      return said.part('QKV'[Math.floor(i / D)] ?? '', Math.floor((i % D) / K) + 1, i % K);
    case 'Z':
      return `${said.head(Math.floor(i / K) + 1)}, ${said.headDimension(i % K)}`;
    default:
      return said.dimension(i);
  }
}

/** The places of an element in words, one an axis; an axis of length one says nothing. */
export function placeNames(naming: Naming, { name, index }: ElementRef): string[] {
  const axes = axesOf(naming.config, name) ?? '';
  const letters = name.endsWith('attn.c_proj.weight') ? 'ZD' : axes;
  const names = Array.from(letters, (letter, axis) => (letter === '1' ? '' : placeName(naming, letter, index[axis] ?? 0)));
  const said = naming.words.worksheet.places;
  const [first = '', second = ''] = names;
  if (/^(DE|ZD|DF|FD)$/.test(letters)) return [said.from(first), said.to(second)];
  return names.filter((each) => each !== '');
}

/** An element and its number in one sentence: “query, layer 1, position 3 ‘cat’, head 2, dimension 5 of the head: 0.42”. */
export function sentenceOf(naming: Naming, ref: ElementRef, value: number): string {
  const places = placeNames(naming, ref).join(naming.words.shell.comma);
  return naming.words.worksheet.sentence(arrayName(naming.words, ref.name), places, formatNumber(value));
}

/** The element as code: `blocks.0.attn.hook_q[3,1,5]`. */
export const codeOf = ({ name, index }: ElementRef): string => `${name}[${index.join(', ')}]`;

/** What of the selection an element stands for, so that every picture shows the place that one has walked to. */
export function selectionOf(
  config: RunConfig,
  ref: ElementRef,
): Partial<Record<'position' | 'key' | 'layer' | 'head' | 'neuron' | 'token', number>> {
  const { of } = ungraded(ref.name);
  const found: ReturnType<typeof selectionOf> = {};
  const layer = /^(?:blocks|h)\.(\d+)\./.exec(of)?.[1];
  if (layer !== undefined) found.layer = Number(layer);
  const keys = { T: 'position', P: 'position', S: 'key', H: 'head', F: 'neuron', V: 'token' } as const;
  Array.from(axesOf(config, of) ?? '').forEach((letter, axis) => {
    const key = keys[letter as keyof typeof keys];
    const i = ref.index[axis];
    if (key !== undefined && i !== undefined) found[key] = i;
  });
  return found;
}
