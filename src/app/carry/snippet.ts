/** Text as it stands in HTML, also inside a quoted attribute. */
export const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** HTML that shows such a file in another page, beside which it lies. */
export function embedSnippet(fileName: string, title: string): string {
  return `<iframe src="${escapeMarkup(encodeURI(fileName))}" title="${escapeMarkup(title)}" width="100%" height="640" loading="lazy" sandbox="allow-scripts" style="border: 0"></iframe>`;
}
