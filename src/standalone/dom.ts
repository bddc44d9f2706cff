/** An element with properties and children. Text is set as text, never read as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** A slider or a field for a number, with its name and its value beside it. */
export function numberField(
  name: string,
  input: { type: 'range' | 'number'; min: string; max: string; step: string; value: string },
): { row: HTMLElement; input: HTMLInputElement; value: () => number } {
  const made = element('input', input);
  const shown = element('output', { textContent: input.value });
  made.oninput = () => {
    shown.textContent = made.value;
  };
  const row = element('label', { className: 'field' }, element('span', { textContent: name }), made);
  if (input.type === 'range') row.append(shown);
  return { row, input: made, value: () => (Number.isFinite(made.valueAsNumber) ? made.valueAsNumber : Number(input.value)) };
}

/** Calls back between two pictures, also in a tab that nobody sees. */
export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** How long a stretch of computing may hold the page up, in milliseconds. */
export const STRETCH_MS = 12;
