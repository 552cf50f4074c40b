import { amountText } from '../amount-text.js';
import { money, type Money } from '../money.js';
import type { CheckNature, CheckRule } from './check-rules.js';
import type { Figures } from './figures.js';

/** A broken rule: where, by how much, and in one English sentence for logs and histories. */
export type CheckViolation = {
  readonly rule: CheckRule;
  readonly nature: CheckNature;
  readonly orderNumber: string;
  /** The invoice or credit note it is about; `null`: the order as a whole. */
  readonly document: string | null;
  readonly amounts: Readonly<Record<string, Money>>;
  readonly sentence: string;
};

/** What one rule found. */
export type Finding = {
  readonly rule: CheckRule;
  readonly document?: string | null;
  /** In minor units. */
  readonly amounts?: Readonly<Record<string, number>>;
  readonly sentence: string;
};
/** Findings of one rule, or of a few that belong together. */
export type Judge = (figures: Figures, options: JudgeOptions) => readonly Finding[];
export type JudgeOptions = {
  /** What others did so shortly before an effect of ours may have been overlooked. */
  readonly oversightMs: number;
};

/** An amount for a sentence. */
export const text = ({ order }: Figures, minor: number): string =>
  amountText(money(minor, order.erp.total.currency));

/** `tolerance` in minor units: what counts as equal, once per order. */
export const toleranceOf = ({ order }: Figures): number => order.agreement.toleranceMinor;
