import { auditAnswer, type AuditFilters } from '@abgleich/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Language } from '../format/locale.js';
import { request } from './request.js';

/** As many as somebody looks through before turning the page. */
const PAGE_ENTRIES = 50;

/** What the address of the page holds. */
export type AuditSearch = AuditFilters & { readonly after?: string | undefined };

export const auditQueryOf = (search: AuditSearch) =>
  queryOptions({
    queryKey: ['audit', search],
    queryFn: ({ signal }) => {
      const query = queryOf(search);
      query.set('limit', String(PAGE_ENTRIES));
      return request(`/api/audit?${query}`, auditAnswer, { signal });
    },
    placeholderData: keepPreviousData,
  });

/** The address of the same entries as a file. */
export function auditFile({ after: _page, ...filters }: AuditSearch, language: Language): string {
  const query = queryOf(filters);
  query.set('language', language);
  return `/api/audit/export?${query}`;
}

function queryOf(search: AuditSearch): URLSearchParams {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}
