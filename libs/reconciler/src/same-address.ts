import type { ErpAddress, ProviderAddress } from '@abgleich/domain';

/**
 * Whether goods go to the address that the provider insured. Tolerant of how people and systems write the same address (umlauts,
 * "Str.", "12 a", a district after the city, a company beside the name), strict about another house, place or person.
 * What one side does not know is not compared.
 */
export function sameAddress(erp: ErpAddress, insured: ProviderAddress): boolean {
  return (
    agree(postcode(erp.zip), postcode(insured.zip)) &&
    agree(street(erp.street), street(insured.street)) &&
    sameCity(erp.city, insured.city) &&
    agree(country(erp.country), country(insured.country)) &&
    samePerson(`${erp.name} ${erp.company}`, insured.name)
  );
}

const agree = (a: string, b: string): boolean => a === '' || b === '' || a === b;

/** German letters as the Swiss and machines write them, then no accents and nothing but letters, digits and blanks. */
function plain(text: string): string {
  const german = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss');
  return german
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const joined = (text: string): string => plain(text).replaceAll(' ', '');

/** "D-10115" and "10115" are the same. */
const postcode = (text: string): string => joined(text).replace(/^(de|d|at|a|ch)(?=\d)/, '');

/** "Musterstraße 1 a", "Muster Str. 1a" and "Musterstr 1A" are the same. */
const street = (text: string): string =>
  plain(text)
    .replace(/strasse\b/g, 'str')
    .replaceAll(' ', '');

/** "Berlin" and "Berlin Mitte" are the same. */
function sameCity(a: string, b: string): boolean {
  const [one, other] = [joined(a), joined(b)];
  return one === '' || other === '' || one.startsWith(other) || other.startsWith(one);
}

const country = (text: string): string =>
  /^[a-z]{2}$/i.test(text.trim()) ? text.trim().toLowerCase() : '';

/** Words shorter than this (initials, "c/o") name nobody. */
const NAME_WORD_LENGTH = 2;

/** One name in common is enough: first names are left out, companies come first, titles are added. */
function samePerson(a: string, b: string): boolean {
  const words = (text: string): readonly string[] =>
    plain(text)
      .split(' ')
      .filter((word) => word.length >= NAME_WORD_LENGTH);
  const [one, other] = [words(a), words(b)];
  return one.length === 0 || other.length === 0 || one.some((word) => other.includes(word));
}
