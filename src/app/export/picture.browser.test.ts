import { expect, test } from 'vitest';
import { drawingOf } from './picture.ts';

test('a picture shows of a list the part that was in sight, without bars, and leaves the list as it was', async () => {
  const card = document.createElement('section');
  const list = document.createElement('div');
  list.style.cssText = 'height: 40px; overflow-y: auto';
  const lines = document.createElement('ol');
  lines.style.cssText = 'height: 400px; margin: 0';
  list.append(lines);
  card.append(list);
  document.body.append(card);
  list.scrollTop = 120;

  const svg = new DOMParser().parseFromString(await drawingOf(card, 'foot'), 'image/svg+xml');
  const drawn = svg.querySelector('ol');
  expect(drawn?.getAttribute('style')).toMatch(/translate: 0px -120px/);
  expect(drawn?.parentElement?.getAttribute('style')).toMatch(/overflow: hidden/);
  expect(svg.documentElement.textContent).toContain('foot');
  expect(list.getAttributeNames()).toEqual(['style']);
  expect(list.scrollTop).toBe(120);
  card.remove();
});
