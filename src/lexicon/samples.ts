/** A story to start with: its language, its title in that language, and where the app serves its text. */
type Sample = { id: string; language: 'en' | 'zh'; title: string; path: string };

/** The stories that come with the app, all written for it. `path` is relative to the page. */
export const SAMPLES = [
  { id: 'zh-lighthouse', language: 'zh', title: '湾底的钟', path: 'samples/zh-lighthouse.txt' },
  { id: 'zh-teahouse', language: 'zh', title: '四十天的雨', path: 'samples/zh-teahouse.txt' },
  { id: 'en-lighthouse', language: 'en', title: 'The Bell in the Bay', path: 'samples/en-lighthouse.txt' },
  { id: 'en-ferry', language: 'en', title: 'The Ferry at Sallow Bend', path: 'samples/en-ferry.txt' },
] as const satisfies readonly Sample[];
