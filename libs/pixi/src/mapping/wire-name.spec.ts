import { describe, expect, it } from '@jest/globals';
import { escapeWireName, unescapeWireName } from './wire-name.js';

describe('names that start with XML', () => {
  it.each([
    ['XMLLogKey', '_x0058_MLLogKey'],
    ['XmlResponseCastErrorNr', '_x0058_mlResponseCastErrorNr'],
    ['xmlTag', '_x0078_mlTag'],
    ['TagXML', 'TagXML'],
    ['OrderNr', 'OrderNr'],
  ])('%s travels as %s and comes back', (name, wire) => {
    expect(escapeWireName(name)).toBe(wire);
    expect(unescapeWireName(wire)).toBe(name);
  });
});
