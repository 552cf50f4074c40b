/** pixi's own country codes where they differ from ISO: old car plates. */
const PIXI_CODES: Readonly<Record<string, string>> = {
  DE: 'D',
  AT: 'A',
  FR: 'F',
  IT: 'I',
  ES: 'E',
  BE: 'B',
  LU: 'L',
  SE: 'S',
};

/** From ISO 3166-1 alpha-2 to pixi's code; codes it does not know stay as they are. */
export const pixiCountry = (iso: string): string => PIXI_CODES[iso] ?? iso;
