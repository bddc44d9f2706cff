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

test('a heading that sticks to the edge of a scrolled list is at that edge in the picture', async () => {
  const card = document.createElement('section');
  card.innerHTML = `<div style="height: 40px; overflow: auto">
    <table style="width: 900px"><thead><tr><th style="position: sticky; top: 0">heading</th></tr></thead>
    <tbody><tr><th style="position: sticky; left: 0">row</th><td><p style="height: 400px">cell</p></td></tr></tbody></table></div>`;
  document.body.append(card);
  const list = card.querySelector('div');
  list?.scrollTo(50, 120);

  const svg = new DOMParser().parseFromString(await drawingOf(card, 'foot'), 'image/svg+xml');
  const moved = (selector: string) => /translate: ([^;]*);/.exec(svg.querySelector(selector)?.getAttribute('style') ?? '')?.[1];
  expect(moved('table')).toBe('-50px -120px');
  expect(moved('thead th')).toBe('0px 120px');
  expect(moved('tbody th')).toMatch(/^50px( 0px)?$/);
  expect(moved('td')).toBeUndefined();
  card.remove();
});

test('the line under a picture has a colour of its own, whatever the panel is written in', async () => {
  const card = document.createElement('section');
  card.style.cssText = '--soft: rgb(90, 91, 92); color: rgb(1, 2, 3)';
  document.body.append(card);
  const svg = new DOMParser().parseFromString(await drawingOf(card, 'foot'), 'image/svg+xml');
  expect(svg.querySelector('p')?.getAttribute('style')).toMatch(
    /color: rgb\(90, 91, 92\).*-webkit-text-fill-color: currentcolor/,
  );
  card.remove();
});

test('a picture brings those of the page’s own fonts that it is written in, and no others', async () => {
  const fonts = document.createElement('style');
  const rule = (family: string): string => `@font-face { font-family: ${family}; src: url("data:font/woff2;base64,d09GMg==") }`;
  fonts.textContent = rule('Written') + rule('Elsewhere');
  const card = document.createElement('section');
  card.innerHTML = '<p style="font-family: Written, serif">formula</p>';
  document.body.append(fonts, card);
  const drawn = await drawingOf(card, 'foot');
  expect(drawn).toMatch(/@font-face\{font-family:Written;[^}]*url\("data:font\/woff2;base64,d09GMg=="\)/);
  expect(drawn).not.toContain('Elsewhere');
  card.remove();
  fonts.remove();
});
