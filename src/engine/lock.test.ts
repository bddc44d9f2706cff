import { expect, test } from 'vitest';
import { Lock } from './lock.ts';

test('tasks never overlap and keep their order, also when one fails', async () => {
  const lock = new Lock();
  const log: string[] = [];
  const task = (name: string, fails = false) =>
    lock.run(async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 2));
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([task('a'), task('b', true), task('c')]);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
