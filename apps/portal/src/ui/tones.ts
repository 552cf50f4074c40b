import type { Tone } from './badge.js';

const STATE_TONES: Readonly<Record<string, Tone>> = {
  waiting: 'blue',
  released: 'green',
  locked: 'red',
  'partly-settled': 'green',
  settled: 'green',
  cancelled: 'grey',
  ignored: 'grey',
  stuck: 'red',
};
const ERP_TONES: Readonly<Record<string, Tone>> = { 'on-hold': 'blue', open: 'green' };
const PAYMENT_TONES: Readonly<Record<string, Tone>> = {
  pending: 'blue',
  authorized: 'green',
  completed: 'green',
  partly: 'green',
  cancelled: 'grey',
  'payment-review': 'blue',
  created: 'blue',
  chargeback: 'red',
};
const OPERATION_TONES: Readonly<Record<string, Tone>> = {
  open: 'blue',
  pending: 'blue',
  done: 'green',
  refused: 'red',
  abandoned: 'red',
};

/** Colours beside words; what is not named is grey. */
export const stateTone = (state: string): Tone => STATE_TONES[state] ?? 'grey';
export const erpTone = (status: string): Tone => ERP_TONES[status] ?? 'grey';
export const paymentTone = (state: string): Tone => PAYMENT_TONES[state] ?? 'grey';
export const operationTone = (status: string): Tone => OPERATION_TONES[status] ?? 'grey';
