import { Fault, formatMoney, type Instant, type Money } from '@abgleich/domain';
import type { PixiParam } from '../mapping/procedure-definition.js';
import { toBerlin } from './berlin-time.js';
import { fitsCodePage, toCodePage } from './code-page.js';

/** What a caller may give for a parameter; `undefined` and `null` leave it out, so that pixi's default applies. */
export type PixiArgument = string | number | boolean | Money | { readonly at: Instant };

/** Room for texts whose column has no published length. */
const TEXT_MAX = 4000;
const INT_MAX: Readonly<Record<'int' | 'smallint', number>> = {
  int: 2_147_483_647,
  smallint: 32_767,
};

/** The text that travels for an argument. Throws `bug pixi.unsafe-request` when pixi would read something else than was meant. */
export function writeArgument(param: PixiParam, value: PixiArgument): string {
  switch (param.sqlType) {
    case 'int':
    case 'smallint':
      return wholeNumber(param, value, INT_MAX[param.sqlType]);
    case 'bit':
      if (typeof value !== 'boolean') throw unsafe(param);
      return value ? '1' : '0';
    case 'money':
    case 'numeric':
    case 'float':
      if (typeof value !== 'object' || !('minor' in value)) throw unsafe(param);
      return formatMoney(value);
    case 'datetime':
      if (typeof value !== 'object' || !('at' in value)) throw unsafe(param);
      return toBerlin(value.at);
    default:
      return text(param, value);
  }
}

function wholeNumber(param: PixiParam, value: PixiArgument, max: number): string {
  const digits = String(value);
  if (!/^-?\d{1,10}$/.test(digits) || Math.abs(Number(digits)) > max) throw unsafe(param);
  return digits;
}

function text(param: PixiParam, value: PixiArgument): string {
  if (typeof value !== 'string') throw unsafe(param);
  const maxLength = param.maxLength ?? TEXT_MAX;
  if (param.prose === true) return toCodePage(value, maxLength);
  const clean = value.trim();
  if (clean.length > maxLength || !fitsCodePage(clean) || clean.startsWith('<![CDATA['))
    throw unsafe(param);
  return clean;
}

function unsafe(param: PixiParam): Fault {
  return new Fault({
    kind: 'bug',
    code: 'pixi.unsafe-request',
    params: { parameter: param.key, why: 'does not fit the parameter' },
  });
}
