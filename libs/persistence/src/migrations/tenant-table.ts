/**
 * What every table of an organisation's own rows needs: the portal's role may do `privileges` with it, and sees only rows of the organisation
 * of its session. Used by migrations, so what it returns for given words never changes.
 */
export const tenantTable = (table: string, privileges: string): string => `
grant ${privileges} on ${table} to abgleich_portal;
alter table ${table} enable row level security;
create policy own_organisation on ${table} to abgleich_portal
  using (organisation_id = nullif(current_setting('abgleich.organisation_id', true), '')::uuid);
`;
