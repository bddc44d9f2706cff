import { expect, test } from 'vitest';
import { memory, memoryOf } from './memory.ts';

test('what is beyond a limit is never said to be as large as the limit', () => {
  expect([1024, 1025, 18_566].map(memory)).toEqual(['1 GiB', '1.1 GiB', '18.2 GiB']);
  expect([16 * 2 ** 20, 16 * 2 ** 20 + 1].map(memoryOf)).toEqual(['16 MiB', '17 MiB']);
});
