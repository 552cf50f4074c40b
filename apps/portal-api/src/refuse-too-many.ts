import type { Response } from 'express';
import { portalProblem } from './portal-problem.js';

/** Throws 429 with the longest of the waits; `null` stands for none. */
export function refuseTooMany(waits: readonly (number | null)[], response: Response): void {
  const longestMs = Math.max(0, ...waits.filter((waitMs) => waitMs !== null));
  if (longestMs === 0) return;
  response.setHeader('retry-after', String(Math.ceil(longestMs / 1_000)));
  throw portalProblem(429, 'portal.too-many-attempts', 'Too many attempts. Wait, then try again.');
}
