/** What `scripts/standalone.mjs` bundles out of `src/standalone`. */
declare module 'virtual:standalone' {
  const code: { script: string; style: string };
  export default code;
}
