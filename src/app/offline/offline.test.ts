import { beforeEach, expect, test } from 'vitest';
import { createOffline } from './offline.ts';

const SCOPE = 'https://host.example/app/';
const LIST = { version: 'one', files: ['assets/main-a1.js'], languages: { en: ['assets/en-a1.js'], zh: ['assets/zh-a1.js'] } };

/** Caches of a browser, as far as they are used. */
function createCaches() {
  const all = new Map<string, Map<string, Response>>();
  const addressOf = (asked: RequestInfo | URL): string => (asked instanceof Request ? asked.url : String(asked));
  const open = (name: string): Map<string, Response> => {
    const found = all.get(name) ?? new Map<string, Response>();
    all.set(name, found);
    return found;
  };
  const caches = {
    keys: async () => [...all.keys()],
    delete: async (name: string) => all.delete(name),
    match: async (asked: RequestInfo | URL) =>
      [...all.values()].flatMap((cache) => cache.get(addressOf(asked)) ?? [])[0]?.clone(),
    open: async (name: string) => {
      const cache = open(name);
      return {
        match: async (asked: RequestInfo | URL) => cache.get(addressOf(asked))?.clone(),
        put: async (asked: RequestInfo | URL, response: Response) => void cache.set(addressOf(asked), response),
      } as Cache;
    },
  };
  return { caches: caches as unknown as CacheStorage, names: () => [...all.keys()] };
}

let browser = createCaches();
let net = new Map<string, string>();
let asked: string[] = [];

const fetchFromNet = async (request: Request): Promise<Response> => {
  asked.push(request.url.replace(SCOPE, ''));
  const text = net.get(request.url.replace(SCOPE, ''));
  if (net.size === 0) throw new TypeError('no net');
  return new Response(text ?? '', { status: text === undefined ? 404 : 200 });
};
const version = (list: Partial<typeof LIST> = {}) =>
  createOffline({ ...LIST, ...list }, { caches: browser.caches, fetch: fetchFromNet, scope: SCOPE });
const get = (path: string, mode?: string): Request => {
  const request = new Request(`${SCOPE}${path}`);
  return mode === undefined ? request : (Object.defineProperty(request, 'mode', { value: mode }) as Request);
};
const text = async (answer: Promise<Response> | undefined): Promise<string | undefined> => (await answer)?.text();

beforeEach(() => {
  browser = createCaches();
  asked = [];
  net = new Map(
    ['index.html', ...LIST.files, 'assets/en-a1.js', 'assets/zh-a1.js', 'runs/en.gfrun', 'runs/zh.gfrun'].map((path) => [
      path,
      `${path} of one`,
    ]),
  );
});

test('after one visit the page, its scripts, its words and its run come without a net, in whatever address it is opened', async () => {
  const offline = version();
  await offline.install();
  await offline.speak('en');
  net.clear();
  expect(await text(offline.answer(get('?lang=en&panel=flow#x', 'navigate')))).toBe('index.html of one');
  for (const path of ['assets/main-a1.js', 'assets/en-a1.js', 'runs/en.gfrun'])
    expect(await text(offline.answer(get(path)))).toBe(`${path} of one`);
  await expect(offline.answer(get('assets/zh-a1.js'))).rejects.toThrow('no net');
});

test('every answer makes the page cross-origin isolated, whatever the host sends', async () => {
  const offline = version();
  const answer = await offline.answer(get('', 'navigate'));
  expect(answer?.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
  expect(answer?.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
});

test('a version of which a file is missing is not installed', async () => {
  net.delete('assets/main-a1.js');
  await expect(version().install()).rejects.toThrow('assets/main-a1.js was answered with 404');
});

test('a new version fetches only what changed; a page of the version before still finds its scripts; older ones go', async () => {
  const first = version();
  await first.install();
  for (const [name, file] of [
    ['two', 'assets/new-b2.js'],
    ['three', 'assets/newer-c3.js'],
  ] as const) {
    for (const path of ['index.html', file]) net.set(path, `${path} of ${name}`);
    asked = [];
    const next = version({ version: name, files: [file] });
    await next.install();
    expect(asked).toEqual(['index.html', file]);
    await next.activate();
    net.delete(file);
  }
  const third = version({ version: 'three', files: ['assets/newer-c3.js'] });
  expect(browser.names()).toEqual(['glassformer two', 'glassformer three']);
  expect(await text(third.answer(get('', 'navigate')))).toBe('index.html of three');
  expect(await text(third.answer(get('assets/new-b2.js')))).toBe('assets/new-b2.js of two');
});

test('what a later visit uses besides is kept; a refusal is not', async () => {
  const offline = version();
  net.set('samples/names.txt', 'Ada');
  expect(await text(offline.answer(get('samples/names.txt')))).toBe('Ada');
  expect((await offline.answer(get('samples/none.txt')))?.status).toBe(404);
  net.set('samples/none.txt', 'there now');
  net.delete('samples/names.txt');
  expect(await text(offline.answer(get('samples/names.txt')))).toBe('Ada');
  expect(await text(offline.answer(get('samples/none.txt')))).toBe('there now');
});

test('it stays out of the way of what is not the app: other folders, other methods, other pages', () => {
  const offline = version();
  expect(offline.answer(new Request('https://host.example/other/'))).toBeUndefined();
  expect(offline.answer(new Request(`${SCOPE}assets/main-a1.js`, { method: 'POST' }))).toBeUndefined();
  expect(offline.answer(get('replay.html', 'navigate'))).toBeUndefined();
  expect(asked).toEqual([]);
});

test('a language that there is not is no address', async () => {
  await version().speak('../../secret');
  await version().speak('toString');
  expect(asked).toEqual([]);
});
