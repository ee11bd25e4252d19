// A small static server for dist/page: `node tools/serve.mjs [--port N]`. For npm start and the tests.
// Only this machine can reach it. It sends the page's own Content-Security-Policy as a header as well, as
// a real host should: a worker obeys the header of its script, not the page's <meta>. The service worker, which fetches
// the page's files to keep them, gets a policy that allows just that.
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join, normalize, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, inRoot, whenStarted } from './lib.mjs';

const FIRST_PORT = 4173;
const PORTS_TRIED = 50;
/** The only script that may connect, and only to the page's own host. */
const SERVICE_WORKER = 'sw.js';
const SERVICE_WORKER_POLICY = "default-src 'none'; connect-src 'self'";
const pageFolder = inRoot('dist', 'page');

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

/**
 * Serves a folder; the address ends with a slash. Without a port the first free one from 4173 up is taken. `page` is
 * where the page lies, when that is a folder below.
 * @param {{ folder?: string, page?: string, port?: number }} [options]
 */
export async function serve({ folder = pageFolder, page = folder, port } = {}) {
  const headers = securityHeaders(page);
  const server = createServer((request, response) => answer(folder, headers, request, response));
  const taken = await listen(server, port);
  return {
    address: `http://127.0.0.1:${taken}/`,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {string} folder @param {Record<string, string>} headers
 * @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response
 */
function answer(folder, headers, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return void response.writeHead(405, headers).end();
  const file = fileFor(folder, request.url ?? '/');
  if (!file)
    return void response.writeHead(404, { ...headers, 'content-type': 'text/plain' }).end('not found\n');
  response.writeHead(200, { ...headers, ...headersOf(file) });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).pipe(response);
}

/** What a file's answer says besides. @param {string} file @returns {Record<string, string>} */
function headersOf(file) {
  const type = { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' };
  if (basename(file) !== SERVICE_WORKER) return type;
  return { ...type, 'content-security-policy': SERVICE_WORKER_POLICY };
}

/** The file that a request means, or undefined: nothing outside the folder is ever named. @param {string} folder @param {string} url */
function fileFor(folder, url) {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
    return file.startsWith(folder + sep) && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} folder @returns {Record<string, string>} */
function securityHeaders(folder) {
  return {
    'cache-control': 'no-store',
    'content-security-policy': pagePolicy(folder),
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

/** @param {string} folder */
function pagePolicy(folder) {
  const index = join(folder, 'index.html');
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(readPage(index))?.[1];
  if (!policy) throw new Failure(`${index} has no Content-Security-Policy`);
  return policy.replace(/\s+/g, ' ').trim();
}

/** @param {string} index */
function readPage(index) {
  try {
    return readFileSync(index, 'utf8');
  } catch {
    throw new Failure(`there is no ${index}`, 'run `npm run build`');
  }
}

/** @param {import('node:http').Server} server @param {number} [wanted] */
async function listen(server, wanted) {
  const first = wanted ?? FIRST_PORT;
  const last = wanted ?? FIRST_PORT + PORTS_TRIED;
  for (let port = first; port <= last; port += 1) {
    if (await listens(server, port)) return port;
  }
  throw new Failure(
    wanted ? `port ${wanted} is in use` : `no free port from ${first} to ${last}`,
    'choose another with --port N',
  );
}

/** @param {import('node:http').Server} server @param {number} port @returns {Promise<boolean>} */
function listens(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => {
      server.removeAllListeners('error');
      resolve(true);
    });
  });
}

/** Serves until it is stopped, and says where. Takes --port from the command line. */
export async function serveUntilStopped() {
  const { values } = parseArgs({ options: { port: { type: 'string' } } });
  const { address } = await serve(values.port ? { port: Number(values.port) } : {});
  console.log(`\n  goitin is at  ${address}\n  Ctrl+C stops it.\n`);
}

await whenStarted(import.meta, serveUntilStopped);
