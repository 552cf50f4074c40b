import type { Person } from '../pixi/ledger/model.js';

const FIRST_NAMES = [
  ['Frau', 'Jana'],
  ['Herr', 'Jörg'],
  ['Frau', 'Anneliese'],
  ['Herr', 'Thomas'],
  ['Frau', 'Zoë'],
  ['Herr', 'Emre'],
  ['Frau', 'Käthe'],
  ['Herr', 'Matthias'],
  ['Frau', 'Sofia'],
  ['Herr', 'Łukasz'],
] as const;
const LAST_NAMES = [
  'Müller',
  'Größmann',
  'Schäfer',
  'Yıldız',
  'Weiß',
  'von der Heide',
  'Krämer',
  'O’Brien',
  'Fischer-Lüdke',
  'Öztürk',
  'Bauer',
] as const;
const PLACES = [
  ['10119', 'Berlin', 'Schönhauser Allee'],
  ['80331', 'München', 'Sendlinger Straße'],
  ['50667', 'Köln', 'Große Budengasse'],
  ['20095', 'Hamburg', 'Mönckebergstraße'],
  ['69117', 'Heidelberg', 'Plöck'],
  ['01067', 'Dresden', 'Große Brüdergasse'],
  ['79098', 'Freiburg im Breisgau', 'Gerberau'],
] as const;

/** A made-up customer; the same number gives the same person, different numbers different customers. */
export function personNumber(number: number): Person {
  const [salutation, firstName] = pick(FIRST_NAMES, number);
  const lastName = pick(LAST_NAMES, Math.floor(number / 3));
  const [zip, city, street] = pick(PLACES, Math.floor(number / 2));
  return {
    salutation,
    firstName,
    lastName,
    company: '',
    street,
    houseNr: String((number % 97) + 1),
    zip,
    city,
    country: 'DE',
    email: `kunde${number}@example.org`,
    phone: `0${zip.slice(0, 3)} ${100_000 + (number % 900_000)}`,
  };
}

function pick<One>(list: readonly One[], number: number): One {
  const one = list[number % list.length];
  if (one === undefined) throw new Error('The list to pick from is empty.');
  return one;
}
