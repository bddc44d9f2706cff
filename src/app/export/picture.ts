import { domToBlob, domToForeignObjectSvg } from 'modern-screenshot';
import { fontsIn } from './fonts.ts';

/** Sharpness of a picture in pixels. */
const SCALE = 2;
/** Room around the panel, and for the line under it. */
const [MARGIN, FOOT] = [16, 28];

/** Controls say nothing in a picture. */
const isDrawn = (node: Node): boolean => !(node instanceof Element && node.matches('.panel__tools, .guide__link'));

/** Marks, while a picture is taken, what scrolls, with how far it has. */
const SCROLLED = 'data-scrolled';

/** What scrolls in a panel. */
function scrollers(card: HTMLElement): HTMLElement[] {
  return [...card.querySelectorAll<HTMLElement>('*')].filter((element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    return [overflowX, overflowY].some((overflow) => overflow === 'auto' || overflow === 'scroll');
  });
}

/** A copy shows of what scrolls the part that was in sight, without bars; headings that stick to its edges stay there. */
function standStill(copy: HTMLElement): void {
  for (const box of copy.querySelectorAll<HTMLElement>(`[${SCROLLED}]`)) {
    box.style.overflow = 'hidden';
    const [down = 0, right = 0] = (box.getAttribute(SCROLLED) ?? '').split(' ').map(Number);
    if (down === 0 && right === 0) continue;
    for (const element of box.querySelectorAll<HTMLElement>('*')) {
      if (element.parentElement?.closest(`[${SCROLLED}]`) !== box) continue;
      const [isChild, { position, top, left }] = [element.parentElement === box, element.style];
      const sticks = (edge: string): boolean => position === 'sticky' && edge !== '' && edge !== 'auto';
      const x = (isChild ? -right : 0) + (sticks(left) ? right : 0);
      const y = (isChild ? -down : 0) + (sticks(top) ? down : 0);
      if (x !== 0 || y !== 0) element.style.translate = `${x}px ${y}px`;
    }
  }
}

/** Takes a picture of a panel while what scrolls in it is marked. */
async function whileMarked<T>(card: HTMLElement, take: () => Promise<T>): Promise<T> {
  const marked = scrollers(card);
  for (const box of marked) box.setAttribute(SCROLLED, `${box.scrollTop} ${box.scrollLeft}`);
  try {
    return await take();
  } finally {
    for (const box of marked) box.removeAttribute(SCROLLED);
  }
}

async function options(card: HTMLElement, foot: string) {
  const { width, height } = card.getBoundingClientRect();
  const style = getComputedStyle(card);
  const fonts = await fontsIn(card);
  return {
    width: Math.ceil(width) + 2 * MARGIN,
    height: Math.ceil(height) + 2 * MARGIN + FOOT,
    backgroundColor: getComputedStyle(document.documentElement).getPropertyValue('--paper').trim() || '#fff',
    style: { width: `${Math.ceil(width)}px`, margin: `${MARGIN}px`, border: '0' },
    filter: isDrawn,
    font: fonts === '' ? (false as const) : { cssText: fonts },
    onCloneNode: (copy: Node): void => {
      if (!(copy instanceof HTMLElement)) return;
      standStill(copy);
      // Knobs of sliders are drawn by the browser, in the colour of accents.
      for (const slider of copy.querySelectorAll<HTMLElement>("input[type='range']"))
        slider.style.accentColor = style.getPropertyValue('--soft');
      // What a field asks for is no text in it.
      for (const field of copy.querySelectorAll<HTMLInputElement>('input[placeholder]'))
        if (field.value === '') field.style.setProperty('-webkit-text-fill-color', style.getPropertyValue('--soft'));
      const line = document.createElement('p');
      line.textContent = foot;
      // The colour that the panel's letters are filled with is in its copy, and would be the line's too.
      line.style.cssText = `margin: 8px 0 0; color: ${style.getPropertyValue('--soft')}; -webkit-text-fill-color: currentcolor; font: 12px ${style.fontFamily}`;
      copy.appendChild(line);
    },
  };
}

/** A panel as it stands, with its title and legend and a line that says of what moment it is, as a PNG. */
export function pictureOf(card: HTMLElement, foot: string): Promise<Blob> {
  return whileMarked(card, async () => domToBlob(card, { ...(await options(card, foot)), scale: SCALE }));
}

/** The same as SVG: text and lines stay text and lines; what is painted cell by cell is an image in it. */
export async function drawingOf(card: HTMLElement, foot: string): Promise<string> {
  const svg = await whileMarked(card, async () => domToForeignObjectSvg(card, await options(card, foot)));
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new XMLSerializer().serializeToString(svg);
}
