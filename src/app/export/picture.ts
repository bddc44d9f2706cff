import { domToBlob, domToForeignObjectSvg } from 'modern-screenshot';

/** Sharpness of a picture in pixels. */
const SCALE = 2;
/** Room around the panel, and for the line under it. */
const [MARGIN, FOOT] = [16, 28];

/** Controls say nothing in a picture. */
const isDrawn = (node: Node): boolean => !(node instanceof Element && node.matches('.panel__tools, .guide__link'));

function options(card: HTMLElement, foot: string) {
  const { width, height } = card.getBoundingClientRect();
  const style = getComputedStyle(card);
  return {
    width: Math.ceil(width) + 2 * MARGIN,
    height: Math.ceil(height) + 2 * MARGIN + FOOT,
    backgroundColor: getComputedStyle(document.documentElement).getPropertyValue('--paper').trim() || '#fff',
    style: { width: `${Math.ceil(width)}px`, margin: `${MARGIN}px`, border: '0' },
    filter: isDrawn,
    font: false as const,
    onCloneNode: (copy: Node): void => {
      const line = document.createElement('p');
      line.textContent = foot;
      line.style.cssText = `margin: 8px 0 0; color: ${style.getPropertyValue('--soft')}; font: 12px ${style.fontFamily}`;
      copy.appendChild(line);
    },
  };
}

/** A panel as it stands, with its title and legend and a line that says of what moment it is, as a PNG. */
export function pictureOf(card: HTMLElement, foot: string): Promise<Blob> {
  return domToBlob(card, { ...options(card, foot), scale: SCALE });
}

/** The same as SVG: text and lines stay text and lines; what is painted cell by cell is an image in it. */
export async function drawingOf(card: HTMLElement, foot: string): Promise<string> {
  const svg = await domToForeignObjectSvg(card, options(card, foot));
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new XMLSerializer().serializeToString(svg);
}
