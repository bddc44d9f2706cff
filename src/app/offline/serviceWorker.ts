import precache from 'virtual:precache';
import { createOffline } from './offline.ts';

/** What of a service worker's surroundings is used; the compiler knows them only without a page. */
type Scope = {
  registration: { scope: string };
  clients: { claim: () => Promise<void> };
  skipWaiting: () => Promise<void>;
  addEventListener: (type: string, listener: (event: Incoming) => void) => void;
};
type Incoming = {
  waitUntil: (work: Promise<unknown>) => void;
  respondWith: (answer: Promise<Response>) => void;
  request: Request;
  data: unknown;
};

const scope = self as unknown as Scope;
const offline = createOffline(precache, {
  caches,
  fetch: (request) => fetch(request),
  scope: scope.registration.scope,
});

scope.addEventListener('install', (event) => event.waitUntil(offline.install()));
// The first visit's page is served from now on; a later version waits until it is asked to take over.
scope.addEventListener('activate', (event) => event.waitUntil(offline.activate().then(() => scope.clients.claim())));
scope.addEventListener('fetch', (event) => {
  const answer = offline.answer(event.request);
  if (answer) event.respondWith(answer);
});
scope.addEventListener('message', (event) => {
  const { data } = event;
  if (data === 'takeOver') event.waitUntil(scope.skipWaiting());
  else if (typeof data === 'string') event.waitUntil(offline.speak(data));
});
