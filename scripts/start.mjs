// @ts-check
import { spawnSync } from 'node:child_process';
import { ROOT, npm } from './bin.mjs';
import { ensureModules } from './ensure.mjs';

const FIRST_PORT = 4173;

/** Installs what is missing, builds the app and serves it; `PORT` names another port to begin with. */
async function start() {
  ensureModules();
  const [command, args] = npm('run', '--silent', 'build');
  const built = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' });
  if (built.status !== 0) throw new Error('The build failed; its own words are above.');
  const { preview } = await import('vite');
  const server = await preview({ root: ROOT, preview: { port: Number(process.env['PORT'] ?? FIRST_PORT) } });
  console.log(`\nGlassformer is at ${server.resolvedUrls?.local[0]}\nStop it with Ctrl+C.`);
}

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
