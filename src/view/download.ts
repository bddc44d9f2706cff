/** How long the browser may take to fetch a file that it was handed. */
const KEPT_MS = 60_000;

/** A file name that every file system takes: letters and digits of any script, the rest as hyphens. */
export function fileName(name: string, otherwise: string, ending: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${plain === '' ? otherwise : plain.slice(0, 60)}.${ending}`;
}

/** Hands a file to the person. */
export function download(content: Uint8Array | string | Blob, name: string, type = 'application/octet-stream'): void {
  const blob = content instanceof Blob ? content : new Blob([content as Uint8Array<ArrayBuffer> | string], { type });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
