import code from 'virtual:standalone';
import { escapeMarkup } from './snippet.ts';
import type { Language } from '#lexicon/words/load.ts';

/** What a page does that stands alone: continue texts with the model, or look back on its training. */
export type PageKind = 'writer' | 'replay';
type Page = { kind: PageKind; title: string; language: Language; run: Uint8Array };

/** Bytes as base64, in stretches that a function call can take. */
function base64(bytes: Uint8Array): string {
  const stretch = 0x8000;
  let binary = '';
  for (let at = 0; at < bytes.length; at += stretch) binary += String.fromCharCode(...bytes.subarray(at, at + stretch));
  return btoa(binary);
}

/**
 * One HTML file that needs nothing else: the recorded run in it, the script that computes with it, and a policy by which
 * the browser lets it load nothing from anywhere.
 */
export function standalonePage({ kind, title, language, run }: Page): string {
  const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  // Inside a script element only its own end tag means anything.
  const script = code.script.replaceAll('</script', String.raw`<\/script`);
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeMarkup(title)}</title>
<style>${code.style}</style>
</head>
<body data-page="${kind}" data-language="${language}">
<script type="text/plain" id="run">${base64(run)}</script>
<script>${script}</script>
</body>
</html>
`;
}
