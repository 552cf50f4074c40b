import { createHash } from 'node:crypto';

/** The random-looking parts of ids, derived from a command's seed so that a replay mints the same ones. */
export type Mint = {
  /** 32 capital hex digits, as the acquirer's unique id. */
  readonly uniqueId: string;
  /** `dddd.dddd.dddd`: what people quote on the phone and on bank transfers. */
  readonly shortId: string;
  /** 32 hex digits. */
  readonly traceId: string;
  /** 12 characters for type and customer ids. */
  readonly token: string;
};

export function mint(seed: string, purpose: string): Mint {
  const hex = createHash('sha256').update(`${purpose}/${seed}`).digest('hex');
  const digits = BigInt(`0x${hex}`).toString().slice(0, 12).padStart(12, '0');
  return {
    uniqueId: `31HA07BC81${hex.slice(0, 22).toUpperCase()}`,
    shortId: `${digits.slice(0, 4)}.${digits.slice(4, 8)}.${digits.slice(8, 12)}`,
    traceId: hex.slice(22, 54),
    token: hex.slice(52, 64),
  };
}
