import { describe, expect, test } from 'vitest';
import { modelFolder, zipFiles } from './archive.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('the files of a model', () => {
  test('come out of an archive as they went in', () => {
    const files = { 'config.json': bytes(1, 2), 'model.safetensors': Uint8Array.from({ length: 5000 }, (_, i) => i % 251) };
    expect(modelFolder({ 'a.zip': zipFiles('a story', files) })).toEqual(files);
  });

  test('are those of the outermost folder that describes a model', () => {
    const dropped = {
      'gpt2/config.json': bytes(1),
      'gpt2/model.safetensors': bytes(2),
      'gpt2/onnx/config.json': bytes(3),
      'gpt2/onnx/model.safetensors': bytes(4),
      'notes.txt': bytes(5),
    };
    expect(modelFolder(dropped)).toEqual({ 'config.json': bytes(1), 'model.safetensors': bytes(2) });
    expect(modelFolder({ 'a\\b.gfrun': bytes(1), 'c/d.txt': bytes(2) })).toEqual({ 'b.gfrun': bytes(1) });
  });

  test('are all of them, to be named, where none describes a model', () => {
    expect(Object.keys(modelFolder({ 'x/y.png': bytes(1), 'z.txt': bytes(2) }))).toEqual(['y.png', 'z.txt']);
  });

  test('of a broken archive are none', () => {
    const whole = zipFiles('a', { 'config.json': bytes(1, 2, 3) });
    expect(() => modelFolder({ 'a.zip': whole.subarray(0, 40) })).toThrow(/^a\.zip: /);
    expect(() => modelFolder({ 'a.zip': bytes(1) })).toThrow(/^a\.zip: /);
  });
});
