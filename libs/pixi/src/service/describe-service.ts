import { Fault } from '@abgleich/domain';
import { WSDL } from 'soap';
import { PIXI_PROCEDURES } from '../mapping/pixi-procedures.js';
import type { PixiProcedure } from '../mapping/procedure-definition.js';
import { escapeWireName } from '../mapping/wire-name.js';

/** One procedure as a database offers it: parameters in the order it wants, `null` where its WSDL does not tell. */
export type OfferedProcedure = {
  readonly params: readonly string[] | null;
  readonly soapAction: string;
};
export type ServiceDescription = {
  readonly namespace: string;
  readonly procedures: ReadonlyMap<string, OfferedProcedure>;
};

/** What we assume of a database whose WSDL is not to be had: everything in our mapping. */
export function builtInDescription(namespace: string): ServiceDescription {
  const procedures = Object.values<PixiProcedure>(PIXI_PROCEDURES).map(
    ({ name, params }) =>
      [
        name,
        { params: params.map((one) => escapeWireName(one.wire)), soapAction: namespace + name },
      ] as const,
  );
  return { namespace, procedures: new Map(procedures) };
}

/**
 * What a database offers, from its own WSDL, reduced to the procedures we know. Throws `data pixi.malformed-answer`.
 * Imports are not followed: they could name files of this machine or hosts that must not see our credentials.
 */
export async function describeService(text: string): Promise<ServiceDescription> {
  const wsdl = await parse(text);
  const known = new Set<string>(Object.keys(PIXI_PROCEDURES));
  const procedures = new Map<string, OfferedProcedure>();
  const namespace = wsdl.definitions.$targetNamespace;
  for (const binding of Object.values(wsdl.definitions.bindings))
    for (const [name, method] of Object.entries(binding.methods)) {
      if (!known.has(name) || procedures.has(name)) continue;
      procedures.set(name, {
        params: parameterNames(name, () => method.description(wsdl.definitions).input),
        soapAction: method.soapAction || namespace + name,
      });
    }
  if (typeof namespace !== 'string') throw malformed('no target namespace');
  return { namespace, procedures };
}

function parse(text: string): Promise<WSDL> {
  const clean = text
    .replace(/^\uFEFF/, '')
    .replace(
      /(<(?:[\w.-]+:)?(?:import|include)\b[^>]*?)\s(?:schemaLocation|location)\s*=\s*("[^"]*"|'[^']*')/gi,
      '$1',
    );
  if (!/<([\w.-]+:)?definitions[\s>]/.test(clean.slice(0, 10_000))) throw malformed('not a WSDL');
  return new Promise((resolve, reject) => {
    const wsdl = new WSDL(clean, 'pixi.wsdl', {});
    wsdl.onReady((error: unknown) => {
      if (error) reject(malformed('WSDL not readable', error));
      else resolve(wsdl);
    });
  });
}

/** The library adds keys of its own and marks lists; a description that names nothing tells nothing. */
function parameterNames(procedure: string, describe: () => unknown): readonly string[] | null {
  const described = attempt(describe);
  if (typeof described !== 'object' || described === null) return null;
  const names = Object.keys(described)
    .filter((name) => name !== 'targetNSAlias' && name !== 'targetNamespace')
    .map((name) => name.replace(/\[\]$/, ''));
  const expected = Object.values<PixiProcedure>(PIXI_PROCEDURES).find((p) => p.name === procedure);
  return names.length === 0 && (expected?.params.length ?? 0) > 0 ? null : names;
}

function attempt(describe: () => unknown): unknown {
  try {
    return describe();
  } catch {
    return null; // Types that the library cannot resolve: the procedure exists, its parameters stay as mapped.
  }
}

function malformed(reason: string, cause?: unknown): Fault {
  return new Fault({
    kind: 'data',
    code: 'pixi.malformed-answer',
    params: { procedure: 'WSDL', reason },
    cause,
  });
}
