import { createHash } from 'node:crypto';

/** A stolen copy of the table opens nothing. The tokens are 256 random bits, so a plain digest is enough. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();
