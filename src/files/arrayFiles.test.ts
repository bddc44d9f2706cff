import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { arraysCsv, arraysNpz } from './arrayFiles.ts';

const A = { name: 'blocks.0.hook_resid_pre', shape: [2, 2], axes: 'TD', data: Float32Array.of(1, 2, 3, -Infinity) };
const B = { name: 'loss', shape: [2], axes: 'T', data: Float32Array.of(0.5, Number.NaN) };

test('a table has a line a number with its place in its array', () => {
  expect(arraysCsv([A, B]).split('\r\n')).toEqual([
    'array,i,j,value',
    'blocks.0.hook_resid_pre,0,0,1',
    'blocks.0.hook_resid_pre,0,1,2',
    'blocks.0.hook_resid_pre,1,0,3',
    'blocks.0.hook_resid_pre,1,1,-inf',
    'loss,0,,0.5',
    'loss,1,,nan',
    '',
  ]);
});

test('an archive has an array a file', () => {
  const files = unzipSync(arraysNpz([A, B]));
  expect(Object.keys(files)).toEqual(['blocks.0.hook_resid_pre.npy', 'loss.npy']);
  expect(files['loss.npy']?.length).toBe(128 + 8);
});
