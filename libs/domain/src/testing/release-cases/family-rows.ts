import type { ReleaseFacts } from '../../facts.js';
import { PAYMENT_METHOD_CODES, type PaymentMethodCode, traitsOf } from '../../payment-methods.js';
import { anOrder, aPayment, found } from '../builders.js';

export type Fields = Partial<ReleaseFacts>;

export const paysBy = (method: PaymentMethodCode, ...lines: string[]): Fields => ({
  payment: found(aPayment(lines, { method, methodName: method })),
});

export const byFamily = (...families: string[]): readonly PaymentMethodCode[] =>
  PAYMENT_METHOD_CODES.filter((method) => families.includes(traitsOf(method).family));

export const REQUESTED = ['capture pending 100.00'];

export const RECEIVED = [...REQUESTED, 'capture success 100.00'];

export const openLocked = anOrder({ status: 'open', locked: true });

export const refusal = { code: 'pixi.refused', message: 'Order is locked by another user' };
