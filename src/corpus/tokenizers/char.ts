import { wellFormed } from '../clean.ts';
import { NIBBLES, byCount, countParts, nibblePieces, spellByNibbles } from './spelling.ts';
import { assemble, createIdBuffer } from './tokenizer.ts';
import type { Tokenizer, TokenizerData, TokenizerMaker } from './tokenizer.ts';

const PACE_CHARACTERS = 1 << 18;

function build(data: Extract<TokenizerData, { kind: 'char' }>): Tokenizer {
  const characters = [...data.characters];
  const idOf = new Map(characters.map((character, id) => [character, id]));
  const pieces = [...characters.map((text, id) => ({ id, text })), ...nibblePieces(characters.length)];
  return assemble({
    pieces,
    data,
    encode(text) {
      const ids = createIdBuffer(text.length);
      for (const character of wellFormed(text)) {
        const id = idOf.get(character);
        if (id === undefined) spellByNibbles(character, characters.length, ids.push);
        else ids.push(id);
      }
      return ids.done();
    },
  });
}

/**
 * One piece a character (a Unicode code point), the most frequent first. Characters beyond `vocab_size`, and
 * those that were not in the text, are spelled by half-bytes (`spelling.ts`).
 */
export const char: TokenizerMaker<'char'> = {
  async learn(text, { vocab_size, mask = false }, onProgress) {
    const source = wellFormed(text);
    const counts = await countParts(source, source, PACE_CHARACTERS, onProgress);
    const room = Math.max(0, vocab_size - NIBBLES - (mask ? 1 : 0));
    onProgress?.(1);
    return build({ kind: 'char', characters: byCount(counts).slice(0, room).join(''), mask });
  },
  fromJSON: build,
};
