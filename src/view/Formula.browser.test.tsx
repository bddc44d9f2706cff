import { beforeAll, expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import './theme.css';
import { Formula, loadTypesetter } from './Formula.tsx';

beforeAll(async () => {
  await loadTypesetter();
});

test('a formula is boxes for the eye and MathML for the ear, and another formula takes its place', async () => {
  const screen = await render(<Formula tex={String.raw`\frac{1}{2}`} />);
  const box = (): HTMLElement | null => screen.container.querySelector<HTMLElement>('.formula');
  expect(box()?.querySelectorAll('.katex')).toHaveLength(1);
  expect(box()?.querySelector('math mfrac')).not.toBeNull();
  expect(box()?.querySelectorAll('.katex-html [style*="em"]').length, 'sizes are set').toBeGreaterThan(2);
  await screen.rerender(<Formula tex="x^2" />);
  expect(box()?.querySelectorAll('.katex')).toHaveLength(1);
  expect(box()?.querySelector('math msup')).not.toBeNull();
});

test('a role is drawn in its colour of the theme, with the spacing that a plain colour has', async () => {
  const screen = await render(<Formula tex={String.raw`a+\textcolor{q}{b}=c`} />);
  const letters = [...screen.container.querySelectorAll<HTMLElement>('.katex-html .mathnormal')];
  const [a, b] = letters.map((letter) => getComputedStyle(letter).color);
  const probe = document.createElement('i');
  probe.style.color = 'var(--q)';
  screen.container.append(probe);
  expect(b).toBe(getComputedStyle(probe).color);
  expect(b).not.toBe(a);
  expect(screen.container.querySelectorAll('.katex-html .mspace').length).toBe(4);
});

test('what is no TeX stays text, and nothing in it becomes an element or a link', async () => {
  const wrong = String.raw`\frac{<img src=x onerror=alert(1)>`;
  const screen = await render(<Formula tex={wrong} />);
  expect(screen.container.textContent).toContain(wrong);
  await screen.rerender(<Formula tex={String.raw`\href{javascript:alert(1)}{x} \includegraphics{y.png}`} />);
  expect(screen.container.querySelectorAll('a, img, script')).toHaveLength(0);
});
