import { Fault, type JournalWrite, type ProblemDraft } from '@abgleich/domain';
import { randomUUID } from 'node:crypto';
import type { PartContext } from './journal-statement.js';

/** Who resolved a problem that a decision no longer names. */
export const RESOLVED_BY = 'abgleich';

/**
 * Makes the open problems of (order, area, document) exactly those of the write: new ones raised, missing ones resolved, equal
 * ones kept with their id, those that a person called solved left alone. One whose severity changed is told again, because an error
 * is mailed and a notice is not.
 */
export function problemParts(ctx: PartContext): string[] {
  const { entry, params, now } = ctx;
  if (entry.problems === undefined) return [];
  const drafts = uniqueDrafts(entry.problems).map((draft) => ({ id: randomUUID(), ...draft }));
  const area = params.add(entry.problems.area, 'text');
  const document = params.add(entry.problems.document, 'text');
  const about = `connection_id = ${ctx.connectionId} and order_number = ${ctx.orderNumber} and area = ${area}
      and document is not distinct from ${document}`;
  const scope = `${about} and resolved_at is null`;
  // One that was put aside is over for good when its cause is gone: the same cause may be raised again later.
  const resolved = (unnamed: string): string =>
    `resolved as (update journal.problems as p set put_aside = false, updated_at = ${now},
      resolved_at = coalesce(p.resolved_at, ${now}), resolved_by = coalesce(p.resolved_by, '${RESOLVED_BY}')
      from guard where ${about} and (p.resolved_at is null or p.put_aside) and ${unnamed}
      returning p.id, p.code, p.severity, p.document, p.params, p.resolved_by)`;
  // Most writes name no problem: for them the statement is spared everything but the look for one to resolve.
  if (drafts.length === 0) return [resolved('true')];
  return [
    `drafts as materialized (select * from jsonb_to_recordset(${params.add(drafts, 'jsonb')})
      as d(id uuid, code text, severity text, params jsonb))`,
    `before as materialized (select code, severity from journal.problems where ${scope})`,
    `raised as (insert into journal.problems as p (id, organisation_id, connection_id, order_number, area, code, severity,
        document, params, raised_at, updated_at)
      select d.id, ${ctx.organisationId}, ${ctx.connectionId}, ${ctx.orderNumber}, ${area}, d.code, d.severity, ${document},
        d.params, ${now}, ${now} from drafts as d, guard where ${notPutAside(ctx, about)} order by d.code
      on conflict (connection_id, order_number, area, code, coalesce(document, '')) where resolved_at is null
      do update set params = excluded.params, severity = excluded.severity, updated_at = excluded.updated_at
        where (p.params, p.severity) is distinct from (excluded.params, excluded.severity)
      returning id, code, severity, document, params, xmax = 0 as fresh)`,
    resolved('not exists (select from drafts as d where d.code = p.code)'),
  ];
}

/**
 * Draft `d` is none that a person called solved: same words, same severity, and nothing was done for the order since. A write that
 * ends an operation brings something new by itself.
 */
function notPutAside({ entry, connectionId, orderNumber }: PartContext, about: string): string {
  if (entry.finish !== undefined) return 'true';
  return `(d.code in (select code from before) or not exists (select from journal.problems as h where ${about} and h.put_aside and h.code = d.code
        and h.severity = d.severity and h.params = d.params and not exists (select from journal.operations as n
          where n.connection_id = ${connectionId} and n.order_number = ${orderNumber} and n.kind <> 'comment'
            and n.finished_at > h.resolved_at)))`;
}

const EVENT_DATA = `jsonb_build_object('problemId', id, 'code', code, 'severity', severity, 'document', document, 'params', params)`;
const RESOLVED_EVENTS = `select gen_random_uuid() as id, 'problem.resolved' as type, code, ${EVENT_DATA} as data from resolved
  where resolved_by = '${RESOLVED_BY}'`;
const RAISED_EVENTS = `select gen_random_uuid(), 'problem.raised', code, ${EVENT_DATA} from raised as r
  where fresh or exists (select from before as b where b.code = r.code and b.severity <> r.severity)`;

/**
 * The events of the parts above: a problem is told when it is new or its severity changed, and when it is resolved.
 * A row that an `insert ... on conflict` inserted has no xmax; one that it updated has.
 */
export const problemEvents = ({ open }: NonNullable<JournalWrite['problems']>): string =>
  open.length === 0 ? RESOLVED_EVENTS : `${RESOLVED_EVENTS} union all ${RAISED_EVENTS}`;

/**
 * The drafts of a write, one per code (the last one counts). Throws `Fault` bug when a draft is about another document than
 * the write: no later write of that scope would resolve it.
 */
export function uniqueDrafts(problems: NonNullable<JournalWrite['problems']>): ProblemDraft[] {
  const byCode = new Map<string, ProblemDraft>();
  for (const draft of problems.open) {
    if (draft.document !== problems.document) {
      throw new Fault({
        kind: 'bug',
        code: 'platform.bug',
        params: {
          problem: draft.code,
          document: draft.document ?? '',
          scope: problems.document ?? '',
        },
      });
    }
    byCode.set(draft.code, draft);
  }
  return [...byCode.values()];
}
