import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { createClientAsync } from 'soap';
import { PIXI_PROCEDURES, REQUIRED_PROCEDURES } from './mapping/pixi-procedures.js';
import { pixiWsdl } from './pixi-wsdl.js';

const PLACEHOLDER = 'https://pixi.example/pixiABC/';
const FILE = fileURLToPath(new URL('../pixi.wsdl', import.meta.url));

describe('the WSDL', () => {
  it('is the same as the file that is handed to others (ABGLEICH_WRITE_WSDL=1 writes it anew)', () => {
    const wsdl = pixiWsdl({ endpointUrl: PLACEHOLDER });
    if (process.env.ABGLEICH_WRITE_WSDL === '1') writeFileSync(FILE, wsdl);
    expect(readFileSync(FILE, 'utf8')).toBe(wsdl);
  });

  it('offers every procedure of the mapping to a SOAP client', async () => {
    const client = await createClientAsync(pixiWsdl({ endpointUrl: PLACEHOLDER }), {
      disableCache: true,
    });
    const { pixi } = client.describe() as { pixi: { pixiPort: Record<string, unknown> } };
    expect(Object.keys(pixi.pixiPort).sort()).toEqual(Object.keys(PIXI_PROCEDURES).sort());
  });

  it('leaves out what a database does not have', () => {
    const wsdl = pixiWsdl({
      endpointUrl: PLACEHOLDER,
      without: ['pixiCreateOrderComment'],
      withoutParams: ['pixiSetOrderShippingLock.Reason'],
    });
    expect(wsdl).not.toContain('pixiCreateOrderComment');
    expect(wsdl).not.toContain('name="Reason"');
    expect(wsdl).toContain('pixiAddOrderComment');
  });

  it('escapes an endpoint address with a query', () => {
    expect(pixiWsdl({ endpointUrl: 'https://pixi.example/?a=1&b=2' })).toContain('a=1&amp;b=2');
  });
});

describe('the mapping', () => {
  it('names the twenty procedures a merchant needs', () => {
    expect(REQUIRED_PROCEDURES).toHaveLength(20);
  });

  it.each(Object.entries(PIXI_PROCEDURES))(
    '%s spells every parameter and column once',
    (name, { params, rowSets, ...procedure }) => {
      expect(procedure.name).toBe(name);
      for (const word of ['key', 'wire'] as const) {
        const words = params.map((one) => one[word].toLowerCase());
        expect(new Set(words).size).toBe(words.length);
      }
      for (const { columns } of rowSets) {
        const wires = columns.flatMap((one) => [...new Set(one.wire.map((w) => w.toLowerCase()))]);
        expect(new Set(wires).size).toBe(wires.length);
        expect(new Set(columns.map((one) => one.key)).size).toBe(columns.length);
      }
    },
  );

  it('marks every column with card data', () => {
    const unmarked = Object.values(PIXI_PROCEDURES)
      .flatMap(({ rowSets }) => rowSets.flatMap(({ columns }) => [...columns]))
      .filter((one) => /card/i.test(one.wire[0]) && !('card' in one));
    expect(unmarked).toEqual([]);
  });
});
