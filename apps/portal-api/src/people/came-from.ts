import type { CameFrom } from '@abgleich/persistence';
import type { Request } from 'express';

/** In the order in which a browser's own name gives way to that of the one it is built on. */
const BROWSERS = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/\bcurl\//, 'curl'],
] as const;
const SYSTEMS = [
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
] as const;

type Names = readonly (readonly [RegExp, string])[];
const nameIn = (agent: string, names: Names): string | null =>
  names.find(([pattern]) => pattern.test(agent))?.[1] ?? null;

/** `Firefox, Windows`; what a browser says of itself, so no proof. `null`: nothing known was in it. */
export function deviceOf(userAgent: string): string | null {
  const known = [nameIn(userAgent, BROWSERS), nameIn(userAgent, SYSTEMS)].filter(
    (name) => name !== null,
  );
  return known.length === 0 ? null : known.join(', ');
}

/** The address and the device of a request, for the lists of sessions and sign-ins. */
export const cameFrom = (request: Request): CameFrom => ({
  address: request.ip ?? null,
  device: deviceOf(request.headers['user-agent'] ?? ''),
});
