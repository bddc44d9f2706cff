import katex from 'katex';
import 'katex/dist/katex.min.css';

const ROLES = /color:(q|k|v|attn|ffn|resid|embed|pred)(?=[;"])/g;

/** TeX as markup: boxes for the eye, MathML for the ear. What is no TeX comes back as text, never as an error. `\textcolor{q}{…}` is the colour of that role in the theme in force. */
export function typeset(tex: string): string {
  return katex.renderToString(tex, { throwOnError: false, strict: 'ignore', trust: false }).replaceAll(ROLES, 'color:var(--$1)');
}
