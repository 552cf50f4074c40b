import { describe, expect, it } from '@jest/globals';
import { fixture } from '../testing/canned-pixi.js';
import { beyondXmlBounds } from './xml-bounds.js';

describe('the bounds of XML', () => {
  it('have room for a full page of a thousand rows', () => {
    const header = fixture('order-header.xml');
    const row = /<row>.*<\/row>/.exec(header)?.[0] ?? '';
    expect(beyondXmlBounds(header.replace(row, row.repeat(1000)))).toBeNull();
  });

  it.each([
    ['document type', '<!doctype x><a/>'],
    ['too many tags', '<a/>'.repeat(200_001)],
    ['too many attributes', `<a ${'b="" '.repeat(50_001)}/>`],
    ['too many namespaces', '<a xmlns:b="c"/>'.repeat(61)],
    ['multi-reference', '<a href="#b"/>'],
    ['multi-reference', '<a\n id = "b"/>'],
  ])('are passed: %s', (reason, xml) => {
    expect(beyondXmlBounds(xml)).toBe(reason);
  });

  it('leave text alone that only looks like a reference', () => {
    expect(beyondXmlBounds('<a>&lt;a href="#b" id="c"&gt; id = 5</a>')).toBeNull();
  });
});
