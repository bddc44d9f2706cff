/** What a version of the app is made of, written by the build: addresses from the app's folder, and those of one language. */
export type Precache = { version: string; files: readonly string[]; languages: Readonly<Record<string, readonly string[]>> };

/** What the service worker needs of its surroundings. */
export type Surroundings = {
  caches: Pick<CacheStorage, 'open' | 'keys' | 'delete' | 'match'>;
  fetch: (request: Request) => Promise<Response>;
  /** The address of the app's folder, with a slash at its end. */
  scope: string;
};

const PREFIX = 'glassformer ';
/** Files whose names change with their content: whatever version they came with, they are right. */
const HASHED = 'assets/';
/** Files that a visit keeps as it needs them: recorded runs, sample texts, the builds of the wasm backend. */
const KEPT_WHEN_USED = /^(assets|runs|samples|wasm)\//;

/** With these a page is cross-origin isolated (so that wasm has threads), whatever the host sends. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

function isolated(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/**
 * The app without a net. A version is fetched as a whole before it is used; a page gets the files of one version; the
 * version before is kept for pages that are still open, older ones go.
 */
export function createOffline({ version, files, languages }: Precache, { caches, fetch, scope }: Surroundings) {
  const name = `${PREFIX}${version}`;
  const indexAddress = `${scope}index.html`;

  async function store(address: string): Promise<void> {
    const cache = await caches.open(name);
    if (await cache.match(address)) return;
    const path = address.slice(scope.length);
    const known = path.startsWith(HASHED) ? await caches.match(address) : undefined;
    // A name that stays the same may hide an older file in the browser's own cache.
    const response = known ?? (await fetch(new Request(address, path.startsWith(HASHED) ? {} : { cache: 'no-cache' })));
    if (!response.ok) throw new Error(`offline: ${path} was answered with ${response.status}`);
    await cache.put(address, response);
  }

  async function fromNet(request: Request, keeps: boolean): Promise<Response> {
    const response = await fetch(request);
    if (keeps && response.status === 200) await (await caches.open(name)).put(request.url, response.clone());
    return response;
  }

  async function answer(request: Request, address: string, path: string): Promise<Response> {
    const own = await (await caches.open(name)).match(address);
    const found = own ?? (path.startsWith(HASHED) ? await caches.match(address) : undefined);
    return isolated(found ?? (await fromNet(request, KEPT_WHEN_USED.test(path))));
  }

  return {
    /** Fetches the version as a whole. @throws where a file is missing: then the version before stays */
    install: async (): Promise<void> => {
      await Promise.all(['index.html', ...files].map((path) => store(`${scope}${path}`)));
    },
    /** Throws away all but this version and the one before. */
    activate: async (): Promise<void> => {
      const ours = (await caches.keys()).filter((key) => key.startsWith(PREFIX) && key !== name);
      await Promise.all(ours.slice(0, -1).map((key) => caches.delete(key)));
    },
    /** Keeps what a language needs: its words, and the recorded run that the page opens with. */
    speak: async (language: string): Promise<void> => {
      const own = Object.hasOwn(languages, language) ? languages[language] : undefined;
      const wanted = own === undefined ? [] : [...own, `runs/${language}.gfrun`];
      await Promise.all(wanted.map((path) => store(`${scope}${path}`)));
    },
    /** What a request is answered with; undefined where it is none of the app's own. */
    answer: (request: Request): Promise<Response> | undefined => {
      const address = request.url.split(/[?#]/, 1)[0] ?? '';
      if (request.method !== 'GET' || !address.startsWith(scope) || request.headers.has('range')) return undefined;
      const path = address.slice(scope.length);
      if (request.mode === 'navigate')
        return path === '' || path === 'index.html' ? answer(request, indexAddress, 'index.html') : undefined;
      return answer(request, address, path);
    },
  };
}
