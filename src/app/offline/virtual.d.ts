/** The list that `scripts/offline.mjs` makes of the bundle, for the service worker alone. */
declare module 'virtual:precache' {
  const precache: { version: string; files: readonly string[]; languages: Readonly<Record<string, readonly string[]>> };
  export default precache;
}
