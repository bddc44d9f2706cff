import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, SafetensorsError, writeSafetensors } from './safetensors.ts';

/** A file from a header and raw data bytes, for headers that the writer would refuse. */
function raw(header: unknown, data: readonly number[] = []): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}
const f32 = (shape: unknown, offsets: unknown): unknown => ({ dtype: 'F32', shape, data_offsets: offsets });

describe('safetensors', () => {
  it('reads back exactly the tensors, their order and the metadata that were written', () => {
    const shape = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 });
    const tensor = shape.chain((lengths) => {
      const size = lengths.reduce((a, b) => a * b, 1);
      const exact = { minLength: size, maxLength: size };
      return fc.oneof(
        fc.float32Array(exact).map((data) => ({ shape: lengths, data })),
        fc.int32Array(exact).map((data) => ({ shape: lengths, data })),
      );
    });
    // Digit-only keys would be reordered by JSON objects, and no tensor has such a name.
    const name = fc.string({ unit: 'grapheme' }).map((text) => `t${text}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, tensor)), fc.dictionary(name, fc.string()), (entries, metadata) => {
        const tensors = new Map(entries);
        const file = readSafetensors(writeSafetensors(tensors, metadata));
        expect([...file.tensors.keys()]).toEqual([...tensors.keys()]);
        for (const [key, { shape: wanted, data }] of tensors) {
          expect(file.tensors.get(key)).toEqual({ dtype: data instanceof Int32Array ? 'I32' : 'F32', shape: wanted, data });
        }
        expect(file.metadata).toEqual({ ...metadata });
      }),
    );
  });

  it('aligns the data to 8 bytes', () => {
    const bytes = writeSafetensors(new Map([['a', { shape: [1], data: new Float32Array([1]) }]]));
    expect(new DataView(bytes.buffer).getBigUint64(0, true) % 8n).toBe(0n);
  });

  it('reads a file that lies at an odd address', () => {
    const bytes = writeSafetensors(new Map([['a', { shape: [2], data: new Float32Array([1.5, -2]) }]]));
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(readSafetensors(shifted.subarray(3)).tensors.get('a')?.data).toEqual(new Float32Array([1.5, -2]));
  });

  it('reads a file that came as a Buffer of Node', () => {
    const bytes = writeSafetensors(new Map([['a', { shape: [2], data: new Float32Array([1.5, -2]) }]]));
    expect(readSafetensors(Buffer.from(bytes)).tensors.get('a')?.data).toEqual(new Float32Array([1.5, -2]));
  });

  it('widens half floats and bfloat16 to the numbers they stand for', () => {
    const half = raw(
      { h: { dtype: 'F16', shape: [5], data_offsets: [0, 10] } },
      [0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00, 0x00, 0xfc, 0x01, 0x7e],
    );
    expect(readSafetensors(half).tensors.get('h')?.data).toEqual(new Float32Array([1, -2, 2 ** -24, -Infinity, Number.NaN]));
    const brain = raw({ b: { dtype: 'BF16', shape: [2], data_offsets: [0, 4] } }, [0x80, 0x3f, 0x48, 0xc0]);
    expect(readSafetensors(brain).tensors.get('b')?.data).toEqual(new Float32Array([1, -3.125]));
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['fewer than eight bytes', new Uint8Array(5), /5 bytes came, at least 8/],
    ['a header longer than the file', raw('{}').with(0, 200), /header of 200 bytes is announced, the file has 2 more/],
    ['an absurd header length', new Uint8Array(8).fill(0xff), /at most 100000000/],
    ['a header that is no JSON', raw('{"a":'), /no UTF-8 JSON/],
    ['a header that is a list', raw([]), /no JSON object/],
    [
      'an unknown dtype',
      raw({ a: { dtype: 'F8_E4M3', shape: [1], data_offsets: [0, 1] } }, [0]),
      /'a' has dtype "F8_E4M3", one of F32 I32 F16 BF16/,
    ],
    [
      'a dtype that is a name of Object.prototype',
      raw({ a: { dtype: 'toString', shape: [1], data_offsets: [0, 1] } }, [0]),
      /has dtype "toString"/,
    ],
    ['a negative length', raw({ a: f32([-1], [0, 4]) }, [0, 0, 0, 0]), /shape \[-1\], a list of counts/],
    ['a shape that does not fit its bytes', raw({ a: f32([2], [0, 4]) }, [0, 0, 0, 0]), /has 4 bytes, 8 were wanted/],
    ['one offset', raw({ a: f32([1], [4]) }, [0, 0, 0, 0]), /data_offsets \[4\], two counts/],
    ['data cut short', raw({ a: f32([1], [0, 4]) }, [0, 0]), /tensors fill 4 bytes, the file holds 2/],
    ['bytes that belong to no tensor', raw({ a: f32([1], [0, 4]) }, [0, 0, 0, 0, 9]), /tensors fill 4 bytes, the file holds 5/],
    ['a hole', raw({ a: f32([1], [4, 8]) }, [0, 0, 0, 0, 0, 0, 0, 0]), /'a' begins at byte 4, 0 was wanted/],
    [
      'overlapping tensors',
      raw({ a: f32([1], [0, 4]), b: f32([1], [0, 4]) }, [0, 0, 0, 0]),
      /'b' begins at byte 0, 4 was wanted/,
    ],
    ['metadata that is no text', raw({ __metadata__: { a: 1 } }), /__metadata__\.a is no string/],
  ])('refuses %s and says what was wanted', (_, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(SafetensorsError);
    expect(() => readSafetensors(bytes)).toThrow(message);
  });

  it('refuses to write a tensor whose shape does not fit its data', () => {
    expect(() => writeSafetensors(new Map([['a', { shape: [2, 2], data: new Float32Array(3) }]]))).toThrow(
      /\[2,2\] has 3 elements, 4 were wanted/,
    );
  });
});
