import { expect, test } from 'vitest';
import { partsOf, readLock } from './licences.mjs';
import { notices } from './notices.mjs';

test('the built app carries the notice of every part of it', () => {
  const text = notices();
  const parts = partsOf(readLock()).filter(({ name }) => !text.includes(`\n${name} `));
  expect(parts).toEqual([]);
  expect(
    text.match(/Permission is hereby granted|Permission to use, copy|Apache License|Redistribution and use/g)?.length,
  ).toBeGreaterThan(60);
});
