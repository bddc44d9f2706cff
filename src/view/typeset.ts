import katex from 'katex';
import 'katex/dist/katex.min.css';

const ROLE = /\\textcolor\{(q|k|v|attn|ffn|resid|embed|pred)\}/g;

/**
 * Sets TeX into an element, in place of what was there: boxes for the eye, MathML for the ear, made node by node, so that
 * no markup is parsed. What is no TeX comes back as text, never as an error. `\textcolor{q}{…}` is the colour of that role
 * in the theme in force.
 */
export function typeset(tex: string, into: HTMLElement): void {
  // A role is a class, since a colour of the theme is no colour that TeX knows; no other extension is trusted.
  katex.render(tex.replaceAll(ROLE, String.raw`\htmlClass{formula__$1}`), into, {
    throwOnError: false,
    strict: 'ignore',
    trust: ({ command }) => command === String.raw`\htmlClass`,
  });
}
