import type { AuditAction } from '@abgleich/contracts';
import type {
  ConfigurationId,
  ConnectionId,
  ErpPaymentCode,
  PaymentMethodName,
  PaymentPolicy,
  Secret,
  ShopId,
} from '@abgleich/domain';
import { z } from 'zod';
import {
  tellConfigurationChanged,
  writeConfiguration,
} from '../../configuration/configuration-version.js';
import type { SecretBox } from '../../secret-box.js';
import { type AuditContext, recordAudit } from '../audit.js';
import type { Sql } from '../portal-database.js';

/** What a save writes; the private key was found and checked before. */
export type ConfigurationContent = {
  readonly active: boolean;
  readonly bookingCodeInvoice: string;
  readonly bookingCodeReturn: string;
  readonly xmlTag: string;
  readonly publicKey: string;
  readonly privateKey: Secret;
  readonly providerUrl: string | null;
  readonly policy: PaymentPolicy;
};
/** What people call it, beside its versions. `method: undefined` leaves the chosen one as it is. */
export type NewConfiguration = {
  readonly id: ConfigurationId;
  readonly connectionId: string;
  readonly shopId: string;
  readonly shopName: string | null;
  readonly paymentCode: string;
  readonly paymentName: string | null;
  readonly method: PaymentMethodName | null;
  readonly content: ConfigurationContent;
};
export type ConfigurationChange = {
  readonly id: string;
  readonly baseVersion: number;
  readonly method: PaymentMethodName | null | undefined;
  readonly content: ConfigurationContent;
};
/** What is written into the audit log beside it. */
export type SaveNote = {
  readonly action: Extract<AuditAction, `configuration.${string}`>;
  readonly details: Readonly<Record<string, string>>;
};
export type SaveResult =
  | { readonly kind: 'saved'; readonly version: number }
  | { readonly kind: 'not-found' }
  /** Somebody saved a newer version, or configured the same payment method, meanwhile. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'exists' };

export type Saving = {
  readonly box: SecretBox;
  readonly context: AuditContext;
  readonly note: SaveNote;
};

/** The first version. Runs inside `inOrganisation`; a second one for the same payment method fails with the database's unique violation. */
export async function createConfiguration(
  sql: Sql,
  configuration: NewConfiguration,
  saving: Saving,
): Promise<SaveResult> {
  const [connection] = await sql('select name from portal.connections where id = $1', [
    configuration.connectionId,
  ]);
  if (connection === undefined) return { kind: 'not-found' };
  const version = await writeVersion(sql, configuration, saving);
  const { id, shopName, paymentName, method } = configuration;
  await sql(
    'update portal.configurations set shop_name = $2, payment_name = $3, method = $4 where id = $1',
    [id, emptyAsNull(shopName), emptyAsNull(paymentName), method],
  );
  return { kind: 'saved', version };
}

const emptyAsNull = (text: string | null): string | null => (text === '' ? null : text);

/** The next version, if the one it was made from is still the newest. Runs inside `inOrganisation`. */
export async function changeConfiguration(
  sql: Sql,
  { id, baseVersion, method, content }: ConfigurationChange,
  saving: Saving,
): Promise<SaveResult> {
  // The row lock lets two people who save at once take turns: the second one sees that the first was quicker.
  const [found] = await sql(
    'select id, connection_id, shop_id, payment_code, version from portal.configurations where id = $1 for update',
    [id],
  );
  if (found === undefined) return { kind: 'not-found' };
  const place = placeRow.parse(found);
  if (place.version !== baseVersion) return { kind: 'changed' };
  const version = await writeVersion(sql, { ...place, content }, saving);
  if (method !== undefined)
    await sql('update portal.configurations set method = $2 where id = $1', [id, method]);
  return { kind: 'saved', version };
}
const placeRow = z
  .object({
    id: z.string(),
    connection_id: z.string(),
    shop_id: z.string(),
    payment_code: z.string(),
    version: z.number(),
  })
  .transform(({ id, connection_id, shop_id, payment_code, version }) => ({
    id: id as ConfigurationId, // the brand is ours, the column is its own id
    connectionId: connection_id,
    shopId: shop_id,
    paymentCode: payment_code,
    version,
  }));

type Place = Pick<NewConfiguration, 'id' | 'connectionId' | 'shopId' | 'paymentCode' | 'content'>;

async function writeVersion(
  sql: Sql,
  { id, connectionId, shopId, paymentCode, content }: Place,
  { box, context, note }: Saving,
): Promise<number> {
  const { organisationId, actor, now, traceId } = context;
  // The brands are ours: the values were checked by the schema of the request, or are our own columns.
  const draft = {
    ...content,
    id,
    organisationId,
    connectionId: connectionId as ConnectionId,
    shopId: shopId as ShopId,
    paymentCode: paymentCode as ErpPaymentCode,
  };
  const saved = { now, savedBy: actor.name, traceId };
  const version = await writeConfiguration(sql, { draft, context: saved, box });
  await tellConfigurationChanged(sql, { ...draft, context: saved, changed: { id, version } });
  await recordAudit(sql, context, {
    action: note.action,
    target: `${shopId}/${paymentCode}`,
    details: { version: String(version), ...note.details },
  });
  return version;
}
