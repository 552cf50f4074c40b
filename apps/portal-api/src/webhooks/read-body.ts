import type { IncomingMessage } from 'node:http';

/** A sender that dawdles for longer than this is none of Unzer's. */
const BODY_WITHIN_MS = 10_000;

/** The whole body, whatever its type; `null` when it is larger than `bytesMax` or does not arrive in time. Never throws. */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => end(null), BODY_WITHIN_MS);
    const end = (body: Buffer | null): void => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      resolve(body);
    };
    if (Number(request.headers['content-length'] ?? 0) > bytesMax) {
      end(null);
      return;
    }
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bytesMax) end(null);
      else chunks.push(chunk);
    });
    request.on('end', () => end(Buffer.concat(chunks)));
    request.on('error', () => end(null));
    request.on('close', () => end(null)); // after 'end' this changes nothing any more
  });
}
