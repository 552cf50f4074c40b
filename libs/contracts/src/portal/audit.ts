import { z } from 'zod';
import { calendarDay } from './calendar-day.js';
import { LANGUAGES } from './roles.js';
import type { Routes } from './route.js';

/** What people and programs do in the portal; each has a sentence in both languages. */
export const AUDIT_ACTIONS = [
  'session.started',
  'session.ended',
  'session.ended-everywhere',
  'user.invited',
  'user.joined',
  'user.changed',
  'user.removed',
  'user.password-changed',
  'user.password-reset',
  'user.second-factor-on',
  'user.second-factor-off',
  'user.recovery-codes-renewed',
  'organisation.changed',
  'connection.saved',
  'connection.switched',
  'connection.tested',
  'mail-account.saved',
  'mail-account.tested',
  'booking.trial-started',
  'booking.ordered',
  'booking.cancelled',
  'booking.payment-chosen',
  'booking.payment-approved',
  'booking.ended',
  'booking.fee-paid',
  'configuration.saved',
  'configuration.copied',
  'configuration.restored',
  'order.recheck',
  'order.resolve',
  'orders.exported',
  'error-page.renewed',
  'error-page.revoked',
  'token.created',
  'token.revoked',
  'events.redriven',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export const AUDIT_ACTORS = ['user', 'token', 'system'] as const;
/** Who did it: somebody signed in, a program with an API token, or Abgleich and the one who runs it. */
export type AuditActorKind = (typeof AUDIT_ACTORS)[number];

export const auditEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.object({ kind: z.enum(AUDIT_ACTORS), id: z.string().nullable(), name: z.string() }),
  action: z.enum(AUDIT_ACTIONS),
  /** What it was done to, in words a person knows: an order number, an e-mail address, a Mandant and payment method. */
  target: z.string(),
  /** Small facts for the sentence, such as the fields that changed; never a secret. */
  details: z.record(z.string(), z.string()),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const auditFilters = z.object({
  action: z.enum(AUDIT_ACTIONS).optional(),
  actor: z.enum(AUDIT_ACTORS).optional(),
  /** Part of a name or of what it was done to. */
  search: z.string().trim().max(100).optional(),
  /** First and last day, Europe/Berlin; both belong to the period. */
  from: calendarDay.optional(),
  to: calendarDay.optional(),
});
export type AuditFilters = z.infer<typeof auditFilters>;
/** Newest first. */
export const auditQuery = auditFilters.extend({
  /** Opaque cursor of the previous page. */
  after: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type AuditQuery = z.infer<typeof auditQuery>;
/** `language`: of the sentence in each line. */
export const auditExportQuery = auditFilters.extend({ language: z.enum(LANGUAGES).default('de') });
export const auditAnswer = z.object({
  readAt: z.iso.datetime(),
  entries: z.array(auditEntry),
  next: z.string().nullable(),
});
export type AuditAnswer = z.infer<typeof auditAnswer>;

export const AUDIT_ROUTES = {
  listAudit: {
    method: 'GET',
    path: '/api/audit',
    access: 'admin',
    withToken: true,
    summary: 'What people and programs did in the portal, newest first.',
    query: auditQuery,
    status: 200,
    answer: auditAnswer,
  },
  exportAudit: {
    method: 'GET',
    path: '/api/audit/export',
    access: 'admin',
    withToken: true,
    summary: 'The same as a CSV file with a sentence per entry, newest first.',
    query: auditExportQuery,
    status: 200,
    answer: null,
    answerType: 'text/csv',
  },
} as const satisfies Routes;
