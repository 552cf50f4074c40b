import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { invariant } from '@abgleich/domain';
import type { NextFunction, Request, Response } from 'express';
import { styleNonceOf } from './security-headers.js';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
/** Best first; the build writes both beside each file that gains from it. */
const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;
/** The whole portal is 2 MB; a directory beyond this is not one. */
const BYTES_MAX = 50 * 1024 * 1024;
const NONCE_PLACEHOLDER = '__STYLE_NONCE__';
/** Vite puts a content hash into the names below assets/, so they never change. */
const HASHED = /^\/assets\//;

type PortalFile = {
  readonly type: string;
  readonly etag: string;
  readonly body: Buffer;
  readonly encoded: ReadonlyMap<string, Buffer>;
};
export type PortalFiles = {
  readonly files: ReadonlyMap<string, PortalFile>;
  readonly index: string;
};

/** Reads the built portal into memory: a request can then only get what is listed. `null` when `dir` holds no build. */
export async function loadPortalFiles(dir: string): Promise<PortalFiles | null> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  const raw = new Map<string, Buffer>();
  let bytes = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const body = await readFile(path);
    bytes += body.length;
    invariant(bytes <= BYTES_MAX, `the built portal in ${dir} is smaller than ${BYTES_MAX} bytes`);
    raw.set(`/${relative(dir, path).split(sep).join('/')}`, body);
  }
  const index = raw.get('/index.html')?.toString('utf8');
  if (index === undefined) return null;
  const files = new Map<string, PortalFile>();
  for (const [path, body] of raw) {
    const type = TYPES[extname(path)];
    if (type !== undefined && path !== '/index.html')
      files.set(path, toFile(path, { type, body, raw }));
  }
  return { files, index };
}

function toFile(
  path: string,
  { type, body, raw }: { type: string; body: Buffer; raw: ReadonlyMap<string, Buffer> },
): PortalFile {
  const encoded = new Map<string, Buffer>();
  for (const { name, suffix } of ENCODINGS) {
    const variant = raw.get(path + suffix);
    if (variant !== undefined) encoded.set(name, variant);
  }
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { type, etag, body, encoded };
}

/** Paths that are never a page of the portal. */
const NOT_PAGES = /^\/(api|healthz|readyz|metrics)(\/|$)/;

/** Serves the portal: files as they are, every other address as the one page, which finds its own way. */
export function servePortal({ files, index }: PortalFiles) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const readOnly = request.method === 'GET' || request.method === 'HEAD';
    if (!readOnly || NOT_PAGES.test(request.path)) return next();
    const file = files.get(request.path);
    if (file !== undefined) return sendFile(request, response, file);
    if (HASHED.test(request.path) || !request.accepts('html')) return next();
    response
      .status(200)
      .type('text/html; charset=utf-8')
      .setHeader('cache-control', 'no-cache')
      .send(index.replaceAll(NONCE_PLACEHOLDER, styleNonceOf(response)));
  };
}

function sendFile(request: Request, response: Response, file: PortalFile): void {
  const wanted = ENCODINGS.find(
    ({ name }) => file.encoded.has(name) && request.acceptsEncodings(name) === name,
  );
  response.setHeader('vary', 'accept-encoding');
  response.setHeader('etag', file.etag);
  response.setHeader(
    'cache-control',
    HASHED.test(request.path) ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
  if (request.headers['if-none-match'] === file.etag) {
    response.status(304).end();
    return;
  }
  response.setHeader('content-type', file.type);
  if (wanted !== undefined) response.setHeader('content-encoding', wanted.name);
  response.send(wanted === undefined ? file.body : file.encoded.get(wanted.name));
}
