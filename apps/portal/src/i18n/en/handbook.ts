import type { handbook as german } from '../de/handbook.js';

export const handbook: typeof german = {
  title: 'Manual',
  lead: 'From preparation to daily work: what Abgleich does, how to set it up, and what to do when an order needs you.',
  unknown: 'There is no such chapter. Here are all chapters.',
  contents: 'All chapters',
  onThisPage: 'In this chapter',
  search: 'Search the manual',
  searchPlaceholder: 'shipping lock or R109',
  results: 'Search in the manual',
  found_one: '{{count}} passage found',
  found_other: '{{count}} passages found',
  nothing: 'Nothing found for “{{asked}}”. Try another or a shorter word.',
  paging: 'Read on',
  previous: 'Back:',
  next: 'Next:',
  open: 'Manual for this page',
  short: 'Manual',
  whole: 'Read the whole chapter',
  close: 'Close the manual',
};
