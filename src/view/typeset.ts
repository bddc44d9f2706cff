import katex from 'katex';
import 'katex/dist/katex.min.css';

/** TeX as markup: boxes for the eye, MathML for the ear. What is no TeX comes back as text, never as an error. */
export function typeset(tex: string): string {
  return katex.renderToString(tex, { throwOnError: false, strict: 'ignore', trust: false });
}
