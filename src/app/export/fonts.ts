/** Weights by the names that CSS has for them. */
const WEIGHTS: Readonly<Record<string, string>> = { normal: '400', bold: '700' };

type Face = Pick<CSSStyleDeclaration, 'fontFamily' | 'fontWeight' | 'fontStyle'>;

/** A face's name: family, weight and style. */
function faceOf({ fontFamily, fontWeight, fontStyle }: Face): string {
  const [family = ''] = fontFamily.split(',');
  return [family.trim().replaceAll(/["']/g, ''), WEIGHTS[fontWeight] ?? fontWeight, fontStyle].join(' ');
}

/** The page's own fonts by face: what the rule says of them, and the address of their first file. */
function pageFonts(): Map<string, Face & { address: string }> {
  const fonts = new Map<string, Face & { address: string }>();
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule)) continue;
      const of = (name: string): string => rule.style.getPropertyValue(name);
      const face = {
        fontFamily: of('font-family'),
        fontWeight: of('font-weight') || '400',
        fontStyle: of('font-style') || 'normal',
      };
      const file = /url\("?([^")]+)"?\)/.exec(of('src'))?.[1];
      if (file !== undefined) fonts.set(faceOf(face), { ...face, address: new URL(file, sheet.href ?? document.baseURI).href });
    }
  }
  return fonts;
}

async function dataUrlOf(address: string): Promise<string> {
  const file = await (await fetch(address)).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => reject(new Error(`fontsIn: could not read '${address}'`));
    reader.readAsDataURL(file);
  });
}

/**
 * The style sheet, files included, of those of the page's own fonts that an element is written in: formulas have some, all
 * else has the system's. Empty where there are none.
 */
export async function fontsIn(element: HTMLElement): Promise<string> {
  const known = pageFonts();
  const faces = new Set(Array.from(element.querySelectorAll('*'), (each) => faceOf(getComputedStyle(each))));
  const used = [...faces].flatMap((face) => known.get(face) ?? []);
  const rules = used.map(async ({ fontFamily, fontWeight, fontStyle, address }) => {
    const face = `font-family:${fontFamily};font-weight:${fontWeight};font-style:${fontStyle}`;
    return `@font-face{${face};src:url("${await dataUrlOf(address)}")}`;
  });
  return (await Promise.all(rules)).join('\n');
}
