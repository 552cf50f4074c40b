/**
 * What the SOAP library may be given to parse. Its parser needs some 5 s and 600 MB for four megabytes of nothing but
 * tags, and time that grows with the square of namespaces; a full page of a thousand rows has 100,000 tags.
 */
const TAGS_MAX = 200_000;
const ATTRIBUTES_MAX = 50_000;
const NAMESPACES_MAX = 60;
/** SOAP's old way to name an element once and copy it into many places; the library copies without bound. */
const MULTI_REFERENCE = /<[^<>]*?\s(?:id|href)\s*=/;

/** Why an answer is not given to the parser, or `null`. SOAP forbids a document type, and with it goes every entity bomb. */
export function beyondXmlBounds(xml: string): string | null {
  if (/<!DOCTYPE/i.test(xml)) return 'document type';
  if (countOf(xml, '<', TAGS_MAX) > TAGS_MAX) return 'too many tags';
  if (countOf(xml, '="', ATTRIBUTES_MAX) + countOf(xml, "='", ATTRIBUTES_MAX) > ATTRIBUTES_MAX)
    return 'too many attributes';
  if (countOf(xml, 'xmlns', NAMESPACES_MAX) > NAMESPACES_MAX) return 'too many namespaces';
  return MULTI_REFERENCE.test(xml) ? 'multi-reference' : null;
}

/** Occurrences, counted no further than one beyond `max`. */
function countOf(text: string, part: string, max: number): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0 && count <= max; at = text.indexOf(part, at + 1))
    count += 1;
  return count;
}
