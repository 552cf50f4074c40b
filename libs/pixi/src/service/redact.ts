import type { PixiProcedure } from '../mapping/procedure-definition.js';

/** Long enough to understand a refusal, short enough for a timeline. */
const TEXT_MAX = 200;

/** The arguments of a call that may be recorded: those that the mapping marks as traced. */
export function tracedArguments(
  procedure: PixiProcedure,
  args: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const traced = new Set(procedure.params.filter((one) => one.traced).map((one) => one.wire));
  return Object.fromEntries(Object.entries(args).filter(([wire]) => traced.has(wire)));
}

/** A text of pixi's without what could be a mail address, a card number or an IBAN, cut to a line. */
export function redactText(text: string): string {
  return text
    .replace(/[^\s@]+@[^\s@]+/g, '***')
    .replace(/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g, '***')
    .replace(/\d(?:[ -]?\d){11,}/g, '***')
    .replace(/\s+/g, ' ')
    .slice(0, TEXT_MAX);
}
